#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base_segment.h"
#include "core/cow_ptr.h"
#include "core/delta_row.h"
#include "core/dictionary.h"
#include "core/element.h"
#include "core/kv_store.h"
#include "core/neighbor_row.h"
#include "core/persistent_map.h"
#include "core/schema.h"
#include "core/topology.h"

namespace amana {

class FoldedNames;

// How a node stands to a label against the base.
enum class LabelChange : uint8_t { kLost, kGained };

// What a Snapshot reads: a base, and over it whole copies of each element and row that changed
// since. Copying shares everything. Changed only by the functions of core/snapshot_edit.h.
struct SnapshotState {
  std::shared_ptr<Dictionaries> names;
  std::shared_ptr<const BaseSegment> base;
  std::shared_ptr<FoldedNames> folded_names;  // of the base
  std::shared_ptr<const KvSnapshot> records;  // of the same commit; null in a pure graph

  uint64_t epoch = 0;
  uint32_t node_bound = 0;
  uint32_t relationship_bound = 0;
  uint64_t node_count = 0;
  uint64_t relationship_count = 0;

  // Deleted elements stay, with exists = false, so as to hide the base's.
  PersistentMap<CowPtr<NodeState>> nodes;
  PersistentMap<CowPtr<RelationshipState>> relationships;
  PersistentMap<CowPtr<DeltaRow>> out;
  PersistentMap<CowPtr<DeltaRow>> in;

  CowPtr<std::vector<uint64_t>> label_counts;                     // by label
  CowPtr<std::vector<uint64_t>> type_counts;                      // by type
  CowPtr<std::vector<PersistentMap<LabelChange>>> label_changes;  // by label
  bool labels_lost = false;                                       // whether any change is kLost
  CowPtr<std::vector<DeltaIndex>> property_indexes;               // in the order of kIndexedKeys
  std::shared_ptr<const Schema> schema;                           // null: empty
  CowPtr<PropertyIndexes> user_indexes;                           // what the schema asks for
  DeltaIndex node_id_index;
  DeltaIndex relationship_id_index;

  // How much the delta holds, to decide when to fold it.
  size_t delta_size() const { return nodes.size() + relationships.size(); }

  const NodeState* DeltaNode(uint64_t node) const {
    if (nodes.empty() || node >= node_bound) return nullptr;
    const auto* found = nodes.Find(static_cast<uint32_t>(node));
    return found == nullptr ? nullptr : found->get();
  }
  const RelationshipState* DeltaRelationship(uint64_t relationship) const {
    if (relationships.empty() || relationship >= relationship_bound) return nullptr;
    const auto* found = relationships.Find(static_cast<uint32_t>(relationship));
    return found == nullptr ? nullptr : found->get();
  }
  NeighborRow OutRow(uint64_t node) const { return Row(out, base->out, node); }
  NeighborRow InRow(uint64_t node) const { return Row(in, base->in, node); }
  NeighborRun OutRow(uint64_t node, TypeId type) const { return Row(out, base->out, node, type); }
  NeighborRun InRow(uint64_t node, TypeId type) const { return Row(in, base->in, node, type); }

 private:
  using DeltaRows = PersistentMap<CowPtr<DeltaRow>>;

  NeighborRow Row(const DeltaRows& delta, const Topology& topology, uint64_t node) const {
    if (node >= node_bound) return {};
    const auto ordinal = static_cast<uint32_t>(node);
    if (const auto* row = delta.Find(ordinal)) return NeighborRow(**row);
    return {topology, ordinal};
  }
  NeighborRun Row(const DeltaRows& delta, const Topology& topology, uint64_t node,
                  TypeId type) const {
    if (node >= node_bound) return {};
    const auto ordinal = static_cast<uint32_t>(node);
    if (const auto* row = delta.Find(ordinal)) return (*row)->OfType(type);
    return topology.Row(ordinal, type);
  }
};

// The bits of a hash that delta indexes file by.
inline uint32_t DeltaBucket(uint64_t hash) {
  return static_cast<uint32_t>((hash ^ hash >> 24 ^ hash >> 48) & 0xFFFFFF);
}

}  // namespace amana
