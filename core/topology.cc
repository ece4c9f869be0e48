// Rows are built by three stable counting sorts: by neighbour, by type, by node. Each is linear,
// and their order leaves every row sorted by (type, neighbour, relationship).

#include "core/topology.h"

#include <numeric>
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

std::vector<TypeRun> Topology::Runs(uint32_t node) const {
  std::vector<TypeRun> runs;
  if (size_t{node} + 1 >= run_starts_.size()) return runs;
  const uint32_t first = run_starts_[node];
  for (uint32_t run = first; run < run_starts_[node + 1]; ++run) {
    runs.push_back({run_types_[run], run_begins_[run] - run_begins_[first]});
  }
  return runs;
}

Topology Topology::Build(std::span<const uint32_t> from, std::span<const uint32_t> to,
                         std::span<const uint16_t> type, uint32_t node_bound, uint32_t type_bound) {
  std::vector<uint32_t> order;
  order.reserve(type.size());
  for (uint32_t r = 0; r < type.size(); ++r) {
    if (type[r] < type_bound) order.push_back(r);
  }
  order = CountingSort(order, node_bound, [&](uint32_t r) { return to[r]; });
  order = CountingSort(order, type_bound, [&](uint32_t r) { return type[r]; });
  order = CountingSort(order, node_bound, [&](uint32_t r) { return from[r]; });

  std::vector<uint32_t> run_starts(size_t{node_bound} + 1, 0);
  std::vector<uint32_t> run_types, run_begins;
  std::vector<Neighbor> neighbors(order.size());
  uint32_t rows_begun = 0;
  for (uint32_t i = 0; i < order.size(); ++i) {
    const uint32_t r = order[i];
    neighbors[i] = {NodeId(to[r]), RelationshipId(r)};
    const bool new_row = i == 0 || from[order[i - 1]] != from[r];
    for (; rows_begun <= from[r]; ++rows_begun) {
      run_starts[rows_begun] = static_cast<uint32_t>(run_types.size());
    }
    if (new_row || run_types.back() != type[r]) {
      run_types.push_back(type[r]);
      run_begins.push_back(i);
    }
  }
  for (; rows_begun <= node_bound; ++rows_begun) {
    run_starts[rows_begun] = static_cast<uint32_t>(run_types.size());
  }
  run_begins.push_back(static_cast<uint32_t>(order.size()));

  Topology topology;
  topology.run_starts_ = run_starts;
  topology.run_types_ = run_types;
  topology.run_begins_ = run_begins;
  topology.neighbors_ = std::move(neighbors);
  return topology;
}

}  // namespace amana
