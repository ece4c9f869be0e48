// Which persons of two articles are taken for one, over a set of pairs; and what is proposed.
#include "ingest/resolution/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "ingest/assimilate.h"
#include "ingest/resolution/resolve_block.h"
#include "tests/ingest/synthetic_article.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

using test::SyntheticArticle;

struct Pair {
  bool same = false;
  std::string why;
  Form a, b;
};

const NameRarity& Rarity() {
  static const NameRarity rarity(*amana::test::Rules());
  return rarity;
}

Form FormOf(const TsvLine& line, size_t column, const std::string& content) {
  const auto field = [&](size_t i) {
    const std::string& text = line.fields[column + i];
    return text == "-" ? std::string() : text;
  };
  SyntheticArticle article("a");
  uint32_t person = 0;
  if (field(1).empty()) {
    person = article.Person(field(0));
  } else {
    person = article.Holder(field(0), "أمين التنظيم", article.Party(field(1), field(2)));
  }
  return MakeForms(article.extraction(), content, Rarity())[person];
}

std::vector<Pair> ReadPairs() {
  std::vector<Pair> pairs;
  const auto read = ReadTsv(amana::test::SourceDir() / "tests/cases/person_pairs.tsv",
                            [&](const TsvLine& line) -> Result<void> {
                              if (line.fields.size() != 8)
                                return line.Error("a pair has 8 columns");
                              pairs.push_back({line.fields[0] == "same", line.fields[1],
                                               FormOf(line, 2, "one"), FormOf(line, 5, "two")});
                              return {};
                            });
  EXPECT_TRUE(read) << read.error().ToString();
  return pairs;
}

bool AreJoined(const Pair& pair) {
  if (pair.a.type != pair.b.type || pair.a.block != pair.b.block) return false;
  if (pair.a == pair.b) return true;
  std::vector<Form> forms = {pair.a, pair.b};
  std::ranges::sort(forms, {}, &Form::Key);
  const auto groups = ResolveBlock(forms);
  return groups[0] == groups[1];
}

TEST(PersonPairs, NoNamesakesAreJoinedAndMostSpellingsAre) {
  size_t same = 0, found = 0, different = 0;
  std::map<std::string, size_t> missed;
  for (const Pair& pair : ReadPairs()) {
    const bool joined = AreJoined(pair);
    if (pair.same) {
      ++same;
      found += joined;
      if (!joined) ++missed[pair.why];
    } else {
      ++different;
      EXPECT_FALSE(joined) << pair.why << ": " << pair.a.name << " | " << pair.b.name;
    }
  }
  EXPECT_GE(same, 300u);
  EXPECT_GE(different, 400u);
  EXPECT_GE(static_cast<double>(found), 0.85 * static_cast<double>(same));
  for (const auto& [why, count] : missed) std::cout << "missed " << count << ": " << why << "\n";
  std::cout << different << " namesakes apart, " << found << " of " << same << " joined\n";
}

TEST(ScoreSame, IsSymmetricAndStaysBelowWhatIsJoined) {
  for (const Pair& pair : ReadPairs()) {
    std::vector<std::string> reasons, other;
    const double score = ScoreSame(pair.a, pair.b, Rarity(), reasons);
    EXPECT_EQ(score, ScoreSame(pair.b, pair.a, Rarity(), other));
    EXPECT_LE(score, kMostProposed);
    EXPECT_EQ(score > 0, !reasons.empty()) << pair.a.name;
  }
}

std::vector<SameAsProposal> ProposalsOf(const std::vector<SyntheticArticle>& articles) {
  const auto store = GraphStore::InMemory();
  for (const SyntheticArticle& article : articles) {
    EXPECT_TRUE(Assimilate(*store, article.article(), article.extraction(), "", Rarity()));
  }
  return ProposeSame(ReadForms(*store).value(), Rarity(), *store->snapshot());
}

SyntheticArticle Holder(const std::string& id, const std::string& name, const std::string& party,
                        const std::string& country) {
  SyntheticArticle article(id);
  article.Holder(name, "أمين التنظيم", article.Party(party, country));
  return article;
}

TEST(ProposeSame, NamesPairsThatWereNotJoinedWithTheReasons) {
  const auto one = Holder("a", "سالم طارق القندلاوي", "حزب الميزان", "EG");
  const auto two = Holder("b", "سالم طارق القندلاوي", "حزب النخلة", "EG");
  for (const auto& articles : {std::vector{one, two}, std::vector{two, one}}) {
    const auto proposals = ProposalsOf(articles);
    ASSERT_EQ(proposals.size(), 1u);
    EXPECT_EQ(proposals[0].type, "Person");
    EXPECT_GE(proposals[0].score, kLeastProposed);
    EXPECT_EQ(proposals[0].reasons.front(), "the same name of 3 parts");
    EXPECT_EQ(proposals[0].reasons.back(), "bodies that differ");
  }
}

TEST(ProposeSame, KeepsQuietAboutJoinedOnesOtherCountriesAndCommonNames) {
  EXPECT_TRUE(ProposalsOf({Holder("a", "سالم طارق القندلاوي", "حزب الميزان", "EG"),
                           Holder("b", "سالم طارق القندلاوي", "حزب الميزان", "EG")})
                  .empty());
  EXPECT_TRUE(ProposalsOf({Holder("a", "سالم طارق القندلاوي", "حزب الميزان", "EG"),
                           Holder("b", "سالم طارق القندلاوي", "حزب الميزان", "MA")})
                  .empty());
  EXPECT_TRUE(ProposalsOf({Holder("a", "محمد علي", "حزب الميزان", "EG"),
                           Holder("b", "محمد علي", "حزب النخلة", "EG")})
                  .empty());
}

}  // namespace
}  // namespace amana::ingest
