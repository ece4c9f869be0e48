#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/flat_array.h"
#include "core/ids.h"
#include "core/neighbor.h"
#include "core/packed_array.h"

namespace amana {

// One direction of all relationships as compressed sparse rows, type by type: what expands over a
// type reads nothing of the others. Rows are sorted by (neighbour, relationship). Each node has the
// set of its types beside, so that all its neighbours are found without asking for every type;
// what finds a row is packed, so that it stays near the processor.
class Topology {
 public:
  NeighborRun Row(uint32_t node, TypeId type) const {
    if (type.value >= types_.size()) return {};
    const OfType& rows = types_[type.value];
    const uint32_t at = node - rows.first;  // beyond all where it wraps around
    if (size_t{at} + 1 >= rows.starts.size()) return {};
    const auto [begin, end] = rows.starts.Two(at);
    return {nodes_.span(begin, end), &relationships_, begin};
  }
  // Those that the node has relationships of, ascending.
  std::span<const uint32_t> TypesOf(uint32_t node) const {
    if (node >= type_set_of_.size()) return {};
    const uint32_t set = type_set_of_[node];
    return type_sets_.span(type_set_starts_[set], type_set_starts_[set + 1]);
  }
  // The label sets that neighbours over the type have.
  std::span<const uint32_t> LabelSetsBehind(TypeId type) const {
    return type.value < types_.size() ? types_[type.value].label_sets.span()
                                      : std::span<const uint32_t>();
  }

  void PrefetchTypes(uint32_t node) const {
    if (node < type_set_of_.size()) type_set_of_.Prefetch(node);
  }
  // Have the processor fetch what Row(node, type) will read, in two steps: first what finds the
  // row, then, some rows later, the row itself.
  void PrefetchPlace(uint32_t node, TypeId type) const {
    if (type.value >= types_.size()) return;
    const OfType& rows = types_[type.value];
    if (size_t{node - rows.first} + 1 < rows.starts.size()) rows.starts.Prefetch(node - rows.first);
  }
  void PrefetchRow(uint32_t node, TypeId type) const {
    if (type.value >= types_.size()) return;
    const OfType& rows = types_[type.value];
    if (size_t{node - rows.first} + 1 >= rows.starts.size()) return;
    __builtin_prefetch(nodes_.data() + rows.starts[node - rows.first]);
  }

  // `from`, `to` and `type` by relationship ordinal; holes have a type of at least `type_bound`.
  // `label_set_of` by node.
  static Topology Build(std::span<const uint32_t> from, std::span<const uint32_t> to,
                        std::span<const uint16_t> type, uint32_t type_bound,
                        std::span<const uint32_t> label_set_of);

  // Names all members to what writes or reads them.
  template <typename To>
  void Archive(To& archive) {
    size_t count = types_.size();
    archive.Number(count);
    types_.resize(count);
    for (OfType& rows : types_) {
      archive.Number(rows.first);
      rows.starts.Archive(archive);
      archive.Array(rows.label_sets);
    }
    type_set_of_.Archive(archive);
    archive.Array(type_set_starts_);
    archive.Array(type_sets_);
    archive.Array(nodes_);
    relationships_.Archive(archive);
  }

 private:
  struct OfType {
    uint32_t first = 0;            // the first node with a row
    PackedArray<uint32_t> starts;  // of rows, by node from the first; and the end of the last
    FlatArray<uint32_t> label_sets;
  };
  void SetTypeSets(const std::vector<uint32_t>& set_of,
                   const std::vector<std::vector<uint32_t>>& sets);

  std::vector<OfType> types_;
  PackedArray<uint32_t> type_set_of_;  // by node
  FlatArray<uint32_t> type_set_starts_;
  FlatArray<uint32_t> type_sets_;
  // By type, node, neighbour and relationship.
  FlatArray<uint32_t> nodes_;
  PackedArray<uint32_t> relationships_;
};

}  // namespace amana
