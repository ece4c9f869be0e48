#include "core/graph_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace amana {
namespace {

using Labels = std::vector<std::string>;

NodeId Node(Transaction& t, const Labels& labels, const PropertyMap& properties = {}) {
  return t.CreateNode(labels, properties).value();
}

TEST(GraphStore, ShowsACommitOnlyAfterIt) {
  const auto store = GraphStore::InMemory();
  const auto before = store->snapshot();
  auto t = store->Begin(Writer::kPerson).value();
  const NodeId a = Node(t, {"Person"}, {{"name", Value("أمين")}});
  const NodeId b = Node(t, {"Person", "Minister"});
  const auto r = t.CreateRelationship(a, b, "KNOWS", {{"since", Value(2020)}}).value();
  EXPECT_TRUE(t.view().HasNode(a));
  EXPECT_EQ(store->snapshot()->node_count(), 0u);
  const CommitInfo info = t.Commit().value();
  EXPECT_EQ(info.epoch, 1u);
  EXPECT_EQ(info.counters.nodes_created, 2u);
  EXPECT_EQ(info.counters.labels_added, 3u);
  EXPECT_EQ(info.counters.properties_set, 2u);

  const auto after = store->snapshot();
  EXPECT_EQ(before->node_count(), 0u);
  EXPECT_EQ(after->node_count(), 2u);
  EXPECT_EQ(after->relationship_count(), 1u);
  const TypeId knows = after->types().Find("KNOWS").value();
  ASSERT_EQ(after->Out(a, knows).size(), 1u);
  EXPECT_EQ(NodeId(after->Out(a)[0].node), b);
  EXPECT_EQ(RelationshipId(after->In(b, knows)[0].relationship), r);
  EXPECT_TRUE(after->In(a).empty());
  EXPECT_EQ(after->CountLabel(after->labels().Find("Person").value()), 2u);
  EXPECT_EQ(after->CountType(knows), 1u);
  const KeyId since = after->keys().Find("since").value();
  EXPECT_EQ(after->RelationshipProperty(r, since).AsInteger(), 2020);
}

TEST(GraphStore, FindsNodesByNameAndByPublicId) {
  const auto store = GraphStore::InMemory();
  auto t = store->Begin(Writer::kIngest).value();
  const Labels person{"Person"};
  const NodeId a = t.CreateNode("p1", person, {{"name", Value("سعيد")}}).value();
  EXPECT_EQ(t.CreateNode("p1", person, {}).error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(t.CreateNode("n-5", person, {}).error().code, ErrorCode::kInvalidArgument);
  ASSERT_TRUE(t.SetPublicId(a, "p0"));
  ASSERT_TRUE(t.AddFormerId(a, "p9"));
  ASSERT_TRUE(t.Commit());
  for (int folded = 0; folded < 2; ++folded) {
    const auto s = store->snapshot();
    const LabelId label = s->labels().Find("Person").value();
    EXPECT_EQ(s->FindNodes(label, s->keys().Find("name").value(), Value("سعيد")).value(),
              std::vector{a});
    EXPECT_EQ(s->PublicId(a), "p0");
    for (const char* id : {"p0", "p1", "p9"}) EXPECT_EQ(s->FindNode(id), a) << id;
    EXPECT_FALSE(s->FindNode("p2"));
    ASSERT_TRUE(store->Fold());
  }
}

TEST(GraphStore, RefusesToDeleteANodeThatHasRelationships) {
  const auto store = GraphStore::InMemory();
  auto t = store->Begin(Writer::kPerson).value();
  const NodeId a = Node(t, {});
  ASSERT_TRUE(t.CreateRelationship(a, a, "LOOP", {}));
  EXPECT_EQ(t.view().Out(a).size(), 1u);
  EXPECT_EQ(t.view().In(a).size(), 1u);
  const auto refused = t.DeleteNode(a);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConstraint);
  ASSERT_TRUE(t.DetachDeleteNode(a));
  EXPECT_FALSE(t.view().HasNode(a));
  EXPECT_EQ(t.view().relationship_count(), 0u);
  EXPECT_EQ(t.counters().relationships_deleted, 1u);
}

TEST(GraphStore, FreezesAViewAgainstLaterChanges) {
  const auto store = GraphStore::InMemory();
  auto t = store->Begin(Writer::kPerson).value();
  const NodeId a = Node(t, {"A"});
  const auto frozen = t.Freeze();
  const NodeId b = Node(t, {"A"});
  ASSERT_TRUE(t.CreateRelationship(a, b, "R", {}));
  EXPECT_TRUE(frozen->Out(a).empty());
  EXPECT_FALSE(frozen->HasNode(b));
  EXPECT_EQ(frozen->NodesWithLabel(frozen->labels().Find("A").value()), std::vector{a});
  EXPECT_EQ(t.view().Out(a).size(), 1u);
}

TEST(GraphStore, LetsTheFirstOfTwoConflictingCommitsWin) {
  const auto store = GraphStore::InMemory();
  auto setup = store->Begin(Writer::kPerson).value();
  const NodeId a = Node(setup, {});
  const NodeId b = Node(setup, {});
  ASSERT_TRUE(setup.Commit());
  auto first = store->Begin(Writer::kPerson).value();
  auto second = store->Begin(Writer::kPerson).value();
  auto third = store->Begin(Writer::kPerson).value();
  auto fourth = store->Begin(Writer::kPerson).value();
  ASSERT_TRUE(first.SetNodeProperty(a, "x", Value(1)));
  ASSERT_TRUE(second.SetNodeProperty(a, "x", Value(2)));
  ASSERT_TRUE(third.CreateRelationship(a, b, "R", {}));
  ASSERT_TRUE(fourth.DeleteNode(b));
  ASSERT_TRUE(first.Commit());
  EXPECT_EQ(second.Commit().error().code, ErrorCode::kConflict);
  ASSERT_TRUE(third.Commit());  // a relationship does not change its ends
  EXPECT_EQ(fourth.Commit().error().code, ErrorCode::kConflict);  // but holds them in place
  const auto s = store->snapshot();
  EXPECT_EQ(s->NodeProperty(a, s->keys().Find("x").value()).AsInteger(), 1);
  EXPECT_EQ(s->Out(a).size(), 1u);
}

TEST(GraphStore, PutsWhatPeopleSetOverWhatExtractionSays) {
  const auto store = GraphStore::InMemory();
  const Labels labels{"Person"};
  auto derive = store->Begin(Writer::kIngest).value();
  const NodeId a = derive.CreateNode("p1", labels, {{"name", Value("x")}, {"k", Value(1)}}).value();
  ASSERT_TRUE(derive.Commit());
  auto person = store->Begin(Writer::kPerson).value();
  ASSERT_TRUE(person.SetNodeProperty(a, "name", Value("y")));
  ASSERT_TRUE(person.SetNodeProperty(a, "k", Value()));
  ASSERT_TRUE(person.AddLabel(a, "Hero"));
  ASSERT_TRUE(person.Commit());
  auto again = store->Begin(Writer::kIngest).value();
  ASSERT_TRUE(
      again.ReplaceNodeProperties(a, {{"name", Value("z")}, {"k", Value(2)}, {"m", Value(3)}}));
  ASSERT_TRUE(again.Commit());
  const auto check = [&](NodeId node) {
    const auto s = store->snapshot();
    EXPECT_EQ(s->NodeProperty(node, s->keys().Find("name").value()).AsString(), "y");
    EXPECT_TRUE(s->NodeProperty(node, s->keys().Find("k").value()).is_null());
    EXPECT_EQ(s->NodeProperty(node, s->keys().Find("m").value()).AsInteger(), 3);
    EXPECT_TRUE(s->HasLabel(node, s->labels().Find("Hero").value()));
  };
  check(a);
  // A rebuild takes the node away and derives it anew.
  auto rebuild = store->Begin(Writer::kIngest).value();
  ASSERT_TRUE(rebuild.DeleteNode(a));
  const NodeId b =
      rebuild.CreateNode("p1", labels, {{"name", Value("z")}, {"k", Value(2)}, {"m", Value(3)}})
          .value();
  ASSERT_TRUE(rebuild.Commit());
  EXPECT_NE(a, b);
  check(b);
}

TEST(GraphStore, LetsWhatPeopleMadeFollowAMergeAndOutliveADerivation) {
  const auto store = GraphStore::InMemory();
  const Labels labels{"Person"};
  auto derive = store->Begin(Writer::kIngest).value();
  const NodeId a = derive.CreateNode("p1", labels, {{"name", Value("x")}}).value();
  const NodeId b = derive.CreateNode("p2", labels, {}).value();
  const auto derived = derive.CreateRelationship("d1", a, b, "MET", {}).value();
  ASSERT_TRUE(derive.Commit());
  auto person = store->Begin(Writer::kPerson).value();
  const NodeId note = Node(person, {"Note"});
  const auto about = person.CreateRelationship(note, a, "ABOUT", {}).value();
  ASSERT_TRUE(person.Commit());
  ASSERT_TRUE(store->Fold());

  auto merge = store->Begin(Writer::kIngest).value();
  ASSERT_TRUE(merge.DeleteRelationship(derived));
  ASSERT_TRUE(merge.MoveUserRelationships(a, b));
  ASSERT_TRUE(merge.DeleteNode(a));
  ASSERT_TRUE(merge.AddFormerId(b, "p1"));
  ASSERT_TRUE(merge.Commit());
  const auto merged = store->snapshot();
  EXPECT_EQ(merged->Target(about), b);
  EXPECT_EQ(merged->In(b).size(), 1u);
  EXPECT_EQ(merged->FindNode("p1"), b);

  auto retract = store->Begin(Writer::kIngest).value();
  EXPECT_EQ(retract.DeleteNode(b).error().code, ErrorCode::kConstraint);
  ASSERT_TRUE(retract.TurnIntoStub(b));
  ASSERT_TRUE(retract.Commit());
  EXPECT_EQ(store->snapshot()->NodeOrigin(b), Origin::kUser);
  EXPECT_EQ(store->snapshot()->PublicId(b), "p2");
}

TEST(GraphStore, KeepsArticlesWithTheirEvidenceAndLogsRejections) {
  const auto store = GraphStore::InMemory();
  auto t = store->Begin(Writer::kIngest).value();
  ArticleRecord article;
  article.id = "https://example.org/1";
  article.text = "نص المقال";
  article.original = "<p>نص المقال</p>";
  article.tags = {"وسم"};
  ASSERT_TRUE(t.PutArticle(article));
  const Labels labels{"Person"};
  const NodeId a = t.CreateNode("p1", labels, {}).value();
  const auto r = t.CreateRelationship("r1", a, a, "KNOWS", {}).value();
  const std::vector<EvidenceItem> items{{article.id, 3, 9, "rule.one", 0.97}};
  ASSERT_TRUE(t.PutEvidence(r, article.id, items));
  EXPECT_EQ(t.PutEvidence(r, "unknown", items).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(t.Evidence(r).value(), items);
  ASSERT_TRUE(t.Commit());
  EXPECT_EQ(store->Evidence(r).value(), items);
  EXPECT_EQ(store->article_count(), 1u);
  const auto stored = store->GetArticle(article.id, ArticleParts::kAll).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->text, article.text);
  EXPECT_EQ(stored->original, article.original);
  EXPECT_EQ(stored->tags, article.tags);

  auto person = store->Begin(Writer::kPerson).value();
  ASSERT_TRUE(person.DeleteRelationship(r));
  ASSERT_TRUE(person.Commit());
  const auto decisions = store->Decisions().value();
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0].kind, DecisionKind::kReject);
  EXPECT_EQ(decisions[0].anchors,
            (std::vector<std::string>{"r1", "https://example.org/1|3|9|KNOWS"}));
  auto retract = store->Begin(Writer::kIngest).value();
  EXPECT_TRUE(retract.EvidencedBy(article.id).value().empty());
  ASSERT_TRUE(retract.DeleteArticle(article.id));
  ASSERT_TRUE(retract.Commit());
  EXPECT_EQ(store->article_count(), 0u);
  EXPECT_FALSE(store->GetArticle(article.id, ArticleParts::kMeta).value());
}

