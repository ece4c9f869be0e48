#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/flat_array.h"
#include "core/ids.h"
#include "core/neighbor.h"

namespace amana {

// Where the neighbours over one type begin in a row.
struct TypeRun {
  uint32_t type = 0;
  uint32_t begin = 0;
};

// Answers of both the base and the delta: one row, and its runs by type. `runs[i].begin` counts
// from `offset` before neighbors[0].
struct RowView {
  std::span<const Neighbor> neighbors;
  std::span<const TypeRun> runs;
  uint32_t offset = 0;

  std::span<const Neighbor> OfType(TypeId type) const;
};

// One direction of all relationships as compressed sparse rows. Each row is sorted by
// (type, neighbour, relationship) and lists the runs of its types, so that one row serves typed and
// untyped traversals alike.
class Topology {
 public:
  RowView Row(uint32_t node) const {
    if (size_t{node} + 1 >= run_starts_.size()) return {};
    const uint32_t first = run_starts_[node];
    const uint32_t last = run_starts_[node + 1];
    if (first == last) return {};
    const uint32_t begin = runs_[first].begin;
    // The next row's first run begins where this row ends; a sentinel follows the last run.
    return {neighbors_.span(begin, runs_[last].begin), runs_.span(first, last), begin};
  }

  // Have the processor fetch what Row(node) will read, in three steps of which each needs what the
  // one before has fetched: a caller with many rows before it lets some rows lie between the steps.
  void Prefetch(uint32_t node, int step) const {
    if (size_t{node} + 1 >= run_starts_.size()) return;
    if (step == 0) {
      __builtin_prefetch(run_starts_.data() + node);
    } else if (step == 1) {
      __builtin_prefetch(runs_.data() + run_starts_[node]);
    } else {
      __builtin_prefetch(neighbors_.data() + runs_[run_starts_[node]].begin);
    }
  }

  // `from`, `to` and `type` by relationship ordinal; holes have a type of at least `type_bound`.
  static Topology Build(std::span<const uint32_t> from, std::span<const uint32_t> to,
                        std::span<const uint16_t> type, uint32_t node_bound, uint32_t type_bound);

  // Names all members to what writes or reads them.
  template <typename To>
  void Archive(To& archive) {
    archive.Array(run_starts_);
    archive.Array(runs_);
    archive.Array(neighbors_);
  }

 private:
  FlatArray<uint32_t> run_starts_;  // by node, and the end of the last
  FlatArray<TypeRun> runs_;
  FlatArray<Neighbor> neighbors_;
};

}  // namespace amana
