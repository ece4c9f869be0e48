// Functions of nodes, relationships and paths.

#include "query/functions.h"
#include "query/operations.h"

namespace amana::query {
namespace {

constexpr TypeMask kElement = kNodeMask | kRelationshipMask;

Value Id(ExecutionContext&, Arguments a) {
  return Value(
      static_cast<int64_t>(a[0]->is_node() ? a[0]->AsNode().value : a[0]->AsRelationship().value));
}

Value ElementId(ExecutionContext& context, Arguments a) {
  RequireAlive(*a[0], context);
  return Value(a[0]->is_node() ? context.graph().PublicId(a[0]->AsNode())
                               : context.graph().PublicId(a[0]->AsRelationship()));
}

Value Labels(ExecutionContext& context, Arguments a) {
  RequireAlive(*a[0], context);
  std::vector<Value> names;
  for (LabelId label : context.graph().Labels(a[0]->AsNode())) {
    names.emplace_back(context.graph().labels().Name(label));
  }
  return Value::List(std::move(names));
}

Value Type(ExecutionContext& context, Arguments a) {
  const Snapshot& graph = context.graph();
  // A deleted relationship has lost all but its type.
  auto deleted = context.deleted_types.find(a[0]->AsRelationship());
  if (deleted != context.deleted_types.end()) return Value(graph.types().Name(deleted->second));
  RequireAlive(*a[0], context);
  return Value(graph.types().Name(graph.Type(a[0]->AsRelationship())));
}

Value Properties(ExecutionContext& context, Arguments a) { return PropertiesOf(*a[0], context); }

Value Keys(ExecutionContext& context, Arguments a) {
  Value map = PropertiesOf(*a[0], context);
  std::vector<Value> keys;
  for (const auto& [key, value] : map.AsMap()) keys.push_back(key);
  return Value::List(std::move(keys));
}

Value StartNode(ExecutionContext& context, Arguments a) {
  RequireAlive(*a[0], context);
  return Value(context.graph().Source(a[0]->AsRelationship()));
}

Value EndNode(ExecutionContext& context, Arguments a) {
  RequireAlive(*a[0], context);
  return Value(context.graph().Target(a[0]->AsRelationship()));
}

Value Nodes(ExecutionContext&, Arguments a) {
  std::vector<Value> nodes;
  for (NodeId node : a[0]->AsPath().nodes) nodes.emplace_back(node);
  return Value::List(std::move(nodes));
}

Value Relationships(ExecutionContext&, Arguments a) {
  std::vector<Value> relationships;
  for (RelationshipId r : a[0]->AsPath().relationships) relationships.emplace_back(r);
  return Value::List(std::move(relationships));
}

Value Length(ExecutionContext&, Arguments a) {
  return Value(static_cast<int64_t>(a[0]->AsPath().relationships.size()));
}

Value Exists(ExecutionContext&, Arguments a) { return Value(!a[0]->is_null()); }

constexpr FunctionDef kTable[] = {
    {"id", 1, 1, kElement, kIntegerMask, Id},
    {"elementId", 1, 1, kElement, kStringMask, ElementId},
    {"labels", 1, 1, kNodeMask, kListMask, Labels},
    {"type", 1, 1, kRelationshipMask, kStringMask, Type},
    {"properties", 1, 1, kElement | kMapMask, kMapMask, Properties},
    {"keys", 1, 1, kElement | kMapMask, kListMask, Keys},
    {"startNode", 1, 1, kRelationshipMask, kNodeMask, StartNode},
    {"endNode", 1, 1, kRelationshipMask, kNodeMask, EndNode},
    {"nodes", 1, 1, kPathMask, kListMask, Nodes},
    {"relationships", 1, 1, kPathMask, kListMask, Relationships},
    {"rels", 1, 1, kPathMask, kListMask, Relationships},
    {"length", 1, 1, kPathMask, kIntegerMask, Length},
    {"exists", 1, 1, kAnyType, kBooleanMask, Exists, false},
};

}  // namespace

std::span<const FunctionDef> GraphFunctions() { return kTable; }

}  // namespace amana::query
