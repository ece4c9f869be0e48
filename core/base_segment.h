#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/column.h"
#include "core/element.h"
#include "core/hash_index.h"
#include "core/packed_array.h"
#include "core/topology.h"

namespace amana {

// Keys that every store knows, and indexes, under the same ids.
inline constexpr KeyId kIdKey{0};
inline constexpr KeyId kNameKey{1};
inline constexpr KeyId kIndexedKeys[] = {kIdKey, kNameKey};

// What an index files a public id under.
uint64_t HashPublicId(std::string_view public_id);

// The bulk of a graph in flat, immutable arrays by ordinal. Made by a builder from records, or from
// an older base and its delta; the arrays do not care who owns them, so that a later version maps
// them from files. Elements with overlays or former ids do not stand here but in the delta.
struct BaseSegment {
  static constexpr uint32_t kNoNode = static_cast<uint32_t>(-1);
  static constexpr uint16_t kNoRelationship = static_cast<uint16_t>(-1);

  PackedArray<uint32_t> label_set_of;  // by node: which label set; kNoNode for holes
  FlatArray<uint32_t> label_set_starts;
  FlatArray<LabelId> label_sets;
  FlatArray<uint32_t> label_node_starts;  // by label, and the end of the last
  FlatArray<uint32_t> label_nodes;        // ascending within a label

  PackedArray<uint32_t> source;  // by relationship
  PackedArray<uint32_t> target;
  PackedArray<uint16_t> type;  // kNoRelationship for holes
  FlatArray<uint64_t> type_counts;
  Topology out;
  Topology in;

  std::vector<Column> node_columns;  // by key id; empty where no node has the key
  std::vector<Column> relationship_columns;
  Column node_public_ids;  // strings; gaps where ids are made from ordinals
  Column relationship_public_ids;
  FlatArray<uint64_t> derived_nodes;  // one bit by ordinal
  FlatArray<uint64_t> derived_relationships;

  std::vector<HashIndex> property_indexes;  // in the order of kIndexedKeys
  // In the order of kIndexedKeys: the nodes whose value is a string, sorted by its bytes.
  std::vector<FlatArray<uint32_t>> sorted_indexes;
  HashIndex node_id_index;
  HashIndex relationship_id_index;

  uint64_t node_count = 0;
  uint64_t relationship_count = 0;

  bool HasNode(uint32_t node) const {
    return node < label_set_of.size() && label_set_of[node] != kNoNode;
  }
  bool HasRelationship(uint32_t r) const { return r < type.size() && type[r] != kNoRelationship; }
  std::span<const LabelId> Labels(uint32_t node) const {
    const uint32_t set = label_set_of[node];
    return label_sets.span(label_set_starts[set], label_set_starts[set + 1]);
  }
  std::span<const uint32_t> NodesWithLabel(LabelId label) const {
    if (size_t{label.value} + 1 >= label_node_starts.size()) return {};
    return label_nodes.span(label_node_starts[label.value], label_node_starts[label.value + 1]);
  }
  Origin OriginOfNode(uint32_t node) const { return OriginIn(derived_nodes, node); }
  Origin OriginOfRelationship(uint32_t r) const { return OriginIn(derived_relationships, r); }
  // The nodes whose value of kIndexedKeys[index] starts with `prefix`, in the order of values.
  std::span<const uint32_t> WithPrefix(size_t index, std::string_view prefix) const;
  // Names all members, in a fixed order, to what writes or reads them (core/segment_file.cc).
  template <typename To>
  void Archive(To& archive) {
    label_set_of.Archive(archive);
    archive.Array(label_set_starts);
    archive.Array(label_sets);
    archive.Array(label_node_starts);
    archive.Array(label_nodes);
    source.Archive(archive);
    target.Archive(archive);
    type.Archive(archive);
    archive.Array(type_counts);
    out.Archive(archive);
    in.Archive(archive);
    ArchiveAll(archive, node_columns);
    ArchiveAll(archive, relationship_columns);
    node_public_ids.Archive(archive);
    relationship_public_ids.Archive(archive);
    archive.Array(derived_nodes);
    archive.Array(derived_relationships);
    ArchiveAll(archive, property_indexes);
    size_t sorted = sorted_indexes.size();
    archive.Number(sorted);
    sorted_indexes.resize(sorted);
    for (auto& index : sorted_indexes) archive.Array(index);
    node_id_index.Archive(archive);
    relationship_id_index.Archive(archive);
    archive.Number(node_count);
    archive.Number(relationship_count);
  }
  // Copies for whoever changes the element. REQUIRES that it exists here.
  NodeState Node(uint32_t node) const;
  RelationshipState Relationship(uint32_t relationship) const;

 private:
  template <typename To, typename Part>
  static void ArchiveAll(To& archive, std::vector<Part>& parts) {
    size_t count = parts.size();
    archive.Number(count);
    parts.resize(count);
    for (Part& part : parts) part.Archive(archive);
  }
  static Origin OriginIn(const FlatArray<uint64_t>& derived, uint32_t at) {
    const bool bit = at / 64 < derived.size() && (derived[at / 64] >> (at % 64) & 1) != 0;
    return bit ? Origin::kDerived : Origin::kUser;
  }
};

// Builds a base from elements in ascending order of their ordinals.
class BaseBuilder {
 public:
  void AddNode(NodeId id, const NodeState& node);
  void AddRelationship(RelationshipId id, const RelationshipState& relationship);
  std::shared_ptr<const BaseSegment> Build() &&;

 private:
  uint32_t LabelSet(const std::vector<LabelId>& labels);
  void BuildLabels(BaseSegment& base);
  void BuildRelationships(BaseSegment& base);
  static void BuildSorted(BaseSegment& base);

  struct LabelsHash {
    size_t operator()(const std::vector<LabelId>& labels) const;
  };
  using Hashed = std::vector<std::pair<uint64_t, uint32_t>>;

  std::vector<uint32_t> label_set_of_;
  std::vector<std::vector<LabelId>> label_sets_;
  std::unordered_map<std::vector<LabelId>, uint32_t, LabelsHash> label_set_ids_;
  std::vector<uint32_t> source_;
  std::vector<uint32_t> target_;
  std::vector<uint16_t> type_;
  std::vector<ColumnBuilder> node_columns_;
  std::vector<ColumnBuilder> relationship_columns_;
  ColumnBuilder node_public_ids_;
  ColumnBuilder relationship_public_ids_;
  std::vector<uint64_t> derived_nodes_;
  std::vector<uint64_t> derived_relationships_;
  std::vector<Hashed> property_hashes_;
  Hashed node_id_hashes_;
  Hashed relationship_id_hashes_;
  uint64_t node_count_ = 0;
  uint64_t relationship_count_ = 0;
};

}  // namespace amana
