#include "server/graph/graph_json.h"

#include <string>

#include "core/quote.h"
#include "server/graph/element.h"
#include "server/json/value_json.h"

namespace amana::server {
namespace {

// What the fixed members already say is not repeated among the properties.
bool IsFixed(std::string_view key) {
  return key == "id" || key == "label" || key == "labels" || key == "group" || key == "source" ||
         key == "target" || key == "type" || key == "key" || key == "evidence";
}

void WriteProperties(JsonWriter& json, const Snapshot& graph, const NamedValues& properties) {
  for (const auto& [key, value] : properties) {
    if (IsFixed(key)) continue;
    json.Key(key);
    WriteValue(json, value, graph, JsonForm::kPlain);
  }
}

void WriteLabels(JsonWriter& json, const Snapshot& graph, NodeId node) {
  json.Key("labels").BeginArray();
  for (std::string_view label : SortedLabels(graph, node)) json.String(label);
  json.EndArray();
}

std::string Classes(const Snapshot& graph, NodeId node) {
  std::string out;
  for (std::string_view label : SortedLabels(graph, node)) {
    out += (out.empty() ? "" : " ") + std::string(label);
  }
  return out;
}

Result<void> WriteEvidenceIds(JsonWriter& json, const GraphStore& store, RelationshipId id) {
  AMANA_TRY(auto items, store.Evidence(id));
  json.Key("evidence").BeginArray();
  for (const auto& item : items) json.String(EvidenceId(item));
  json.EndArray();
  return {};
}

// The members that both formats share: id, ends and type of a relationship.
void WriteEnds(JsonWriter& json, const Snapshot& graph, RelationshipId id,
               std::string_view type_member) {
  json.Field("id", graph.PublicId(id));
  json.Field("source", graph.PublicId(graph.Source(id)));
  json.Field("target", graph.PublicId(graph.Target(id)));
  json.Field(type_member, graph.types().Name(graph.Type(id)));
}

}  // namespace

Result<void> WriteCytoscape(JsonWriter& json, const GraphStore& store, const Snapshot& graph,
                            const Subgraph& part) {
  json.BeginObject().Key("elements").BeginObject().Key("nodes").BeginArray();
  for (NodeId node : part.nodes) {
    json.BeginObject().Key("data").BeginObject();
    json.Field("id", graph.PublicId(node)).Field("label", DisplayName(graph, node));
    WriteLabels(json, graph, node);
    WriteProperties(json, graph, SortedProperties(graph, node));
    json.EndObject().Field("classes", Classes(graph, node)).EndObject();
  }
  json.EndArray().Key("edges").BeginArray();
  for (RelationshipId id : part.relationships) {
    json.BeginObject().Key("data").BeginObject();
    WriteEnds(json, graph, id, "label");
    WriteProperties(json, graph, SortedProperties(graph, id));
    AMANA_CHECK_OK(WriteEvidenceIds(json, store, id));
    json.EndObject().Field("classes", graph.types().Name(graph.Type(id))).EndObject();
  }
  json.EndArray().EndObject().EndObject();
  return {};
}

Result<void> WriteD3(JsonWriter& json, const GraphStore& store, const Snapshot& graph,
                     const Subgraph& part) {
  json.BeginObject().Key("directed").Boolean(true).Key("multigraph").Boolean(true);
  json.Key("graph").BeginObject().EndObject().Key("nodes").BeginArray();
  for (NodeId node : part.nodes) {
    const auto labels = SortedLabels(graph, node);
    json.BeginObject().Field("id", graph.PublicId(node)).Field("label", DisplayName(graph, node));
    json.Field("group", labels.empty() ? std::string_view() : labels.front());
    WriteLabels(json, graph, node);
    WriteProperties(json, graph, SortedProperties(graph, node));
    json.EndObject();
  }
  json.EndArray().Key("links").BeginArray();
  for (RelationshipId id : part.relationships) {
    json.BeginObject();
    WriteEnds(json, graph, id, "type");
    json.Field("key", graph.PublicId(id));
    WriteProperties(json, graph, SortedProperties(graph, id));
    AMANA_CHECK_OK(WriteEvidenceIds(json, store, id));
    json.EndObject();
  }
  json.EndArray().EndObject();
  return {};
}

}  // namespace amana::server
