#include "core/topology.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace amana {
namespace {

struct Size {
  uint32_t nodes;
  uint32_t relationships;
};

class TopologyTest : public ::testing::TestWithParam<Size> {};

TEST_P(TopologyTest, RowsAreWhatThereIs) {
  const auto [nodes, relationships] = GetParam();
  constexpr uint32_t kTypes = 3;
  std::mt19937 random(nodes);
  std::vector<uint32_t> from, to, label_set_of;
  std::vector<uint16_t> type;
  for (uint32_t node = 0; node < nodes; ++node) label_set_of.push_back(random() % 3);
  std::map<std::pair<uint32_t, uint32_t>, std::set<Neighbor>> rows;
  std::map<uint32_t, std::set<uint32_t>> types_of, label_sets;
  for (uint32_t r = 0; r < relationships; ++r) {
    from.push_back(random() % nodes);
    to.push_back(random() % nodes);
    type.push_back(static_cast<uint16_t>(random() % (kTypes + 1)));
    if (type[r] == kTypes) continue;  // a hole
    rows[{from[r], type[r]}].insert({NodeId(to[r]), RelationshipId(r)});
    types_of[from[r]].insert(type[r]);
    label_sets[type[r]].insert(label_set_of[to[r]]);
  }
  const auto topology = Topology::Build(from, to, type, kTypes, label_set_of);
  for (uint32_t node = 0; node < nodes; ++node) {
    EXPECT_TRUE(std::ranges::equal(topology.TypesOf(node), types_of[node])) << node;
    for (uint32_t kind = 0; kind < kTypes; ++kind) {
      const NeighborRun run = topology.Row(node, TypeId(kind));
      EXPECT_TRUE(std::ranges::equal(run, rows[{node, kind}])) << node << " " << kind;
    }
  }
  for (uint32_t kind = 0; kind < kTypes; ++kind) {
    EXPECT_TRUE(std::ranges::equal(topology.LabelSetsBehind(TypeId(kind)), label_sets[kind]));
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, TopologyTest,
                         ::testing::Values(Size{1, 0}, Size{1, 5}, Size{20, 300}, Size{300, 200},
                                           Size{5000, 40}));  // the last: few among many

}  // namespace
}  // namespace amana
