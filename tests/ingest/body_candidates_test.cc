#include "ingest/resolution/body_candidates.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/assimilate.h"
#include "tests/ingest/small_identity.h"
#include "tests/ingest/synthetic_article.h"

namespace amana::ingest {
namespace {

using test::SyntheticArticle;

// The organ of a party, which may be part of a coalition.
SyntheticArticle Organ(const std::string& id, const std::string& party,
                       const std::string& coalition = "") {
  SyntheticArticle article(id);
  const uint32_t above = article.Party(party, "EG");
  if (!coalition.empty())
    article.Say(above, "PART_OF", article.Add("Organization", "Coalition", coalition));
  article.Body("Committee", "لجنة الشباب", static_cast<int>(above));
  return article;
}

std::vector<BodyProposal> ProposalsOf(const std::vector<SyntheticArticle>& articles) {
  const IdentityRules identity = test::SmallIdentity({}, {});
  const auto store = GraphStore::InMemory();
  for (const SyntheticArticle& article : articles) {
    EXPECT_TRUE(Assimilate(*store, article.article(), article.extraction(), "", identity));
  }
  return ProposeBodies(ReadForms(*store).value(), *store->snapshot());
}

TEST(ProposeBodies, NamesBodiesUnderAShorterChain) {
  std::vector<SyntheticArticle> articles = {Organ("a", "حزب الميزان"),
                                            Organ("b", "حزب الميزان", "تحالف البيادر")};
  const auto proposals = ProposalsOf(articles);
  ASSERT_EQ(proposals.size(), 2u);  // the party and its committee
  EXPECT_GE(proposals[0].score, 0.6);
  EXPECT_FALSE(proposals[0].reasons.empty());
  std::ranges::reverse(articles);
  const auto reversed = ProposalsOf(articles);
  ASSERT_EQ(reversed.size(), 2u);
  EXPECT_EQ(reversed[0].reasons, proposals[0].reasons);
}

TEST(ProposeBodies, KeepsQuietAboutOrgansOfTwoParties) {
  EXPECT_TRUE(ProposalsOf({Organ("a", "حزب الميزان"), Organ("b", "حزب النخلة")}).empty());
}

Form BodyForm(const std::string& block, const std::string& country) {
  Form form;
  form.type = "Organization";
  form.name = "لجنة الشباب";
  form.block = block;
  form.country = country;
  return form;
}

TEST(ScoreBodies, IsSymmetricAndNothingAcrossCountries) {
  const Form shorter = BodyForm("لجنة الشباب < ميزان", "EG");
  const Form untold = BodyForm("لجنة الشباب < ميزان", "");
  const Form longer = BodyForm("مكتب < لجنة الشباب < ميزان", "EG");
  std::vector<std::string> reasons;
  for (const auto& [a, b] : {std::pair(shorter, longer), std::pair(shorter, untold)}) {
    EXPECT_GT(ScoreBodies(a, b, reasons), 0.6);
    EXPECT_EQ(ScoreBodies(a, b, reasons), ScoreBodies(b, a, reasons));
  }
  EXPECT_FALSE(reasons.empty());
  EXPECT_EQ(ScoreBodies(shorter, BodyForm("لجنة الشباب < ميزان", "MA"), reasons), 0);
}

}  // namespace
}  // namespace amana::ingest
