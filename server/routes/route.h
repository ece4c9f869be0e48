#pragma once

#include <atomic>
#include <string>

#include "core/graph_store.h"
#include "server/http/message.h"

namespace amana::query {
class Engine;
}

namespace amana::server {

struct ApiOptions;

// What a route may use while it answers one request.
struct RouteContext {
  const GraphStore& store;
  query::Engine& engine;
  const ApiOptions& options;
  const std::atomic<bool>& cancelled;
  std::string argument;  // what the path's "{}" stands for
};

using Route = HttpResponse (*)(RouteContext&, const HttpRequest&);

// GET /health, /ready, /version: no data of the graph.
HttpResponse GetHealth(RouteContext& context, const HttpRequest& request);
HttpResponse GetReady(RouteContext& context, const HttpRequest& request);
HttpResponse GetVersion(RouteContext& context, const HttpRequest& request);

// GET /: discovery for programs, the page for people; GET /page/{file}.
HttpResponse GetRoot(RouteContext& context, const HttpRequest& request);
HttpResponse GetAsset(RouteContext& context, const HttpRequest& request);

// GET /search?q=&label=&limit=
HttpResponse GetSearch(RouteContext& context, const HttpRequest& request);
// GET /graph?center=&depth=&limit=&format=cytoscape|d3&articles=true
HttpResponse GetGraph(RouteContext& context, const HttpRequest& request);
// GET /nodes/{id}, /relations/{id} (with evidence), /articles/{id} (with text)
HttpResponse GetNode(RouteContext& context, const HttpRequest& request);
HttpResponse GetRelation(RouteContext& context, const HttpRequest& request);
HttpResponse GetArticle(RouteContext& context, const HttpRequest& request);
// GET /stats: how many nodes of each label, relations of each type
HttpResponse GetStats(RouteContext& context, const HttpRequest& request);
// GET /vocabulary: the Arabic alias of each label and relation type
HttpResponse GetVocabulary(RouteContext& context, const HttpRequest& request);

// GET /rules: version and size of what extraction knows; POST /extract: what a text says
HttpResponse GetRules(RouteContext& context, const HttpRequest& request);
HttpResponse PostExtract(RouteContext& context, const HttpRequest& request);

// POST /db/{db}/query/v2
HttpResponse PostQuery(RouteContext& context, const HttpRequest& request);

// A whole number of the query string. Errors: kInvalidArgument where it is none or lies outside.
Result<size_t> NumberParameter(const HttpRequest& request, const std::string& name,
                               size_t otherwise, size_t most);

}  // namespace amana::server
