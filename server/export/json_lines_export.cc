#include "server/export/json_lines_export.h"

#include <set>

#include "server/graph/element.h"
#include "server/graph/evidence_view.h"
#include "server/json/value_json.h"

namespace amana::server {
namespace {

void WriteProperties(JsonWriter& json, const Snapshot& graph, const NamedValues& properties) {
  json.Key("properties").BeginObject();
  for (const auto& [key, value] : properties) {
    json.Key(key);
    WriteValue(json, value, graph, JsonForm::kPlain);
  }
  json.EndObject();
}

void WriteStrings(JsonWriter& json, std::string_view key, const std::vector<std::string>& items) {
  json.Key(key).BeginArray();
  for (const auto& item : items) json.String(item);
  json.EndArray();
}

std::string ArticleLine(const ArticleRecord& article) {
  JsonWriter json;
  json.BeginObject().Field("kind", "article").Field("id", article.id);
  json.Field("url", article.url).Field("source", article.source).Field("title", article.title);
  json.Field("author", article.author).Field("language", article.language);
  json.Field("published", article.published).Field("content_hash", article.content_hash);
  WriteStrings(json, "carriers", article.carriers);
  WriteStrings(json, "tags", article.tags);
  json.Field("text", article.text).EndObject();
  return json.Take() + "\n";
}

std::string NodeLine(const Snapshot& graph, NodeId node) {
  JsonWriter json;
  json.BeginObject().Field("kind", "node").Field("id", graph.PublicId(node));
  json.Key("labels").BeginArray();
  for (std::string_view label : SortedLabels(graph, node)) json.String(label);
  json.EndArray();
  WriteProperties(json, graph, SortedProperties(graph, node));
  json.EndObject();
  return json.Take() + "\n";
}

Result<std::string> RelationshipLine(const Snapshot& graph, RelationshipId id,
                                     EvidenceReader& evidence) {
  JsonWriter json;
  json.BeginObject().Field("kind", "relationship").Field("id", graph.PublicId(id));
  json.Field("type", graph.types().Name(graph.Type(id)));
  json.Field("start", graph.PublicId(graph.Source(id)));
  json.Field("end", graph.PublicId(graph.Target(id)));
  WriteProperties(json, graph, SortedProperties(graph, id));
  AMANA_TRY(auto items, evidence.Read(id));
  json.Key("evidence").BeginArray();
  for (const auto& item : items) WriteEvidence(json, item);
  json.EndArray().EndObject();
  return json.Take() + "\n";
}

}  // namespace

Result<void> ExportJsonLines(const GraphStore& store, const Snapshot& graph, const Subgraph& part,
                             const ExportSink& sink) {
  // The store has articles in the order they came; ids are few enough to sort.
  std::set<std::string> ids;
  AMANA_CHECK_OK(store.ScanArticles(ArticleParts::kMeta, [&](const ArticleRecord& article) {
    ids.insert(article.id);
    return true;
  }));
  for (const auto& id : ids) {
    AMANA_TRY(auto article, store.GetArticle(id, ArticleParts::kMetaAndText));
    if (article && !sink(ArticleLine(*article))) return {};
  }
  for (NodeId node : part.nodes) {
    if (!sink(NodeLine(graph, node))) return {};
  }
  EvidenceReader evidence(store);
  for (RelationshipId id : part.relationships) {
    AMANA_TRY(std::string line, RelationshipLine(graph, id, evidence));
    if (!sink(line)) return {};
  }
  return {};
}

}  // namespace amana::server
