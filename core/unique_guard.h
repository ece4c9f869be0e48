#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "core/element.h"
#include "core/result.h"
#include "core/schema.h"
#include "core/snapshot.h"

namespace amana {

// Holds nodes that are on their way into a graph to its unique constraints: against the nodes that
// are there, and against each other. For a load that must know before it commits; transactions look
// at the graph that they have made (CheckUnique).
class UniqueGuard {
 public:
  explicit UniqueGuard(std::shared_ptr<const SnapshotState> graph);

  // kConstraint, and nothing is remembered, where a constraint forbids the node.
  Result<void> Admit(const NodeState& node);

 private:
  struct Constraint {
    SchemaItem item;
    LabelId label;
    KeyId key;
    std::unordered_set<Value, ValueHash, ValueEquivalent> admitted;
  };

  bool Forbids(const Constraint& constraint, const Value& value) const;

  Snapshot graph_;
  std::vector<Constraint> constraints_;
};

}  // namespace amana
