// SAME_AS proposals in the graph: derived from what articles say, and gone with it.
#include <gtest/gtest.h>

#include "ingest/assimilate.h"
#include "tests/ingest/graph_dump.h"
#include "tests/ingest/small_identity.h"
#include "tests/ingest/synthetic_article.h"

namespace amana::ingest {
namespace {

using test::SyntheticArticle;

class Proposals : public ::testing::Test {
 protected:
  // A person of a common name in a post of one party.
  static SyntheticArticle Article(const std::string& id, const std::string& name,
                                  const std::string& post) {
    SyntheticArticle article(id);
    article.Holder(name, post, article.Party("حزب النور", "EG"));
    return article;
  }
  void Put(const SyntheticArticle& article) {
    const auto outcome =
        Assimilate(*store_, article.article(), article.extraction(), "", identity_);
    ASSERT_TRUE(outcome) << outcome.error().ToString();
  }
  std::vector<RelationshipId> Found() const {
    std::vector<RelationshipId> out;
    const auto graph = store_->snapshot();
    const auto type = graph->types().Find("SAME_AS");
    for (uint64_t i = 0; type && i < graph->relationship_bound(); ++i) {
      const RelationshipId id(i);
      if (graph->HasRelationship(id) && graph->Type(id) == *type) out.push_back(id);
    }
    return out;
  }
  Value Property(RelationshipId id, const char* key) const {
    const auto graph = store_->snapshot();
    const auto found = graph->keys().Find(key);
    return found ? graph->RelationshipProperty(id, *found) : Value();
  }

  const IdentityRules identity_ = test::SmallIdentity({"محمد", "خليل"}, {"حسن"});
  const std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
};

TEST_F(Proposals, SayHowLikelyAndWhy) {
  Put(Article("a", "محمد خليل", "أمين التنظيم"));
  EXPECT_TRUE(Found().empty());
  Put(Article("b", "محمد حسن خليل", "أمين الشباب"));
  ASSERT_EQ(Found().size(), 1u);
  const RelationshipId proposal = Found().front();
  EXPECT_EQ(Property(proposal, "status").AsString(), "proposed");
  const double score = Property(proposal, "score").AsFloat();
  EXPECT_GE(score, identity_.Weight("propose"));
  EXPECT_LT(score, identity_.Weight("merge"));
  ASSERT_FALSE(Property(proposal, "reasons").AsList().empty());
  EXPECT_TRUE(Property(proposal, "reasons").AsList()[0].AsString().starts_with("shorter_name"));
  EXPECT_EQ(store_->snapshot()->RelationshipOrigin(proposal), Origin::kDerived);
}

TEST_F(Proposals, GoWithTheArticleTheyRestOn) {
  Put(Article("a", "محمد خليل", "أمين التنظيم"));
  const std::string before = test::DumpGraph(*store_);
  Put(Article("b", "محمد حسن خليل", "أمين الشباب"));
  ASSERT_EQ(Found().size(), 1u);
  ASSERT_TRUE(Retract(*store_, "b", identity_));
  EXPECT_TRUE(Found().empty());
  EXPECT_EQ(test::DumpGraph(*store_), before);
}

TEST_F(Proposals, ThatAPersonDeletedStayAway) {
  Put(Article("a", "محمد خليل", "أمين التنظيم"));
  Put(Article("b", "محمد حسن خليل", "أمين الشباب"));
  ASSERT_EQ(Found().size(), 1u);
  auto tx = store_->Begin(Writer::kPerson).value();
  ASSERT_TRUE(tx.DeleteRelationship(Found().front()));
  ASSERT_TRUE(tx.Commit());
  ASSERT_TRUE(Retract(*store_, "b", identity_));
  Put(Article("b", "محمد حسن خليل", "أمين الشباب"));
  EXPECT_TRUE(Found().empty());
}

SyntheticArticle InParty(const std::string& id, const std::string& name, const std::string& party,
                         const std::string& country) {
  SyntheticArticle article(id);
  article.Holder(name, "أمين التنظيم", article.Party(party, country));
  return article;
}

TEST_F(Proposals, NameARareNameInTwoPartiesWithWhatSpeaksAgainstIt) {
  Put(InParty("a", "سالم طارق القندلاوي", "حزب الميزان", "EG"));
  Put(InParty("b", "سالم طارق القندلاوي", "حزب النخلة", "EG"));
  ASSERT_EQ(Found().size(), 1u);
  bool against = false;
  for (const Value& reason : Property(Found().front(), "reasons").AsList())
    against |= reason.AsString().starts_with("other_party");
  EXPECT_TRUE(against);
}

TEST_F(Proposals, KeepQuietAboutJoinedOnesOtherCountriesAndCommonNames) {
  Put(InParty("a", "سالم طارق القندلاوي", "حزب الميزان", "EG"));
  Put(InParty("b", "سالم طارق القندلاوي", "حزب الميزان", "EG"));
  EXPECT_TRUE(Found().empty());
  Put(InParty("c", "سالم طارق القندلاوي", "حزب الميزان", "MA"));
  EXPECT_TRUE(Found().empty());
  Put(InParty("d", "محمد خليل", "حزب الميزان", "EG"));
  Put(InParty("e", "محمد خليل", "حزب النخلة", "EG"));
  EXPECT_TRUE(Found().empty());
}

}  // namespace
}  // namespace amana::ingest
