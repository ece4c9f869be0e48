// Relationships are grouped by type, and those of each type sorted by neighbour, then by node. Each
// sort is stable and, as a rule, linear, so that every row is left sorted by (neighbour,
// relationship). What is sorted carries its ends along: all reading is in order.

#include "core/topology.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <ranges>
#include <set>
#include <utility>

namespace amana {
namespace {

struct Edge {
  uint32_t from, to, relationship;
};

// Sorts by one of the ends, keeping the order of equals.
void SortBy(uint32_t Edge::*end, std::vector<Edge>& edges) {
  constexpr size_t kSparse = 16;  // nodes an edge beyond which counting all of them does not pay
  const auto [least, greatest] = std::ranges::minmax(edges | std::views::transform(end));
  const size_t span = size_t{greatest - least} + 1;
  if (span / kSparse > edges.size()) {
    std::ranges::stable_sort(edges, {}, end);
    return;
  }
  std::vector<uint32_t> next(span + 1, 0);
  for (const Edge& edge : edges) ++next[edge.*end - least + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<Edge> sorted(edges.size());
  for (const Edge& edge : edges) sorted[next[edge.*end - least]++] = edge;
  edges = std::move(sorted);
}

// Sets of types by number, the empty one first. They grow by one type at a time, in ascending
// order.
class TypeSets {
 public:
  TypeSets() : sets_(1) {}

  // The number of the set that has one type more.
  uint32_t With(uint32_t set, uint32_t type) {
    if (set == last_.first && type == last_.second) return with_last_;
    const auto [found, fresh] =
        larger_.try_emplace({set, type}, static_cast<uint32_t>(sets_.size()));
    if (fresh) {
      sets_.push_back(sets_[set]);
      sets_.back().push_back(type);
    }
    last_ = {set, type};
    with_last_ = found->second;
    return with_last_;
  }
  const std::vector<std::vector<uint32_t>>& sets() const { return sets_; }

 private:
  using Step = std::pair<uint32_t, uint32_t>;
  std::vector<std::vector<uint32_t>> sets_;
  std::map<Step, uint32_t> larger_;
  Step last_{UINT32_MAX, UINT32_MAX};  // most nodes take the same step as the one before
  uint32_t with_last_ = 0;
};

// The relationships of each type, ascending, and where each type begins.
std::pair<std::vector<uint32_t>, std::vector<size_t>> GroupByType(std::span<const uint16_t> type,
                                                                  uint32_t type_bound) {
  std::vector<size_t> starts(size_t{type_bound} + 1, 0);
  for (const uint16_t kind : type) {
    if (kind < type_bound) ++starts[kind + 1];
  }
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<size_t> next = starts;
  std::vector<uint32_t> relationships(starts.back());
  for (uint32_t r = 0; r < type.size(); ++r) {
    if (type[r] < type_bound) relationships[next[type[r]]++] = r;
  }
  return {std::move(relationships), std::move(starts)};
}

}  // namespace

Topology Topology::Build(std::span<const uint32_t> from, std::span<const uint32_t> to,
                         std::span<const uint16_t> type, uint32_t type_bound,
                         std::span<const uint32_t> label_set_of) {
  auto [relationships, type_starts] = GroupByType(type, type_bound);
  std::vector<uint32_t> nodes(relationships.size());
  std::vector<uint32_t> set_of(label_set_of.size(), 0);
  TypeSets type_sets;
  Topology topology;
  topology.types_.resize(type_bound);
  std::vector<Edge> edges;
  for (uint32_t kind = 0; kind < type_bound; ++kind) {
    const size_t begin = type_starts[kind];
    const auto of_type = std::span(relationships).subspan(begin, type_starts[kind + 1] - begin);
    if (of_type.empty()) continue;
    edges.clear();
    for (const uint32_t r : of_type) edges.push_back({from[r], to[r], r});
    SortBy(&Edge::to, edges);
    SortBy(&Edge::from, edges);

    OfType& rows = topology.types_[kind];
    rows.first = edges.front().from;
    std::vector<uint32_t> starts;
    std::set<uint32_t> label_sets;
    for (size_t i = 0; i < edges.size(); ++i) {
      const auto [node, neighbor, r] = edges[i];
      if (i == 0 || node != edges[i - 1].from) {
        starts.resize(node - rows.first + 1, static_cast<uint32_t>(begin + i));
        set_of[node] = type_sets.With(set_of[node], kind);
      }
      nodes[begin + i] = neighbor;
      of_type[i] = r;
      const uint32_t labels = label_set_of[neighbor];
      if (i == 0 || labels != label_set_of[nodes[begin + i - 1]]) label_sets.insert(labels);
    }
    starts.push_back(static_cast<uint32_t>(begin + edges.size()));
    rows.starts = starts;
    rows.label_sets = std::vector<uint32_t>(label_sets.begin(), label_sets.end());
  }
  topology.nodes_ = std::move(nodes);
  topology.relationships_ = relationships;
  topology.SetTypeSets(set_of, type_sets.sets());
  return topology;
}

void Topology::SetTypeSets(const std::vector<uint32_t>& set_of,
                           const std::vector<std::vector<uint32_t>>& sets) {
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

}  // namespace amana
