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

}  // namespace

const std::vector<std::string>& ExportFormatNames() {
  static const std::vector<std::string> names = {"jsonl", "csv", "cytoscape"};
  return names;
}

Result<void> Export(const GraphStore& store, ExportFormat format, bool articles,
                    const ExportSink& sink) {
  const auto graph = store.snapshot();
  const Subgraph all = WholeGraph(*graph);
  if (format == ExportFormat::kJsonLines) return ExportJsonLines(store, *graph, all, sink);
  const Subgraph part = articles ? all : WithoutArticles(*graph, all);
  if (format == ExportFormat::kCsv) return ExportCsv(store, *graph, part, sink);
  JsonWriter json;
  AMANA_CHECK_OK(WriteCytoscape(json, store, *graph, part));
  sink(json.Take() + "\n");
  return {};
}

}  // namespace amana::server
