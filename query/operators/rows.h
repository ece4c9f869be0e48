#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/snapshot_state.h"
#include "query/plan.h"

namespace amana::query {

// Calls visit(NeighborRun, skip_loops) for the runs of `node` with one of the types in the
// direction; skip_loops where an earlier run has the loops too. Stops when visit returns false, and
// then returns false.
template <typename Visit>
bool VisitRuns(const Snapshot& graph, NodeId node, const std::vector<TypeId>* types,
               Direction direction, Visit&& visit) {
  const SnapshotState& state = graph.state();
  const bool out = direction != Direction::kIn, in = direction != Direction::kOut;
  if (types == nullptr) {
    const auto all = [&](const NeighborRow& row, bool skip_loops) {
      for (size_t i = 0; i < row.run_count(); ++i) {
        if (!visit(row.run(i), skip_loops)) return false;
      }
      return true;
    };
    return (!out || all(state.OutRow(node.value), false)) &&
           (!in || all(state.InRow(node.value), out));
  }
  for (TypeId type : *types) {
    if (out && !visit(state.OutRow(node.value, type), false)) return false;
    if (in && !visit(state.InRow(node.value, type), out)) return false;
  }
  return true;
}

// Calls visit(Neighbor) for each relationship of `node` with one of the types in the direction; a
// loop is visited once. Stops when visit returns false, and then returns false.
template <typename Visit>
bool VisitNeighbors(const Snapshot& graph, NodeId node, const std::vector<TypeId>* types,
                    Direction direction, Visit&& visit) {
  return VisitRuns(graph, node, types, direction, [&](const NeighborRun& run, bool skip_loops) {
    const auto nodes = run.nodes();
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (skip_loops && nodes[i] == node.value) continue;
      if (!visit(run[i])) return false;
    }
    return true;
  });
}

// Have the processor fetch rows that come after nodes[at], while that one is looked at: most of an
// expansion's time is waiting for memory.
inline void PrefetchRows(const Snapshot& graph, Direction direction,
                         const std::vector<TypeId>* types, std::span<const uint32_t> nodes,
                         size_t at) {
  constexpr size_t kAhead = 8;
  if (at + 2 * kAhead >= nodes.size()) return;
  const uint32_t soon = nodes[at + kAhead], later = nodes[at + 2 * kAhead];
  const auto fetch = [&](const Topology& topology) {
    if (types == nullptr) return topology.PrefetchTypes(later);
    for (const TypeId type : *types) {
      topology.PrefetchPlace(later, type);
      topology.PrefetchRow(soon, type);
    }
  };
  const BaseSegment& base = *graph.state().base;
  if (direction != Direction::kIn) fetch(base.out);
  if (direction != Direction::kOut) fetch(base.in);
}

// The types of a pattern in this graph: nullopt for all of them, without those that it lacks.
struct TypeFilter {
  bool all = false;
  std::vector<TypeId> types;

  TypeFilter(const ExecutionContext& context, const std::vector<uint32_t>& symbols)
      : all(symbols.empty()) {
    for (uint32_t symbol : symbols) {
      TypeId type = context.type(symbol);
      if (type.valid() && std::find(types.begin(), types.end(), type) == types.end()) {
        types.push_back(type);
      }
    }
  }
  const std::vector<TypeId>* list() const { return all ? nullptr : &types; }
  bool Has(TypeId type) const {
    return all || std::find(types.begin(), types.end(), type) != types.end();
  }
};

// Whether the relationship is, or is among, what one of the slots holds in the row.
inline bool UsedIn(const Batch& batch, uint32_t row, const std::vector<int>& slots,
                   RelationshipId relationship) {
  for (int slot : slots) {
    const Column& column = batch.columns[slot];
    if (column.is_relationships()) {
      if (column.ordinals()[row] == relationship.value) return true;
      continue;
    }
    const Value& value = column.at(row);
    if (value.is_relationship()) {
      if (value.AsRelationship() == relationship) return true;
    } else if (value.is_list()) {
      for (const Value& item : value.AsList()) {
        if (item.is_relationship() && item.AsRelationship() == relationship) return true;
      }
    }
  }
  return false;
}

}  // namespace amana::query
