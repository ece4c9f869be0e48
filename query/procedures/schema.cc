// What the graph is made of: names, and which element has which properties.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "query/procedures/procedure.h"

namespace amana::query {
namespace {

void Labels(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  const Snapshot& graph = context.graph();
  for (uint32_t i = 0; i < graph.labels().size(); ++i) {
    if (graph.CountLabel(LabelId(i)) > 0) rows.Add({Value(graph.labels().Name(LabelId(i)))});
  }
}

void RelationshipTypes(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  const Snapshot& graph = context.graph();
  for (uint32_t i = 0; i < graph.types().size(); ++i) {
    if (graph.CountType(TypeId(i)) > 0) rows.Add({Value(graph.types().Name(TypeId(i)))});
  }
}

void PropertyKeys(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  for (uint32_t i = 0; i < context.graph().keys().size(); ++i) {
    rows.Add({Value(context.graph().keys().Name(KeyId(i)))});
  }
}

template <typename Visit>
void ForEachNode(ExecutionContext& context, Visit&& visit) {
  std::vector<NodeId> nodes(1024);
  NodeId next(0);
  while (size_t count = context.graph().ScanNodes(next, nodes)) {
    context.Check();
    for (size_t i = 0; i < count; ++i) visit(nodes[i]);
    next = NodeId(nodes[count - 1].value + 1);
  }
}

template <typename Visit>
void ForEachRelationship(ExecutionContext& context, Visit&& visit) {
  std::vector<RelationshipId> relationships(1024);
  RelationshipId next(0);
  while (size_t count = context.graph().ScanRelationships(next, relationships)) {
    context.Check();
    for (size_t i = 0; i < count; ++i) visit(relationships[i]);
    next = RelationshipId(relationships[count - 1].value + 1);
  }
}

// The types of each property, and how many elements of the group have it.
struct PropertySummary {
  std::set<ValueType> types;
  size_t count = 0;
};
struct GroupSummary {
  size_t count = 0;
  std::map<uint32_t, PropertySummary> properties;

  void Add(KeyId key, const Value& value) {
    PropertySummary& property = properties[key.value];
    property.types.insert(value.type());
    ++property.count;
  }
};

Value TypeNames(const std::set<ValueType>& types) {
  std::vector<Value> names;
  for (ValueType type : types) names.emplace_back(ValueTypeName(type));
  return Value::List(std::move(names));
}

std::string TypeText(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += ":`" + name + "`";
  return out;
}

// One row for each property of the group, or one without a property.
void AddSummary(const Snapshot& graph, const std::vector<Value>& head, const GroupSummary& group,
                ProcedureRows& rows) {
  auto add = [&](Value key, Value types, bool mandatory) {
    std::vector<Value> row = head;
    row.push_back(std::move(key));
    row.push_back(std::move(types));
    row.emplace_back(mandatory);
    rows.Add(std::move(row));
  };
  if (group.properties.empty()) add(Value(), Value(), false);
  for (const auto& [key, property] : group.properties) {
    add(Value(graph.keys().Name(KeyId(key))), TypeNames(property.types),
        property.count == group.count);
  }
}

void NodeTypeProperties(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  const Snapshot& graph = context.graph();
  std::map<std::vector<std::string>, GroupSummary> groups;
  ForEachNode(context, [&](NodeId node) {
    std::vector<std::string> labels;
    for (LabelId label : graph.Labels(node)) labels.emplace_back(graph.labels().Name(label));
    std::sort(labels.begin(), labels.end());
    GroupSummary& group = groups[labels];
    ++group.count;
    graph.ForEachNodeProperty(node, [&](KeyId key, const Value& v) { group.Add(key, v); });
  });
  for (const auto& [labels, group] : groups) {
    std::vector<Value> names(labels.begin(), labels.end());
    AddSummary(graph, {Value(TypeText(labels)), Value::List(std::move(names))}, group, rows);
  }
}

void RelTypeProperties(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  const Snapshot& graph = context.graph();
  std::map<std::string, GroupSummary> groups;
  ForEachRelationship(context, [&](RelationshipId r) {
    GroupSummary& group = groups[std::string(graph.types().Name(graph.Type(r)))];
    ++group.count;
    graph.ForEachRelationshipProperty(r, [&](KeyId key, const Value& v) { group.Add(key, v); });
  });
  for (const auto& [type, group] : groups) {
    AddSummary(graph, {Value(TypeText({type}))}, group, rows);
  }
}

// Labels as nodes, and which types lead from which label to which, as maps.
void Visualization(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  const Snapshot& graph = context.graph();
  std::set<std::tuple<uint32_t, uint32_t, uint32_t>> edges;
  ForEachRelationship(context, [&](RelationshipId r) {
    for (LabelId from : graph.Labels(graph.Source(r))) {
      for (LabelId to : graph.Labels(graph.Target(r))) {
        edges.emplace(from.value, graph.Type(r).value, to.value);
      }
    }
  });
  std::vector<Value> nodes, relationships;
  for (uint32_t i = 0; i < graph.labels().size(); ++i) {
    if (graph.CountLabel(LabelId(i)) == 0) continue;
    nodes.push_back(
        Value::Map({{"name", Value(graph.labels().Name(LabelId(i)))},
                    {"count", Value(static_cast<int64_t>(graph.CountLabel(LabelId(i))))}}));
  }
  for (const auto& [from, type, to] : edges) {
    relationships.push_back(Value::Map({{"name", Value(graph.types().Name(TypeId(type)))},
                                        {"from", Value(graph.labels().Name(LabelId(from)))},
                                        {"to", Value(graph.labels().Name(LabelId(to)))}}));
  }
  rows.Add({Value::List(std::move(nodes)), Value::List(std::move(relationships))});
}

}  // namespace

std::vector<ProcedureDef> SchemaProcedures() {
  return {
      {"db.labels", {}, {ProcedureField{"label", "STRING"}}, "The labels in use.", Labels},
      {"db.relationshipTypes",
       {},
       {ProcedureField{"relationshipType", "STRING"}},
       "The relationship types in use.",
       RelationshipTypes},
      {"db.propertyKeys",
       {},
       {ProcedureField{"propertyKey", "STRING"}},
       "All property keys.",
       PropertyKeys},
      {"db.schema.visualization",
       {},
       {{"nodes", "LIST<MAP>"}, {"relationships", "LIST<MAP>"}},
       "Labels, and which types join them.",
       Visualization},
      {"db.schema.nodeTypeProperties",
       {},
       {{"nodeType", "STRING"},
        {"nodeLabels", "LIST<STRING>"},
        {"propertyName", "STRING"},
        {"propertyTypes", "LIST<STRING>"},
        {"mandatory", "BOOLEAN"}},
       "The properties of nodes by their labels.",
       NodeTypeProperties},
      {"db.schema.relTypeProperties",
       {},
       {{"relType", "STRING"},
        {"propertyName", "STRING"},
        {"propertyTypes", "LIST<STRING>"},
        {"mandatory", "BOOLEAN"}},
       "The properties of relationships by their types.",
       RelTypeProperties},
  };
}

}  // namespace amana::query
