#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/snapshot_state.h"

namespace amana {

// Changes to a snapshot state: of a transaction's private one, or of the next commit's. Each keeps
// rows, label sets, indexes and counts in step.

// The empty graph.
SnapshotState EmptyState(std::shared_ptr<Dictionaries> names);
// The graph of a base alone.
SnapshotState StateOver(std::shared_ptr<Dictionaries> names,
                        std::shared_ptr<const BaseSegment> base);

// The element as it stands; exists = false where there is none.
NodeState LoadNode(const SnapshotState& state, NodeId id);
RelationshipState LoadRelationship(const SnapshotState& state, RelationshipId id);

// Creates or replaces.
void PutNode(SnapshotState& state, NodeId id, NodeState node);
// REQUIRES an existing node; that it has no relationships is the caller's concern.
void RemoveNode(SnapshotState& state, NodeId id);
// Creates or replaces. REQUIRES that both ends exist.
void PutRelationship(SnapshotState& state, RelationshipId id, RelationshipState relationship);
// REQUIRES an existing relationship.
void RemoveRelationship(SnapshotState& state, RelationshipId id);

// Puts these elements as they are in `from` over those of `state`; what is none there is removed.
void PutOver(SnapshotState& state, const SnapshotState& from, std::span<const uint64_t> nodes,
             std::span<const uint64_t> relationships);

// The same graph with everything in the base but what cannot stand there.
SnapshotState Folded(const SnapshotState& state);

}  // namespace amana
