// Packs of the user's own: what they add, what they win over, what is refused, what reloads.
#include <gtest/gtest.h>

#include <fstream>

#include "ingest/live_rules.h"
#include "ingest/rule_pack/pack_check.h"
#include "ingest/rule_pack/pack_stats.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

namespace fs = std::filesystem;

class RulePack : public testing::Test {
 protected:
  void Write(const std::string& name, const std::string& text) {
    const fs::path file = dir_.path() / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  std::vector<fs::path> Packs() const { return {test::SourceDir() / "rules", dir_.path()}; }

  std::shared_ptr<const RuleSet> Load() const {
    const auto rules = RuleSet::Load(Packs());
    EXPECT_TRUE(rules) << rules.error().ToString();
    return rules ? *rules : nullptr;
  }

  std::string Fault() const {
    const auto rules = RuleSet::Load(Packs());
    return rules ? "" : rules.error().ToString();
  }

  test::TempDir dir_;
};

TEST_F(RulePack, ItsLineStandsInPlaceOfOneWithTheSameFormAndClass) {
  const auto before = test::Rules()->lexicon().Find("محمد");
  ASSERT_FALSE(before.empty());
  Write("lex/mine.tsv", "محمد\tgiven\tg=m;word=3\n");
  const auto rules = Load();
  const auto after = rules->lexicon().Find("محمد");
  EXPECT_EQ(after.size(), before.size());
  bool own = false;
  for (const LexEntry* entry : after) own = own || (entry->word == 3 && entry->file == "mine.tsv");
  EXPECT_TRUE(own);
}

TEST_F(RulePack, ADashTakesAnEntryAway) {
  ASSERT_FALSE(test::Rules()->lexicon().Find("محمد").empty());
  Write("lex/mine.tsv", "محمد\t-\n");
  EXPECT_TRUE(Load()->lexicon().Find("محمد").empty());
}

constexpr const char* kBody =
    "  match m:[Meeting] ~{0,1} who:[Person]\n  emit m CHAIRED_BY who\n"
    "  yes a => CHAIRED_BY b ; c\n  no d\n";

TEST_F(RulePack, ItsRuleStandsInPlaceOfOneWithTheSameId) {
  const Rule& first = test::Rules()->rules().front();
  Write("relations/mine.rul", "rule " + first.id + " 0.11\n" + kBody);
  const auto rules = Load();
  EXPECT_EQ(rules->rules().size(), test::Rules()->rules().size());
  EXPECT_FLOAT_EQ(rules->rules().front().weight, 0.11F);
}

TEST_F(RulePack, RefusesAnIdTwiceAndNamesThePlace) {
  const std::string rule = std::string("rule own.one 0.5\n") + kBody;
  Write("relations/a.rul", rule);
  Write("relations/b.rul", "\n" + rule);
  const std::string fault = Fault();
  EXPECT_NE(fault.find("b.rul:2"), std::string::npos) << fault;
  EXPECT_NE(fault.find("defined twice"), std::string::npos) << fault;
}

TEST_F(RulePack, TheCheckerNamesEveryFaultByFileAndLine) {
  Write("lex/mine.tsv",
        "# words\n"
        "شمسان\tgiven\tg=m\n"
        "شمسان\tgiven\tg=m\n"  // 3: twice
        "أدهم\tgiven\n"
        "ادهم\tgiven\n"             // 5: twice after folding
        "زيد\tnosuchclass\n"        // 6
        "سَمير\tgiven\n"             // 7: harakat
        "سـامر\tgiven\n"            // 8: tatweel
        "ليث\xE2\x80\x8F\tgiven\n"  // 9: a bidi mark
        "أ\xCC\x88\tgiven \n"       // 10: white space at the end
        "ا\xD9\x94يمن\tgiven\n");   // 11: not composed
  const auto problems = CheckPack(Packs());
  ASSERT_TRUE(problems);
  std::vector<int> lines;
  for (const std::string& problem : *problems) {
    const size_t at = problem.find("mine.tsv:");
    ASSERT_NE(at, std::string::npos) << problem;
    lines.push_back(std::stoi(problem.substr(at + 9)));
  }
  EXPECT_EQ(lines, (std::vector<int>{3, 5, 6, 7, 8, 9, 10, 11, 11})) << problems->size();
}

TEST_F(RulePack, CountsWhatItAdds) {
  Write("lex/mine.tsv", "شمسانزاد\tgiven\tg=m\nبرهمند\tsurname\n");
  const PackStats stats = CountPack(*Load());
  EXPECT_EQ(stats.files.at("mine.tsv").lines, 2u);
  EXPECT_EQ(stats.rules, test::Rules()->rules().size());
}

TEST_F(RulePack, ReloadsWhatChangesAndKeepsWhatWorkedBefore) {
  Write("lex/mine.tsv", "شمسانزاد\tgiven\tg=m\n");
  const auto live = LiveRules::Load(Packs()).value();
  const auto first = live->current();
  EXPECT_EQ(first->rules->lexicon().Find("شمسانزاد").size(), 1u);
  EXPECT_FALSE(live->Refresh().value());

  Write("lex/mine.tsv", "شمسانزاد\tgiven\tg=m\nبرهمند\tsurname\n");
  EXPECT_TRUE(live->Refresh().value());
  EXPECT_EQ(live->current()->rules->lexicon().Find("برهمند").size(), 1u);
  EXPECT_TRUE(first->rules->lexicon().Find("برهمند").empty()) << "a version never changes";

  const auto second = live->current();
  Write("lex/mine.tsv", "برهمند\tno_such_class\n");
  EXPECT_FALSE(live->Refresh());
  EXPECT_EQ(live->current(), second);
  ASSERT_TRUE(live->fault());
  EXPECT_NE(live->fault()->ToString().find("mine.tsv:1"), std::string::npos);

  Write("lex/mine.tsv", "# nothing\n");
  EXPECT_TRUE(live->Refresh().value());
  EXPECT_FALSE(live->fault());
}

}  // namespace
}  // namespace amana::ingest
