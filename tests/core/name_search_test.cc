#include "core/name_search.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "core/graph_store.h"
#include "core/text/fold.h"

namespace amana {
namespace {

using Found = std::map<uint64_t, std::set<std::string>>;  // by node: the names that match

Found Search(const Snapshot& graph, std::string_view text) {
  Found found;
  SearchNames(
      graph, text, [] { return true; },
      [&](NodeId node, std::string_view name) { found[node.value].emplace(name); });
  return found;
}

// The same by looking at every node.
Found Naive(const Snapshot& graph, const std::string& text) {
  Found found;
  std::vector<NodeId> nodes(graph.node_count());
  nodes.resize(graph.ScanNodes(NodeId(0), nodes));
  for (const NodeId node : nodes) {
    const auto add = [&](const Value& value) {
      if (!value.is_string()) return;
      const std::string name = NameKey(value.AsString());
      if (name.find(text) != std::string::npos) found[node.value].insert(name);
    };
    for (const char* name : {"name", "title", "aliases"}) {
      const auto key = graph.keys().Find(name);
      if (!key) continue;
      const Value value = graph.NodeProperty(node, *key);
      add(value);
      if (value.is_list()) {
        for (const Value& item : value.AsList()) add(item);
      }
    }
  }
  return found;
}

// Whatever of it stands in the base and whatever in the delta.
TEST(NameSearch, FindsWhatAScanFinds) {
  const auto store = GraphStore::InMemory();
  std::mt19937 random(11);
  const std::string parts[] = {"حزب", "الوفاق", "أمانة", "القيم", "ا", "إعلام", "ب"};
  const auto name = [&] {
    std::string out = parts[random() % std::size(parts)];
    for (size_t i = random() % 3; i > 0; --i) out += " " + parts[random() % std::size(parts)];
    return Value(out);
  };
  std::vector<NodeId> nodes;
  for (int round = 0; round < 12; ++round) {
    auto t = std::move(store->Begin(Writer::kPerson)).value();
    for (int i = 0; i < 60; ++i) {
      const NodeId old = nodes.empty() ? NodeId(0) : nodes[random() % nodes.size()];
      const bool exists = !nodes.empty() && t.view().HasNode(old);
      switch (random() % 6) {
        case 0:
          if (exists) {
            ASSERT_TRUE(t.DetachDeleteNode(old));
          }
          break;
        case 1:
          if (exists) {
            ASSERT_TRUE(t.SetNodeProperty(old, "title", name()));
          }
          break;
        case 2:
          if (exists && round > 3) {  // a key that is younger than the first bases
            ASSERT_TRUE(t.SetNodeProperty(old, "aliases", Value::List({name(), name()})));
          }
          break;
        default:
          nodes.push_back(std::move(t.CreateNode({}, {{"name", name()}})).value());
      }
    }
    ASSERT_TRUE(t.Commit());
    if (random() % 3 == 0) {
      ASSERT_TRUE(store->Fold());
    }
    for (const char* text : {"حزب", "زب الو", "القيم ا", "ا", "لجنة"}) {
      const auto graph = store->snapshot();
      EXPECT_EQ(Search(*graph, NameKey(text)), Naive(*graph, NameKey(text)))
          << round << " " << text;
    }
  }
}

TEST(NameSearch, EndsWhenItIsToldTo) {
  const auto store = GraphStore::InMemory();
  auto t = std::move(store->Begin(Writer::kPerson)).value();
  ASSERT_TRUE(t.CreateNode({}, {{"name", Value("حزب")}}));
  ASSERT_TRUE(t.Commit());
  ASSERT_TRUE(store->Fold());
  size_t found = 0;
  SearchNames(
      *store->snapshot(), "حزب", [] { return false; }, [&](NodeId, std::string_view) { ++found; });
  EXPECT_EQ(found, 0u);
}

}  // namespace
}  // namespace amana
