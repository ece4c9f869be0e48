// Rows are built by three stable counting sorts: by neighbour, by node, by type. Each is linear,
// and their order leaves every row sorted by (neighbour, relationship).

#include "core/topology.h"

#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace amana {
namespace {

// Sorts `items` by key(item), which is below `bound`, keeping the order of equals.
template <typename Key>
std::vector<uint32_t> CountingSort(const std::vector<uint32_t>& items, uint32_t bound, Key key) {
  std::vector<uint32_t> next(size_t{bound} + 1, 0);
  for (const uint32_t item : items) ++next[key(item) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<uint32_t> sorted(items.size());
  for (const uint32_t item : items) sorted[next[key(item)]++] = item;
  return sorted;
}

}  // namespace

void Topology::BuildTypeSets(std::span<const uint32_t> from, std::span<const uint16_t> type,
                             const std::vector<uint32_t>& order, size_t node_bound) {
  // Sets grow type by type: a node's set is an older one and one type more.
  std::vector<std::vector<uint32_t>> sets(1);
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> larger;
  std::vector<uint32_t> set_of(node_bound, 0);
  for (size_t i = 0; i < order.size(); ++i) {
    const uint32_t node = from[order[i]];
    const uint32_t kind = type[order[i]];
    if (i > 0 && node == from[order[i - 1]] && kind == type[order[i - 1]]) continue;
    const auto [found, fresh] =
        larger.try_emplace({set_of[node], kind}, static_cast<uint32_t>(sets.size()));
    if (fresh) {
      sets.push_back(sets[set_of[node]]);
      sets.back().push_back(kind);
    }
    set_of[node] = found->second;
  }
  std::vector<uint32_t> starts, all;
  for (const auto& set : sets) {
    starts.push_back(static_cast<uint32_t>(all.size()));
    all.insert(all.end(), set.begin(), set.end());
  }
  starts.push_back(static_cast<uint32_t>(all.size()));
  type_set_of_ = set_of;
  type_set_starts_ = std::move(starts);
  type_sets_ = std::move(all);
}

Topology Topology::Build(std::span<const uint32_t> from, std::span<const uint32_t> to,
                         std::span<const uint16_t> type, uint32_t type_bound,
                         std::span<const uint32_t> label_set_of) {
  const auto node_bound = static_cast<uint32_t>(label_set_of.size());
  std::vector<uint32_t> order;
  order.reserve(type.size());
  for (uint32_t r = 0; r < type.size(); ++r) {
    if (type[r] < type_bound) order.push_back(r);
  }
  order = CountingSort(order, node_bound, [&](uint32_t r) { return to[r]; });
  order = CountingSort(order, node_bound, [&](uint32_t r) { return from[r]; });
  order = CountingSort(order, type_bound, [&](uint32_t r) { return type[r]; });

  Topology topology;
  topology.types_.resize(type_bound);
  std::vector<uint32_t> nodes(order.size());
  for (size_t begin = 0; begin < order.size();) {
    const uint16_t kind = type[order[begin]];
    OfType& rows = topology.types_[kind];
    rows.first = from[order[begin]];
    std::vector<uint32_t> starts;
    std::set<uint32_t> label_sets;
    size_t i = begin;
    for (; i < order.size() && type[order[i]] == kind; ++i) {
      const uint32_t r = order[i];
      starts.resize(from[r] - rows.first + 1, static_cast<uint32_t>(i));
      nodes[i] = to[r];
      if (i == begin || label_set_of[to[r]] != label_set_of[nodes[i - 1]]) {
        label_sets.insert(label_set_of[to[r]]);
      }
    }
    starts.push_back(static_cast<uint32_t>(i));
    rows.starts = starts;
    rows.label_sets = std::vector<uint32_t>(label_sets.begin(), label_sets.end());
    begin = i;
  }
  topology.BuildTypeSets(from, type, order, node_bound);
  topology.nodes_ = std::move(nodes);
  topology.relationships_ = order;
  return topology;
}

}  // namespace amana
