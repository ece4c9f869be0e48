#include <charconv>

#include "core/ontology.h"
#include "server/api.h"
#include "server/error_table.h"
#include "server/graph/element.h"
#include "server/graph/evidence_view.h"
#include "server/graph/find_by_name.h"
#include "server/graph/graph_json.h"
#include "server/json/value_json.h"
#include "server/routes/route.h"

namespace amana::server {
namespace {

constexpr size_t kMaxItems = 1000;
constexpr size_t kMaxDepth = 6;

HttpResponse Ok(JsonWriter& json) { return {200, "application/json", json.Take(), {}}; }

tl::unexpected<Error> Unknown(std::string_view what, const std::string& id) {
  return Fail(ErrorCode::kNotFound, "there is no " + std::string(what) + " " + id);
}

// id, name, labels and degree: what a list shows of a node.
void WriteSummary(JsonWriter& json, const Snapshot& graph, NodeId node) {
  json.BeginObject().Field("id", graph.PublicId(node)).Field("name", DisplayName(graph, node));
  json.Key("labels").BeginArray();
  for (std::string_view label : SortedLabels(graph, node)) json.String(label);
  json.EndArray().Key("labels_ar").BeginArray();
  for (std::string_view label : SortedLabels(graph, node)) {
    json.String(ArabicLabel(label).value_or(label));
  }
  json.EndArray();
  json.Key("degree").Unsigned(graph.Out(node).size() + graph.In(node).size()).EndObject();
}

void WriteProperties(JsonWriter& json, const Snapshot& graph, const NamedValues& properties) {
  json.Key("properties").BeginObject();
  for (const auto& [key, value] : properties) {
    json.Key(key);
    WriteValue(json, value, graph, JsonForm::kPlain);
  }
  json.EndObject();
}

Result<HttpResponse> Search(RouteContext& context, const HttpRequest& request) {
  AMANA_TRY(size_t limit, NumberParameter(request, "limit", 50, kMaxItems));
  const auto graph = context.store.snapshot();
  const std::string label = CanonicalLabel(request.Query("label"));
  const auto hits = FindByName(*graph, request.Query("q"), label, limit,
                               [&] { return !context.cancelled.load(); });
  JsonWriter json;
  json.BeginObject().Key("items").BeginArray();
  for (NodeId node : hits.nodes) WriteSummary(json, *graph, node);
  json.EndArray().Key("next").Null().Key("total").Unsigned(hits.total).EndObject();
  return Ok(json);
}

Result<HttpResponse> Graph(RouteContext& context, const HttpRequest& request) {
  NeighbourhoodOptions options;
  AMANA_TRY(size_t depth, NumberParameter(request, "depth", 1, kMaxDepth));
  AMANA_TRY(options.max_nodes, NumberParameter(request, "limit", 100, kMaxItems));
  options.depth = static_cast<unsigned>(depth);
  options.articles = request.Query("articles") == "true";
  const std::string format = request.Query("format", "cytoscape");
  if (format != "cytoscape" && format != "d3") {
    return Fail(ErrorCode::kInvalidArgument, "unknown format: " + format, "cytoscape or d3");
  }
  const std::string center = request.Query("center");
  const auto graph = context.store.snapshot();
  auto node = graph->FindNode(center);
  if (!node) return Unknown("node", center);
  const Subgraph part = Neighbourhood(*graph, *node, options, context.cancelled);
  JsonWriter json;
  AMANA_CHECK_OK(format == "d3" ? WriteD3(json, context.store, *graph, part)
                                : WriteCytoscape(json, context.store, *graph, part));
  return Ok(json);
}

Result<HttpResponse> Node(RouteContext& context) {
  const auto graph = context.store.snapshot();
  auto node = graph->FindNode(context.argument);
  if (!node) return Unknown("node", context.argument);
  JsonWriter json;
  json.BeginObject().Field("id", graph->PublicId(*node));
  if (graph->PublicId(*node) != context.argument) {
    json.Field("mergedInto", graph->PublicId(*node));
  }
  json.Key("summary");
  WriteSummary(json, *graph, *node);
  WriteProperties(json, *graph, SortedProperties(*graph, *node));
  json.EndObject();
  return Ok(json);
}

Result<HttpResponse> Relation(RouteContext& context) {
  const auto graph = context.store.snapshot();
  auto id = graph->FindRelationship(context.argument);
  if (!id) return Unknown("relation", context.argument);
  const std::string_view type = graph->types().Name(graph->Type(*id));
  JsonWriter json;
  json.BeginObject().Field("id", graph->PublicId(*id)).Field("type", type);
  json.Field("type_ar", ArabicType(type).value_or(type));
  json.Key("start");
  WriteSummary(json, *graph, graph->Source(*id));
  json.Key("end");
  WriteSummary(json, *graph, graph->Target(*id));
  WriteProperties(json, *graph, SortedProperties(*graph, *id));
  AMANA_TRY(auto evidence, EvidenceReader(context.store).Read(*id));
  json.Key("evidence").BeginArray();
  for (const auto& item : evidence) WriteEvidence(json, item);
  json.EndArray().EndObject();
  return Ok(json);
}

Result<HttpResponse> Article(RouteContext& context) {
  AMANA_TRY(auto article, context.store.GetArticle(context.argument, ArticleParts::kMetaAndText));
  if (!article) return Unknown("article", context.argument);
  JsonWriter json;
  json.BeginObject().Field("id", article->id).Field("url", article->url);
  json.Field("source", article->source).Field("title", article->title);
  json.Field("author", article->author).Field("published", article->published);
  json.Key("carriers").BeginArray();
  for (const auto& carrier : article->carriers) json.String(carrier);
  json.EndArray().Field("text", article->text).EndObject();
  return Ok(json);
}

HttpResponse Answer(Result<HttpResponse> result) {
  return result ? std::move(*result) : Problem(result.error());
}

}  // namespace

Result<size_t> NumberParameter(const HttpRequest& request, const std::string& name,
                               size_t otherwise, size_t most) {
  const std::string text = request.Query(name);
  if (text.empty()) return otherwise;
  size_t value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value > most) {
    return Fail(ErrorCode::kInvalidArgument, name + " must be a whole number",
                "at most " + std::to_string(most));
  }
  return value;
}

HttpResponse GetSearch(RouteContext& context, const HttpRequest& request) {
  return Answer(Search(context, request));
}
HttpResponse GetGraph(RouteContext& context, const HttpRequest& request) {
  return Answer(Graph(context, request));
}
HttpResponse GetNode(RouteContext& context, const HttpRequest&) { return Answer(Node(context)); }
HttpResponse GetRelation(RouteContext& context, const HttpRequest&) {
  return Answer(Relation(context));
}
HttpResponse GetArticle(RouteContext& context, const HttpRequest&) {
  return Answer(Article(context));
}

}  // namespace amana::server
