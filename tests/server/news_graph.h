#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/graph_store.h"

namespace amana::server::test {

// A store in memory with two articles and what they say: سالم المرزوقي chairs a meeting of the
// party حزب الوفاق, and is its president; a user adds a note. `reversed` creates all in another
// order, which nobody must notice.
inline std::unique_ptr<GraphStore> NewsGraph(bool reversed = false) {
  auto store = GraphStore::InMemory();
  auto txn = store->Begin(Writer::kIngest);
  EXPECT_TRUE(txn);
  struct NodeRow {
    const char* id;
    std::vector<std::string> labels;
    PropertyMap properties;
  };
  std::vector<NodeRow> rows = {
      {"p1",
       {"Person"},
       {{"name", Value("سالم المرزوقي")}, {"aliases", Value::List({Value("المرزوقي")})}}},
      {"o1", {"Organization", "Party"}, {{"name", Value("حزب الوفاق")}, {"country", Value("TN")}}},
      {"t1", {"Post"}, {{"name", Value("رئيس")}}},
      {"m1", {"Meeting"}, {{"name", Value("اجتماع حزب الوفاق")}, {"date", Value("2023-05-01")}}},
      {"a1", {"Article"}, {{"title", Value("سالم المرزوقي يترأس اجتماعا")}}}};
  if (reversed) std::reverse(rows.begin(), rows.end());
  std::map<std::string, NodeId> nodes;
  for (auto& row : rows) {
    if (reversed) std::reverse(row.labels.begin(), row.labels.end());
    if (reversed) std::reverse(row.properties.begin(), row.properties.end());
    auto node = txn->CreateNode(row.id, row.labels, row.properties);
    EXPECT_TRUE(node) << node.error().ToString();
    nodes[row.id] = *node;
  }
  std::vector<std::string> articles = {"https://example.org/1", "https://example.org/2"};
  if (reversed) std::reverse(articles.begin(), articles.end());
  for (const auto& id : articles) {
    ArticleRecord article;
    article.id = article.url = id;
    article.published = "2023-05-02";
    article.text = "خبر.\nترأس سالم المرزوقي، رئيس حزب الوفاق، اجتماعا.\nانتهى.";
    EXPECT_TRUE(txn->PutArticle(article));
  }
  struct RelationRow {
    const char *id, *source, *type, *target;
  };
  std::vector<RelationRow> relations = {{"r1", "m1", "CHAIRED_BY", "p1"},
                                        {"r2", "p1", "HOLDS", "t1"},
                                        {"r3", "t1", "POST_IN", "o1"},
                                        {"r4", "m1", "HELD_BY", "o1"},
                                        {"r5", "a1", "MENTIONS", "p1"}};
  if (reversed) std::reverse(relations.begin(), relations.end());
  for (const auto& row : relations) {
    auto id = txn->CreateRelationship(row.id, nodes[row.source], nodes[row.target], row.type,
                                      {{"confidence", Value(0.9)}});
    EXPECT_TRUE(id) << id.error().ToString();
    for (const auto& article : articles) {
      if (row.type == std::string("MENTIONS")) continue;
      EvidenceItem item{article, 5, 51, "meeting.chair", 0.9};
      EXPECT_TRUE(txn->PutEvidence(*id, article, std::span(&item, 1)));
    }
  }
  EXPECT_TRUE(txn->Commit());
  return store;
}

}  // namespace amana::server::test
