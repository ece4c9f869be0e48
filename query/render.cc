#include "query/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <vector>

#include "core/temporal_text.h"

namespace amana::query {
namespace {

void RenderTo(const Value& value, const Snapshot& graph, std::string* out);

void RenderString(std::string_view text, std::string* out) {
  out->push_back('\'');
  for (char c : text) {
    if (c == '\'' || c == '\\') out->push_back('\\');
    out->push_back(c);
  }
  out->push_back('\'');
}

void RenderProperties(const std::map<std::string, Value>& properties, const Snapshot& graph,
                      std::string* out) {
  out->push_back('{');
  const char* separator = "";
  for (const auto& [key, value] : properties) {
    out->append(separator).append(key).append(": ");
    RenderTo(value, graph, out);
    separator = ", ";
  }
  out->push_back('}');
}

void RenderNode(NodeId node, const Snapshot& graph, std::string* out) {
  out->push_back('(');
  if (graph.HasNode(node)) {
    std::vector<std::string> labels;
    for (LabelId label : graph.Labels(node)) labels.emplace_back(graph.labels().Name(label));
    std::sort(labels.begin(), labels.end());
    for (const std::string& label : labels) out->append(":").append(label);
    std::map<std::string, Value> properties;
    graph.ForEachNodeProperty(node, [&](KeyId key, const Value& value) {
      properties.emplace(graph.keys().Name(key), value);
    });
    if (!properties.empty()) {
      if (!labels.empty()) out->push_back(' ');
      RenderProperties(properties, graph, out);
    }
  }
  out->push_back(')');
}

void RenderRelationship(RelationshipId r, const Snapshot& graph, std::string* out) {
  out->push_back('[');
  if (graph.HasRelationship(r)) {
    out->append(":").append(graph.types().Name(graph.Type(r)));
    std::map<std::string, Value> properties;
    graph.ForEachRelationshipProperty(r, [&](KeyId key, const Value& value) {
      properties.emplace(graph.keys().Name(key), value);
    });
    if (!properties.empty()) {
      out->push_back(' ');
      RenderProperties(properties, graph, out);
    }
  }
  out->push_back(']');
}

void RenderPath(const PathValue& path, const Snapshot& graph, std::string* out) {
  out->push_back('<');
  RenderNode(path.nodes[0], graph, out);
  for (size_t i = 0; i < path.relationships.size(); ++i) {
    RelationshipId r = path.relationships[i];
    bool forward = !graph.HasRelationship(r) || graph.Source(r) == path.nodes[i];
    out->append(forward ? "-" : "<-");
    RenderRelationship(r, graph, out);
    out->append(forward ? "->" : "-");
    RenderNode(path.nodes[i + 1], graph, out);
  }
  out->push_back('>');
}

void RenderTo(const Value& value, const Snapshot& graph, std::string* out) {
  switch (value.type()) {
    case ValueType::kNull:
      out->append("null");
      return;
    case ValueType::kBoolean:
      out->append(value.AsBoolean() ? "true" : "false");
      return;
    case ValueType::kInteger:
      out->append(std::to_string(value.AsInteger()));
      return;
    case ValueType::kFloat:
      out->append(FloatText(value.AsFloat()));
      return;
    case ValueType::kString:
      return RenderString(value.AsString(), out);
    case ValueType::kList: {
      const char* separator = "";
      out->push_back('[');
      for (const Value& item : value.AsList()) {
        out->append(separator);
        RenderTo(item, graph, out);
        separator = ", ";
      }
      out->push_back(']');
      return;
    }
    case ValueType::kMap: {
      const char* separator = "";
      out->push_back('{');
      for (const auto& [key, item] : value.AsMap()) {
        out->append(separator).append(key.AsString()).append(": ");
        RenderTo(item, graph, out);
        separator = ", ";
      }
      out->push_back('}');
      return;
    }
    case ValueType::kNode:
      return RenderNode(value.AsNode(), graph, out);
    case ValueType::kRelationship:
      return RenderRelationship(value.AsRelationship(), graph, out);
    case ValueType::kPath:
      return RenderPath(value.AsPath(), graph, out);
    default:
      return RenderString(TemporalText(value), out);
  }
}

}  // namespace

// As openCypher's toString(): plain between 1e-3 and 1e7, with an exponent outside.
std::string FloatText(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  double magnitude = std::fabs(value);
  bool plain = magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e7);
  char buffer[64];
  auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr;
  std::string text(buffer, end);
  if (plain) return text.find('.') == std::string::npos ? text + ".0" : text;
  size_t e = text.find('e');
  std::string mantissa = text.substr(0, e);
  if (mantissa.find('.') == std::string::npos) mantissa += ".0";
  return fmt::format("{}E{}", mantissa, std::stoi(text.substr(e + 1)));
}

std::string Render(const Value& value, const Snapshot& graph) {
  std::string out;
  RenderTo(value, graph, &out);
  return out;
}

}  // namespace amana::query
