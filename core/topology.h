#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/flat_array.h"
#include "core/ids.h"
#include "core/neighbor.h"
#include "core/packed_array.h"

namespace amana {

// Where the neighbours over one type begin in a row.
struct TypeRun {
  uint32_t type = 0;
  uint32_t begin = 0;
};

// One direction of all relationships as compressed sparse rows. Each row is sorted by
// (type, neighbour, relationship) and lists the runs of its types, so that one row serves typed and
// untyped traversals alike. What finds a row is packed, so that it stays near the processor.
class Topology {
 public:
  std::span<const Neighbor> Row(uint32_t node) const {
    if (size_t{node} + 1 >= run_starts_.size()) return {};
    const auto [first, last] = run_starts_.Two(node);
    // The next row's first run begins where this row ends; a sentinel follows the last run.
    return neighbors_.span(run_begins_[first], run_begins_[last]);
  }
  std::span<const Neighbor> Row(uint32_t node, TypeId type) const {
    if (size_t{node} + 1 >= run_starts_.size()) return {};
    const auto [first, last] = run_starts_.Two(node);
    for (uint32_t run = first; run < last; ++run) {
      if (run_types_[run] != type.value) continue;
      const auto [begin, end] = run_begins_.Two(run);
      return neighbors_.span(begin, end);
    }
    return {};
  }
  // The runs of Row(node), with their places in it.
  std::vector<TypeRun> Runs(uint32_t node) const;

  // Have the processor fetch what Row(node) will read, in two steps: first what finds the row,
  // then, some rows later, the row itself.
  void PrefetchPlace(uint32_t node) const {
    if (size_t{node} + 1 < run_starts_.size()) run_starts_.Prefetch(node);
  }
  void PrefetchRow(uint32_t node) const {
    if (size_t{node} + 1 >= run_starts_.size()) return;
    __builtin_prefetch(neighbors_.data() + run_begins_[run_starts_[node]]);
  }

  // `from`, `to` and `type` by relationship ordinal; holes have a type of at least `type_bound`.
  static Topology Build(std::span<const uint32_t> from, std::span<const uint32_t> to,
                        std::span<const uint16_t> type, uint32_t node_bound, uint32_t type_bound);

  // Names all members to what writes or reads them.
  template <typename To>
  void Archive(To& archive) {
    run_starts_.Archive(archive);
    run_types_.Archive(archive);
    run_begins_.Archive(archive);
    archive.Array(neighbors_);
  }

 private:
  PackedArray<uint32_t> run_starts_;  // by node, and the end of the last
  PackedArray<uint32_t> run_types_;
  PackedArray<uint32_t> run_begins_;  // and the end of the last
  FlatArray<Neighbor> neighbors_;
};

}  // namespace amana
