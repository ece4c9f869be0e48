#include "server/export/export.h"

#include "server/export/csv_export.h"
#include "server/export/json_lines_export.h"
#include "server/graph/element.h"
#include "server/graph/graph_json.h"

namespace amana::server {
namespace {

Subgraph WithoutArticles(const Snapshot& graph, const Subgraph& all) {
  Subgraph part;
  auto is_article = [&](NodeId node) { return HasLabel(graph, node, "Article"); };
  for (NodeId node : all.nodes) {
    if (!is_article(node)) part.nodes.push_back(node);
  }
  for (RelationshipId id : all.relationships) {
    if (!is_article(graph.Source(id)) && !is_article(graph.Target(id))) {
      part.relationships.push_back(id);
    }
  }
  return part;
}

// What has no confidence is as certain as who wrote it.
double ConfidenceOf(const Snapshot& graph, RelationshipId id) {
  const auto key = graph.keys().Find("confidence");
  const Value value = key ? graph.RelationshipProperty(id, *key) : Value();
  return value.is_float() ? value.AsFloat() : 1;
}

}  // namespace

const std::vector<std::string>& ExportFormatNames() {
  static const std::vector<std::string> names = {"jsonl", "csv", "cytoscape"};
  return names;
}

Result<void> Export(const GraphStore& store, ExportFormat format, bool articles,
                    double min_confidence, const ExportSink& sink) {
  const auto graph = store.snapshot();
  Subgraph all = WholeGraph(*graph);
  std::erase_if(all.relationships,
                [&](RelationshipId id) { return ConfidenceOf(*graph, id) < min_confidence; });
  if (format == ExportFormat::kJsonLines) return ExportJsonLines(store, *graph, all, sink);
  const Subgraph part = articles ? all : WithoutArticles(*graph, all);
  if (format == ExportFormat::kCsv) return ExportCsv(store, *graph, part, sink);
  JsonWriter json;
  AMANA_CHECK_OK(WriteCytoscape(json, store, *graph, part));
  sink(json.Take() + "\n");
  return {};
}

}  // namespace amana::server
