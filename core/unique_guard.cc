#include "core/unique_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/snapshot_state.h"

namespace amana {
namespace {

const Value* ConstrainedValue(const NodeState& node, LabelId label, KeyId key) {
  if (!std::ranges::binary_search(node.labels, label)) return nullptr;
  return FindProperty(node.properties, key);
}

}  // namespace

UniqueGuard::UniqueGuard(std::shared_ptr<const SnapshotState> graph) : graph_(graph) {
  if (!graph->schema) return;
  for (const auto& [name, item] : *graph->schema) {
    const auto label = graph_.labels().Find(item.label);
    const auto key = graph_.keys().Find(item.key);
    if (item.kind == SchemaKind::kUnique && label && key) {
      constraints_.push_back({item, *label, *key, {}});
    }
  }
}

bool UniqueGuard::Forbids(const Constraint& constraint, const Value& value) const {
  // NaN is equal to nothing, itself included.
  if (!Value::Equals(value, value).value_or(false)) return false;
  if (constraint.admitted.contains(value)) return true;
  const auto found = graph_.FindNodes(constraint.label, constraint.key, value);
  return found && !found->empty();
}

Result<void> UniqueGuard::Admit(const NodeState& node) {
  for (const Constraint& constraint : constraints_) {
    const Value* value = ConstrainedValue(node, constraint.label, constraint.key);
    if (value == nullptr || !Forbids(constraint, *value)) continue;
    return Fail(ErrorCode::kConstraint,
                fmt::format("another node with label `{}` has the same `{}`, which the constraint "
                            "`{}` forbids",
                            constraint.item.label, constraint.item.key, constraint.item.name));
  }
  for (Constraint& constraint : constraints_) {
    const Value* value = ConstrainedValue(node, constraint.label, constraint.key);
    if (value != nullptr) constraint.admitted.insert(*value);
  }
  return {};
}

}  // namespace amana