TEST(GraphStore, ScansTheRecordsOfOtherLayersThroughPendingWrites) {
  const auto store = GraphStore::InMemory();
  auto t = store->Begin(Writer::kIngest).value();
  for (const char* key : {"a1", "a3", "b1"}) ASSERT_TRUE(t.PutAux("blocks", key, key));
  ASSERT_TRUE(t.PutAux("other", "a2", "no"));
  ASSERT_TRUE(t.Commit());
  auto u = store->Begin(Writer::kIngest).value();
  ASSERT_TRUE(u.PutAux("blocks", "a2", "new"));
  ASSERT_TRUE(u.PutAux("blocks", "a4", "last"));
  ASSERT_TRUE(u.DeleteAux("blocks", "a3"));
  std::string seen;
  ASSERT_TRUE(u.ScanAux("blocks", "a", [&](std::string_view key, std::string_view value) {
    seen += std::string(key) + "=" + std::string(value) + " ";
    return true;
  }));
  EXPECT_EQ(seen, "a1=a1 a2=new a4=last ");
}

TEST(GraphStore, AnswersARetryAsTheFirstTime) {
  const auto store = GraphStore::InMemory();
  CommitInfo infos[2];
  for (CommitInfo& info : infos) {
    auto t = store->Begin(Writer::kPerson).value();
    t.SetIdempotencyKey("request-1");
    Node(t, {"A"});
    info = t.Commit().value();
  }
  EXPECT_FALSE(infos[0].replayed);
  EXPECT_TRUE(infos[1].replayed);
  EXPECT_EQ(infos[0].epoch, infos[1].epoch);
  EXPECT_EQ(store->snapshot()->node_count(), 1u);
}

