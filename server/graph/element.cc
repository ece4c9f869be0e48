#include "server/graph/element.h"

#include <algorithm>

#include "core/temporal_text.h"
#include "server/json/json_writer.h"

namespace amana::server {
namespace {

NamedValues Sorted(NamedValues values) {
  std::sort(values.begin(), values.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return values;
}

}  // namespace

NamedValues SortedProperties(const Snapshot& graph, NodeId node) {
  NamedValues out;
  graph.ForEachNodeProperty(node, [&](KeyId key, const Value& value) {
    out.emplace_back(graph.keys().Name(key), value);
  });
  return Sorted(std::move(out));
}

NamedValues SortedProperties(const Snapshot& graph, RelationshipId relationship) {
  NamedValues out;
  graph.ForEachRelationshipProperty(relationship, [&](KeyId key, const Value& value) {
    out.emplace_back(graph.keys().Name(key), value);
  });
  return Sorted(std::move(out));
}

std::vector<std::string_view> SortedLabels(const Snapshot& graph, NodeId node) {
  std::vector<std::string_view> out;
  for (LabelId label : graph.Labels(node)) out.push_back(graph.labels().Name(label));
  std::sort(out.begin(), out.end());
  return out;
}

Value Property(const Snapshot& graph, NodeId node, std::string_view key) {
  auto id = graph.keys().Find(key);
  return id ? graph.NodeProperty(node, *id) : Value();
}

Value Property(const Snapshot& graph, RelationshipId relationship, std::string_view key) {
  auto id = graph.keys().Find(key);
  return id ? graph.RelationshipProperty(relationship, *id) : Value();
}

std::string DisplayName(const Snapshot& graph, NodeId node) {
  for (std::string_view key : {"name", "title"}) {
    Value value = Property(graph, node, key);
    if (value.is_string() && !value.AsString().empty()) return std::string(value.AsString());
  }
  return graph.PublicId(node);
}

bool HasLabel(const Snapshot& graph, NodeId node, std::string_view label) {
  auto id = graph.labels().Find(label);
  return id && graph.HasLabel(node, *id);
}

std::string PlainText(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      return {};
    case ValueType::kBoolean:
      return value.AsBoolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.AsInteger());
    case ValueType::kFloat:
      return FloatText(value.AsFloat());
    case ValueType::kString:
      return std::string(value.AsString());
    case ValueType::kList: {
      std::string out;
      for (const Value& item : value.AsList()) out += (out.empty() ? "" : "; ") + PlainText(item);
      return out;
    }
    default:
      return value.is_temporal() ? TemporalText(value) : std::string();
  }
}

}  // namespace amana::server
