#pragma once

#include <memory>
#include <string_view>

#include "core/element.h"
#include "core/graph_store.h"

namespace amana {

// Adds very many nodes and relationships at once. They are written in blocks
// (core/element_blocks.h) as they come, on a second thread, and become part of the graph all
// together, when Finish() returns; a load that does not get there leaves the graph as it was. Other
// writers wait as long as the loader lives. Used by one thread.
class BulkLoader {
 public:
  // kBusy while transactions are open; kUnsupported for a read-only store.
  static Result<std::unique_ptr<BulkLoader>> Begin(GraphStore& store);
  virtual ~BulkLoader() = default;

  virtual LabelId Label(std::string_view name) = 0;
  virtual TypeId Type(std::string_view name) = 0;
  virtual KeyId Key(std::string_view name) = 0;

  // REQUIRES what NodeState asks of labels and properties; origin and ids stay as they are.
  // kConstraint, and nothing is added, where a unique constraint forbids the node.
  virtual Result<NodeId> AddNode(const NodeState& node) = 0;
  // REQUIRES that both ends exist.
  virtual Result<RelationshipId> AddRelationship(const RelationshipState& relationship) = 0;

  // Returns when everything is synced. The loader must not be used again.
  virtual Result<CommitInfo> Finish() = 0;
};

}  // namespace amana
