// Changes of public ids that derivation makes when it learns that it named an element too early.

#include <fmt/core.h>

#include <algorithm>

#include "core/key_layout.h"
#include "core/transaction.h"
#include "core/transaction_state.h"

namespace amana {

Result<void> Transaction::RemoveFormerId(NodeId id, std::string_view former) {
  TransactionState& t = *state_;
  NodeState node = LoadNode(*t.state, id);
  if (!node.exists) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no node {}", id.value));
  }
  if (std::erase(node.former_ids, former) == 0) return {};
  PutNode(*t.state, id, std::move(node));
  t.nodes.push_back(id.value);
  return {};
}

Result<void> Transaction::SetPublicId(RelationshipId id, std::string_view public_id) {
  TransactionState& t = *state_;
  RelationshipState relationship = LoadRelationship(*t.state, id);
  if (!relationship.exists) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no relationship {}", id.value));
  }
  if (public_id.empty() || ParseGeneratedNodeId(public_id).valid() ||
      ParseGeneratedRelationshipId(public_id).valid()) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' cannot be a public id", public_id));
  }
  const std::string before = t.view.PublicId(id);
  if (before == public_id) return {};
  if (t.view.FindRelationship(public_id)) {
    return Fail(ErrorCode::kAlreadyExists,
                fmt::format("there is a relationship {} already", public_id));
  }
  // What a person laid over it is written anew under the new id.
  if (relationship.layers) t.pending[keys::RelationshipOverlay(before)] = std::nullopt;
  relationship.public_id = public_id;
  PutRelationship(*t.state, id, std::move(relationship));
  t.relationships.push_back(id.value);
  return {};
}

Result<void> Transaction::MoveUserRelationships(NodeId from, NodeId to) {
  TransactionState& t = *state_;
  for (const NodeId node : {from, to}) {
    if (!t.view.HasNode(node)) {
      return Fail(ErrorCode::kNotFound, fmt::format("there is no node {}", node.value));
    }
  }
  std::vector<RelationshipId> touching;
  for (const Neighbor& neighbor : t.view.Out(from)) touching.push_back(neighbor.relationship);
  for (const Neighbor& neighbor : t.view.In(from)) touching.push_back(neighbor.relationship);
  for (const RelationshipId id : touching) {
    RelationshipState relationship = LoadRelationship(*t.state, id);
    if (relationship.origin != Origin::kUser) continue;
    if (relationship.source == from) relationship.source = to;
    if (relationship.target == from) relationship.target = to;
    PutRelationship(*t.state, id, std::move(relationship));
    t.relationships.push_back(id.value);
    t.attached.push_back(to.value);
  }
  return {};
}

Result<void> Transaction::TurnIntoStub(NodeId id) {
  TransactionState& t = *state_;
  NodeState node = LoadNode(*t.state, id);
  if (!node.exists) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no node {}", id.value));
  }
  if (node.layers) t.pending[keys::NodeOverlay(node.public_id)] = std::nullopt;
  node.layers.reset();  // what the overlay showed is now the node's own
  node.origin = Origin::kUser;
  PutNode(*t.state, id, std::move(node));
  t.nodes.push_back(id.value);
  return {};
}

}  // namespace amana
