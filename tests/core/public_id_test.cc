#include <gtest/gtest.h>

#include "core/graph_store.h"

namespace amana {
namespace {

TEST(PublicIds, AFormerIdCanBeReleasedForAnotherNode) {
  auto store = GraphStore::InMemory();
  auto tx = store->Begin(Writer::kIngest).value();
  const NodeId first = tx.CreateNode("a", {}, {}).value();
  ASSERT_TRUE(tx.SetPublicId(first, "b"));
  EXPECT_FALSE(tx.CreateNode("a", {}, {}));
  ASSERT_TRUE(tx.RemoveFormerId(first, "a"));
  EXPECT_FALSE(tx.view().FindNode("a"));
  const NodeId second = tx.CreateNode("a", {}, {}).value();
  EXPECT_EQ(tx.view().FindNode("a"), second);
  EXPECT_EQ(tx.view().FindNode("b"), first);
}

TEST(PublicIds, ARenamedRelationshipKeepsWhatAPersonLaidOverIt) {
  auto store = GraphStore::InMemory();
  auto tx = store->Begin(Writer::kIngest).value();
  const NodeId a = tx.CreateNode("a", {}, {}).value(), b = tx.CreateNode("b", {}, {}).value();
  const RelationshipId r = tx.CreateRelationship("r1", a, b, "HOLDS", {}).value();
  ASSERT_TRUE(tx.Commit());
  auto person = store->Begin(Writer::kPerson).value();
  ASSERT_TRUE(person.SetRelationshipProperty(r, "role", Value("x")));
  ASSERT_TRUE(person.Commit());
  auto again = store->Begin(Writer::kIngest).value();
  ASSERT_TRUE(again.SetPublicId(r, "r0"));
  ASSERT_TRUE(again.ReplaceRelationshipProperties(r, {{"status", Value("current")}}));
  ASSERT_TRUE(again.Commit());
  const auto graph = store->snapshot();
  ASSERT_EQ(graph->FindRelationship("r0"), r);
  EXPECT_FALSE(graph->FindRelationship("r1"));
  EXPECT_EQ(graph->RelationshipProperty(r, *graph->keys().Find("role")).AsString(), "x");
}

}  // namespace
}  // namespace amana
