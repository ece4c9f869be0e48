#include "core/ontology.h"
#include "server/api.h"
#include "server/graph/counts.h"
#include "server/json/json_writer.h"
#include "server/routes/route.h"

namespace amana::server {

HttpResponse GetHealth(RouteContext&, const HttpRequest&) {
  return {200, "application/json", R"({"status":"ok"})", {}};
}

// While the server drains it takes no connections, so nobody can ask; what answers is ready.
HttpResponse GetReady(RouteContext& context, const HttpRequest&) {
  JsonWriter json;
  json.BeginObject().Field("status", "ready").Key("checks").BeginObject();
  json.Field("store", context.store.read_only() ? "read_only" : "ok").EndObject().EndObject();
  return {200, "application/json", json.Take(), {}};
}

HttpResponse GetVersion(RouteContext& context, const HttpRequest&) {
  JsonWriter json;
  json.BeginObject().Field("amana_version", context.options.version).EndObject();
  return {200, "application/json", json.Take(), {}};
}

HttpResponse GetVocabulary(RouteContext&, const HttpRequest&) {
  JsonWriter json;
  json.BeginObject().Key("labels").BeginObject();
  for (const auto& term : OntologyLabels()) json.Field(term.name, term.arabic);
  json.EndObject().Key("types").BeginObject();
  for (const auto& term : OntologyTypes()) json.Field(term.name, term.arabic);
  json.EndObject().EndObject();
  return {200, "application/json", json.Take(), {}};
}

HttpResponse GetStats(RouteContext& context, const HttpRequest&) {
  const auto graph = context.store.snapshot();
  JsonWriter json;
  json.BeginObject().Key("nodes").Unsigned(graph->node_count());
  json.Key("relationships").Unsigned(graph->relationship_count());
  json.Key("articles").Unsigned(context.store.article_count());
  json.Key("labels").BeginObject();
  for (const auto& [name, count] : CountLabels(*graph)) json.Key(name).Unsigned(count);
  json.EndObject().Key("types").BeginObject();
  for (const auto& [name, count] : CountTypes(*graph)) json.Key(name).Unsigned(count);
  json.EndObject().EndObject();
  return {200, "application/json", json.Take(), {}};
}

}  // namespace amana::server
