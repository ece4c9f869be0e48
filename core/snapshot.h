#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dictionary.h"
#include "core/ids.h"
#include "core/neighbor_row.h"
#include "core/schema.h"
#include "core/value.h"

namespace amana {

struct SnapshotState;

// Who says so: extraction from articles, or a person through a query or an import.
// Stored on disk: do not renumber.
enum class Origin : uint8_t { kDerived = 0, kUser = 1 };

enum class Direction : uint8_t { kOut, kIn };

// The graph at one commit. Immutable and safe to share between threads; copying costs a few
// reference counts. It is a base of flat arrays (topology as compressed sparse rows, columns, label
// sets, indexes) with a delta of copied-on-write elements over it; readers cannot tell which of
// the two answers. Exception to immutability: Transaction::view(), see there.
//
// Spans and string views live as long as the snapshot. Unless it says otherwise, a function that
// takes an id REQUIRES that the element exists in this snapshot.
class Snapshot {
 public:
  explicit Snapshot(std::shared_ptr<const SnapshotState> state);
  ~Snapshot();

  // Counts commits; 0 is the empty store.
  uint64_t epoch() const;

  // Ordinals are below the bound, with holes where elements were deleted. `Has…` takes any id.
  uint64_t node_bound() const;
  uint64_t relationship_bound() const;
  uint64_t node_count() const;
  uint64_t relationship_count() const;
  bool HasNode(NodeId node) const;
  bool HasRelationship(RelationshipId relationship) const;

  // Rows, sorted by (type, neighbour, relationship). A loop stands in both rows of its node.
  // Without a type: all types, one after the other. A node that does not exist has empty rows.
  NeighborRow Out(NodeId node) const;
  NeighborRun Out(NodeId node, TypeId type) const;
  NeighborRow In(NodeId node) const;
  NeighborRun In(NodeId node, TypeId type) const;

  NodeId Source(RelationshipId relationship) const;
  NodeId Target(RelationshipId relationship) const;
  TypeId Type(RelationshipId relationship) const;

  // Ascending by id.
  std::span<const LabelId> Labels(NodeId node) const;
  bool HasLabel(NodeId node, LabelId label) const;

  // Counts of what exists now. O(1).
  uint64_t CountLabel(LabelId label) const;
  uint64_t CountType(TypeId type) const;

  // Fills `out` with the first nodes (with `label`) at or after `from`, ascending; returns how
  // many; fewer than out.size() means the end. To go on, ask from the last id + 1.
  size_t ScanNodes(NodeId from, std::span<NodeId> out) const;
  size_t ScanLabel(LabelId label, NodeId from, std::span<NodeId> out) const;
  size_t ScanLabel(LabelId label, NodeId from, std::span<uint32_t> out) const;  // ordinals
  // All of them at once; O(answer).
  std::vector<NodeId> NodesWithLabel(LabelId label) const;
  // As ScanNodes, for relationships of any type.
  size_t ScanRelationships(RelationshipId from, std::span<RelationshipId> out) const;

  // The property's value; null where there is none.
  Value NodeProperty(NodeId node, KeyId key) const;
  Value RelationshipProperty(RelationshipId relationship, KeyId key) const;
  // In ascending order of key ids.
  using PropertyVisitor = std::function<void(KeyId, const Value&)>;
  void ForEachNodeProperty(NodeId node, const PropertyVisitor& visit) const;
  void ForEachRelationshipProperty(RelationshipId relationship, const PropertyVisitor& visit) const;

  // The indexes and constraints that users asked for.
  const Schema& schema() const;
  // Whether FindNodes has an index for the key ("id" and "name" always have one).
  bool HasIndex(KeyId key) const;
  // The nodes with `label` whose property `key` equals `value` (openCypher equality), ascending;
  // nullopt where no index can tell. A null equals nothing.
  std::optional<std::vector<NodeId>> FindNodes(LabelId label, KeyId key, const Value& value) const;
  // The same whatever the label.
  std::optional<std::vector<NodeId>> FindNodes(KeyId key, const Value& value) const;

  // The nodes whose property `key` is a string that starts with `prefix`, ascending; nullopt where
  // no index can tell.
  std::optional<std::vector<NodeId>> FindNodesByPrefix(KeyId key, std::string_view prefix) const;

  const Dictionary<LabelId>& labels() const;
  const Dictionary<TypeId>& types() const;
  const Dictionary<KeyId>& keys() const;

  // The stable public id (elementId). Given with the element, or made from the ordinal ("n-12",
  // "r-7"). By value: do not keep a string_view of the temporary.
  std::string PublicId(NodeId node) const;
  std::string PublicId(RelationshipId relationship) const;
  // Also finds the element by an id it had formerly (renamed, or merged into it).
  std::optional<NodeId> FindNode(std::string_view public_id) const;
  std::optional<RelationshipId> FindRelationship(std::string_view public_id) const;
  // Public ids this node had, or took over from nodes merged into it.
  std::span<const std::string> FormerIds(NodeId node) const;

  Origin NodeOrigin(NodeId node) const;
  Origin RelationshipOrigin(RelationshipId relationship) const;

  const SnapshotState& state() const { return *state_; }
  const std::shared_ptr<const SnapshotState>& shared_state() const { return state_; }

 private:
  std::shared_ptr<const SnapshotState> state_;
};

}  // namespace amana
