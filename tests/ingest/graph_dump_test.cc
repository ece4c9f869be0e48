// The dump that other tests compare stores by.
#include "tests/ingest/graph_dump.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "core/quote.h"

namespace amana::ingest::test {
namespace {

std::string Print(const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return value.AsBoolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.AsInteger());
    case ValueType::kFloat:
      return fmt::format("{}", value.AsFloat());
    case ValueType::kString:
      return "'" + std::string(value.AsString()) + "'";
    case ValueType::kDate:
      return fmt::format("day {}", value.AsDate().days);
    case ValueType::kList: {
      std::string out = "[";
      for (const Value& item : value.AsList()) out += Print(item) + " ";
      return out + "]";
    }
    default:
      return std::string(ValueTypeName(value.type()));
  }
}

std::string Properties(const Snapshot& graph, const auto& element, auto&& for_each) {
  std::set<std::string> lines;
  for_each(element, [&](KeyId key, const Value& value) {
    lines.insert(fmt::format("    {} = {}\n", graph.keys().Name(key), Print(value)));
  });
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::string DumpNode(const Snapshot& graph, NodeId node) {
  std::set<std::string> labels;
  for (LabelId label : graph.Labels(node)) labels.insert(std::string(graph.labels().Name(label)));
  return fmt::format("{} ({}) {}\n", graph.PublicId(node), fmt::join(labels, ":"),
                     graph.NodeOrigin(node) == Origin::kUser ? "user" : "derived") +
         Properties(graph, node,
                    [&graph](NodeId n, auto visit) { graph.ForEachNodeProperty(n, visit); });
}

std::string DumpRelation(const GraphStore& store, const Snapshot& graph, RelationshipId relation) {
  std::string out = fmt::format(
      "{} ({})-[{}]->({})\n", graph.PublicId(relation), graph.PublicId(graph.Source(relation)),
      graph.types().Name(graph.Type(relation)), graph.PublicId(graph.Target(relation)));
  out += Properties(graph, relation, [&graph](RelationshipId r, auto visit) {
    graph.ForEachRelationshipProperty(r, visit);
  });
  const auto evidence = store.Evidence(relation);
  if (!evidence) return out + evidence.error().ToString();
  for (const EvidenceItem& item : *evidence)
    out += fmt::format("    {} {} {}\n", EvidenceId(item), item.rule, item.confidence);
  return out;
}

}  // namespace

std::string DumpGraph(const GraphStore& store) {
  const auto graph = store.snapshot();
  std::set<std::string> lines;
  for (uint64_t n = 0; n < graph->node_bound(); ++n) {
    if (graph->HasNode(NodeId(n))) lines.insert("node " + DumpNode(*graph, NodeId(n)));
  }
  for (uint64_t r = 0; r < graph->relationship_bound(); ++r) {
    if (graph->HasRelationship(RelationshipId(r)))
      lines.insert("relation " + DumpRelation(store, *graph, RelationshipId(r)));
  }
  const auto scanned = store.ScanArticles(ArticleParts::kAll, [&](const ArticleRecord& article) {
    lines.insert(fmt::format("article {} {} {} carriers {}\n{}\n", article.id, article.content_hash,
                             article.published, fmt::join(article.carriers, " "), article.text));
    return true;
  });
  if (!scanned) lines.insert(scanned.error().ToString());
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

TEST(GraphDump, TellsGraphsApartByWhatTheySay) {
  auto a = GraphStore::InMemory(), b = GraphStore::InMemory();
  for (auto* store : {&a, &b}) {
    auto tx = (*store)->Begin(Writer::kIngest).value();
    const std::vector<std::string> labels = {"Person"};
    // Another order, other internal numbers.
    const bool first = store == &a;
    const NodeId x = tx.CreateNode(first ? "x" : "y", labels, {}).value();
    const NodeId y = tx.CreateNode(first ? "y" : "x", labels, {}).value();
    ASSERT_TRUE(tx.CreateRelationship("r", first ? x : y, first ? y : x, "SUCCEEDED", {}));
    ASSERT_TRUE(tx.Commit());
  }
  EXPECT_EQ(DumpGraph(*a), DumpGraph(*b));
  auto tx = b->Begin(Writer::kIngest).value();
  ASSERT_TRUE(tx.SetNodeProperty(*tx.view().FindNode("x"), "name", Value("خليل")));
  ASSERT_TRUE(tx.Commit());
  EXPECT_NE(DumpGraph(*a), DumpGraph(*b));
}

}  // namespace amana::ingest::test