TEST(GraphStore, RefusesValuesThatCannotBeStored) {
  const auto store = GraphStore::InMemory();
  auto t = store->Begin(Writer::kPerson).value();
  const NodeId a = Node(t, {});
  EXPECT_EQ(t.SetNodeProperty(a, "x", Value(a)).error().code, ErrorCode::kType);
  const Value nested = Value::List({Value::List({Value(1)})});
  EXPECT_EQ(t.SetNodeProperty(a, "x", nested).error().code, ErrorCode::kType);
  EXPECT_TRUE(t.SetNodeProperty(a, "x", Value::List({Value(1), Value("b")})));
  EXPECT_EQ(t.SetNodeProperty(NodeId(77), "x", Value(1)).error().code, ErrorCode::kNotFound);
}

// Whichever of the two is done first.
TEST(GraphStore, KeepsIndexesThatAreMadeWhileAFoldGoesOn) {
  const auto store = GraphStore::InMemory();
  auto t = store->Begin(Writer::kPerson).value();
  const NodeId old = Node(t, {"P"}, {{"nick", Value("a")}});
  ASSERT_TRUE(t.Commit());
  for (int round = 0; round < 20; ++round) {
    store->BeginFold();
    auto make = store->Begin(Writer::kPerson).value();
    ASSERT_TRUE(make.CreateSchemaItem({"by_nick", SchemaKind::kIndex, "P", "nick"}));
    ASSERT_TRUE(make.Commit());
    auto add = store->Begin(Writer::kPerson).value();
    const NodeId fresh = Node(add, {"P"}, {{"nick", Value("a")}});
    ASSERT_TRUE(add.Commit());
    store->BeginFold();
    const auto s = store->snapshot();
    const auto found = s->FindNodes(*s->keys().Find("nick"), Value("a"));
    ASSERT_TRUE(found);
    EXPECT_THAT(*found, ::testing::UnorderedElementsAre(old, fresh));
    auto drop = store->Begin(Writer::kPerson).value();
    ASSERT_TRUE(drop.DropSchemaItem("by_nick", SchemaKind::kIndex));
    ASSERT_TRUE(drop.DeleteNode(fresh));
    ASSERT_TRUE(drop.Commit());
    EXPECT_FALSE(store->snapshot()->FindNodes(*s->keys().Find("nick"), Value("a")));
  }
}

}  // namespace
}  // namespace amana
