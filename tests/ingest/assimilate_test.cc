#include "ingest/assimilate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest/graph_dump.h"
#include "tests/ingest/small_identity.h"
#include "tests/ingest/synthetic_article.h"

namespace amana::ingest {
namespace {

using test::DumpGraph;
using test::SyntheticArticle;
using ::testing::ElementsAre;

const IdentityRules kIdentity = test::SmallIdentity({}, {});

class AssimilateTest : public ::testing::Test {
 protected:
  BatchOutcome Put(const SyntheticArticle& article) {
    auto outcome =
        Assimilate(*store_, article.article(), article.extraction(), "original", kIdentity);
    EXPECT_TRUE(outcome) << outcome.error().ToString();
    return outcome ? *outcome : BatchOutcome();
  }
  IngestStatus StatusOf(const SyntheticArticle& article) {
    return Put(article).articles.at(0).status;
  }
  RetractOutcome Take(std::string_view id) {
    auto outcome = Retract(*store_, id, kIdentity);
    EXPECT_TRUE(outcome) << outcome.error().ToString();
    return outcome ? *outcome : RetractOutcome();
  }

  std::vector<RelationshipId> Relations(std::string_view type) {
    const auto graph = store_->snapshot();
    std::vector<RelationshipId> out;
    for (uint64_t r = 0; r < graph->relationship_bound(); ++r) {
      const RelationshipId id(r);
      if (graph->HasRelationship(id) && graph->types().Name(graph->Type(id)) == type)
        out.push_back(id);
    }
    return out;
  }
  size_t Count(std::string_view label) {
    const auto graph = store_->snapshot();
    const auto id = graph->labels().Find(label);
    return id ? graph->CountLabel(*id) : 0;
  }
  Value Property(RelationshipId relation, std::string_view key) {
    const auto graph = store_->snapshot();
    return graph->RelationshipProperty(relation, *graph->keys().Find(key));
  }

  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
};

SyntheticArticle HolderArticle(std::string id, std::string published = "2024-11-10",
                               std::string name = "محمد خليل", std::string party = "حزب النور") {
  SyntheticArticle article(std::move(id));
  article.Published(std::move(published));
  const uint32_t body = article.Party(std::move(party), "EG");
  article.Holder(std::move(name), "أمين التنظيم", body, {{"status", "current"}});
  return article;
}

TEST_F(AssimilateTest, TheSameArticleAgainChangesNothing) {
  const SyntheticArticle article = HolderArticle("a");
  EXPECT_EQ(StatusOf(article), IngestStatus::kNew);
  const std::string before = DumpGraph(*store_);
  const uint64_t epoch = store_->snapshot()->epoch();
  EXPECT_EQ(StatusOf(article), IngestStatus::kUnchanged);
  EXPECT_EQ(DumpGraph(*store_), before);
  EXPECT_EQ(store_->snapshot()->epoch(), epoch);
}

// Nothing that was stored is lost: the graph is still there to be read.
TEST_F(AssimilateTest, ArticlesOfAnotherLayoutOfResolutionAreLeftAlone) {
  Put(HolderArticle("a"));
  for (const bool marked : {true, false}) {
    auto tx = store_->Begin(Writer::kIngest);
    ASSERT_TRUE(tx);
    ASSERT_TRUE(marked ? tx->PutAux("resolution", "layout", "1")
                       : tx->DeleteAux("resolution", "layout"));
    ASSERT_TRUE(tx->Commit());
    const std::string before = DumpGraph(*store_);
    const SyntheticArticle other = HolderArticle("b");
    const auto put =
        Assimilate(*store_, other.article(), other.extraction(), "original", kIdentity);
    ASSERT_FALSE(put);
    EXPECT_EQ(put.error().code, ErrorCode::kUnsupported);
    EXPECT_FALSE(Retract(*store_, "a", kIdentity));
    EXPECT_EQ(DumpGraph(*store_), before);
  }
}

TEST_F(AssimilateTest, AChangedArticleReplacesItsFacts) {
  Put(HolderArticle("a"));
  const auto outcome = Put(HolderArticle("a", "2024-11-10", "محمد خليل", "حزب الغد"));
  EXPECT_EQ(outcome.articles[0].status, IngestStatus::kUpdated);
  auto fresh = GraphStore::InMemory();
  const SyntheticArticle final_article = HolderArticle("a", "2024-11-10", "محمد خليل", "حزب الغد");
  ASSERT_TRUE(Assimilate(*fresh, final_article.article(), final_article.extraction(), "original",
                         kIdentity));
  EXPECT_EQ(DumpGraph(*store_), DumpGraph(*fresh));
}

TEST_F(AssimilateTest, AFactInTwoArticlesIsOneRelationWithTwoPiecesOfEvidence) {
  Put(HolderArticle("a", "2024-11-10"));
  const auto outcome = Put(HolderArticle("b", "2025-01-02"));
  EXPECT_EQ(outcome.relations_added, 0u);
  ASSERT_EQ(Relations("HOLDS").size(), 1u);
  const RelationshipId holds = Relations("HOLDS")[0];
  const auto evidence = store_->Evidence(holds);
  ASSERT_TRUE(evidence);
  ASSERT_EQ(evidence->size(), 2u);
  EXPECT_EQ((*evidence)[0].article, "a");
  EXPECT_EQ((*evidence)[1].article, "b");
  EXPECT_EQ(Property(holds, "evidence").AsList().size(), 2u);
  EXPECT_DOUBLE_EQ(Property(holds, "confidence").AsFloat(), 0.99);
  EXPECT_EQ(Property(holds, "first_seen").AsString(), "2024-11-10");
  EXPECT_EQ(Property(holds, "last_seen").AsString(), "2025-01-02");
  EXPECT_EQ(Count("Person"), 1u);
  EXPECT_EQ(Relations("MENTIONS").size(), 6u);
}

TEST_F(AssimilateTest, RetractionTakesBackWhatOnlyThatArticleSaid) {
  Put(HolderArticle("a"));
  const std::string alone = DumpGraph(*store_);
  SyntheticArticle more = HolderArticle("b");
  more.Person("علي حسن");
  Put(more);
  EXPECT_EQ(Take("b").relations_removed, 0u);
  EXPECT_EQ(DumpGraph(*store_), alone);
  EXPECT_EQ(Take("a").relations_removed, 2u);
  EXPECT_EQ(store_->snapshot()->node_count(), 0u);
  EXPECT_EQ(store_->snapshot()->relationship_count(), 0u);
  EXPECT_EQ(store_->article_count(), 0u);
  const auto again = Retract(*store_, "a", kIdentity);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kNotFound);
}

TEST_F(AssimilateTest, IdsThatAnEntityHadGoOnResolving) {
  std::set<std::string> ids;
  for (const char* id : {"a", "b", "c", "d", "e", "f"}) {
    Put(HolderArticle(id));
    const auto graph = store_->snapshot();
    const auto person = graph->NodesWithLabel(*graph->labels().Find("Person"));
    ASSERT_EQ(person.size(), 1u);
    ids.insert(graph->PublicId(person[0]));
    for (const std::string& former : ids) EXPECT_EQ(graph->FindNode(former), person[0]);
  }
  EXPECT_GT(ids.size(), 1u) << "articles whose order never changes the smallest mention";
}

TEST_F(AssimilateTest, AnEmbeddedArticleIsStoredOnceWithItsCarriers) {
  const auto page = [](std::string id, std::string name) {
    ReadPage read;
    const SyntheticArticle own = HolderArticle(id, "2024-11-10", std::move(name));
    const SyntheticArticle embedded =
        HolderArticle("sha:1", "", "سمير طه", "حزب الغد").Carrier(std::move(id));
    read.push_back({own.article(), own.extraction(), "original"});
    read.push_back({embedded.article(), embedded.extraction(), "original"});
    return read;
  };
  const std::vector<ReadPage> pages = {page("a", "محمد خليل"), page("b", "علي حسن")};
  const auto outcome = AssimilatePages(*store_, pages, kIdentity);
  ASSERT_TRUE(outcome) << outcome.error().ToString();
  EXPECT_EQ(store_->article_count(), 3u);
  EXPECT_EQ(Count("Article"), 3u);
  EXPECT_THAT(store_->GetArticle("sha:1", ArticleParts::kMeta).value()->carriers,
              ElementsAre("a", "b"));
  // It stays as long as one page embeds it.
  EXPECT_THAT(Take("a").articles, ElementsAre("a"));
  EXPECT_THAT(store_->GetArticle("sha:1", ArticleParts::kMeta).value()->carriers, ElementsAre("b"));
  EXPECT_THAT(Take("b").articles, ElementsAre("b", "sha:1"));
  EXPECT_EQ(store_->snapshot()->node_count(), 0u);
}

TEST_F(AssimilateTest, APageThatNoLongerEmbedsAnArticleLetsGoOfIt) {
  const SyntheticArticle own = HolderArticle("a");
  const SyntheticArticle embedded = HolderArticle("sha:1", "", "سمير طه", "حزب الغد").Carrier("a");
  const ReadPage with = {{own.article(), own.extraction(), ""},
                         {embedded.article(), embedded.extraction(), ""}};
  const ReadPage without = {{own.article(), own.extraction(), ""}};
  ASSERT_TRUE(AssimilatePages(*store_, {&with, 1}, kIdentity));
  EXPECT_EQ(store_->article_count(), 2u);
  ASSERT_TRUE(AssimilatePages(*store_, {&without, 1}, kIdentity));
  EXPECT_EQ(store_->article_count(), 1u);
}

TEST_F(AssimilateTest, OfTwoVariantsThePreferredOneStaysAndTheOtherCanTakeItsPlace) {
  SyntheticArticle shorter = HolderArticle("sha:1", "", "سمير طه", "حزب الغد").Carrier("a");
  SyntheticArticle longer = HolderArticle("sha:1", "", "علي حسن", "حزب الغد").Carrier("b");
  Article long_article = longer.article();
  long_article.text += "\nسطر أخير";
  Put(shorter);
  ASSERT_TRUE(Assimilate(*store_, long_article, longer.extraction(), "", kIdentity));
  const std::string one_order = DumpGraph(*store_);
  EXPECT_EQ(store_->GetArticle("sha:1", ArticleParts::kMetaAndText).value()->text,
            long_article.text);

  auto other = GraphStore::InMemory();
  ASSERT_TRUE(Assimilate(*other, long_article, longer.extraction(), "", kIdentity));
  ASSERT_TRUE(Assimilate(*other, shorter.article(), shorter.extraction(), "", kIdentity));
  EXPECT_EQ(DumpGraph(*other), one_order);

  const SyntheticArticle page = HolderArticle("b");
  const ReadPage without = {{page.article(), page.extraction(), ""}};
  ASSERT_TRUE(AssimilatePages(*store_, {&without, 1}, kIdentity));
  EXPECT_EQ(store_->GetArticle("sha:1", ArticleParts::kMetaAndText).value()->text,
            shorter.article().text);
}

TEST_F(AssimilateTest, ARejectedFactDoesNotComeBack) {
  Put(HolderArticle("a"));
  auto person = store_->Begin(Writer::kPerson).value();
  ASSERT_TRUE(person.DeleteRelationship(Relations("HOLDS")[0]));
  ASSERT_TRUE(person.Commit());
  SyntheticArticle changed = HolderArticle("a");
  changed.Person("علي حسن");
  Put(changed);
  EXPECT_TRUE(Relations("HOLDS").empty());
  EXPECT_EQ(Relations("POST_IN").size(), 1u);
  // Nor when the article is taken out and read again, nor when another one says it too.
  Take("a");
  Put(HolderArticle("a"));
  Put(HolderArticle("b"));
  EXPECT_TRUE(Relations("HOLDS").empty());
}

TEST_F(AssimilateTest, ARejectedEntityDoesNotComeBack) {
  Put(HolderArticle("a"));
  auto person = store_->Begin(Writer::kPerson).value();
  const auto& graph = person.view();
  const NodeId khalil = graph.NodesWithLabel(*graph.labels().Find("Person")).at(0);
  ASSERT_TRUE(person.DetachDeleteNode(khalil));
  ASSERT_TRUE(person.Commit());
  Put(HolderArticle("b"));
  EXPECT_EQ(Count("Person"), 0u);
  EXPECT_EQ(Count("Organization"), 1u);
  EXPECT_TRUE(Relations("HOLDS").empty());
}

TEST_F(AssimilateTest, WhatAPersonSetWinsOverLaterArticles) {
  Put(HolderArticle("a"));
  auto person = store_->Begin(Writer::kPerson).value();
  ASSERT_TRUE(person.SetRelationshipProperty(Relations("HOLDS")[0], "status", Value("former")));
  ASSERT_TRUE(person.Commit());
  for (const char* id : {"b", "c", "d", "e"}) Put(HolderArticle(id));
  ASSERT_EQ(Relations("HOLDS").size(), 1u);
  EXPECT_EQ(Property(Relations("HOLDS")[0], "status").AsString(), "former");
  EXPECT_EQ(store_->Evidence(Relations("HOLDS")[0])->size(), 5u);
}

TEST_F(AssimilateTest, WhatAPersonTiedToAnEntityKeepsItsEnd) {
  Put(HolderArticle("a"));
  auto person = store_->Begin(Writer::kPerson).value();
  const auto& graph = person.view();
  const NodeId khalil = graph.NodesWithLabel(*graph.labels().Find("Person")).at(0);
  const NodeId note = person.CreateNode({}, {}).value();
  ASSERT_TRUE(person.CreateRelationship(note, khalil, "ABOUT", {}));
  ASSERT_TRUE(person.Commit());
  Take("a");
  EXPECT_EQ(Count("Person"), 1u);
  EXPECT_EQ(Relations("ABOUT").size(), 1u);
  // The same node when the article comes back.
  Put(HolderArticle("a"));
  EXPECT_EQ(Count("Person"), 1u);
  EXPECT_EQ(store_->snapshot()->Target(Relations("HOLDS").empty() ? Relations("ABOUT")[0]
                                                                  : Relations("ABOUT")[0]),
            store_->snapshot()->Source(Relations("HOLDS").at(0)));
}

TEST_F(AssimilateTest, TwoTermsInOnePostAreTwoRelations) {
  for (const auto& [id, since] : {std::pair("a", "2016-03"), std::pair("b", "2024-05-01")}) {
    SyntheticArticle article(id);
    const uint32_t party = article.Party("حزب النور", "EG");
    article.Holder("محمد خليل", "رئيس", party, {{"since", since}, {"event", "elected"}});
    Put(article);
  }
  EXPECT_EQ(Relations("HOLDS").size(), 2u);
  EXPECT_EQ(Count("Person"), 1u);
}

TEST_F(AssimilateTest, MeetingsCarryTheirDatesAndAreReported) {
  SyntheticArticle article("a");
  const uint32_t party = article.Party("حزب النور", "EG");
  article.Meeting("2024-11", {party});
  Put(article);
  const auto graph = store_->snapshot();
  const NodeId meeting = graph->NodesWithLabel(*graph->labels().Find("Meeting")).at(0);
  const auto property = [&](const char* key) {
    return graph->NodeProperty(meeting, *graph->keys().Find(key));
  };
  EXPECT_EQ(property("date").AsString(), "2024-11");
  EXPECT_EQ(property("dateTo").AsDate().days - property("dateFrom").AsDate().days, 29);
  ASSERT_EQ(Relations("REPORTS").size(), 1u);
  EXPECT_EQ(store_->Evidence(Relations("REPORTS")[0])->size(), 1u);
}

}  // namespace
}  // namespace amana::ingest
