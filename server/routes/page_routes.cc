#include "server/api.h"
#include "server/error_table.h"
#include "server/json/json_writer.h"
#include "server/page_assets.h"
#include "server/routes/route.h"

namespace amana::server {
namespace {

HttpResponse Asset(std::string_view name) {
  const PageAsset* asset = FindPageAsset(name);
  if (!asset) return Problem(404, "not_found", "there is no such page");
  HttpResponse response{200, std::string(asset->media_type), std::string(asset->content), {}};
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'self'; base-uri 'none'; form-action 'self'; "
                                "frame-ancestors 'none'");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

HttpResponse Discovery(const RouteContext& context, const HttpRequest& request) {
  std::string host = request.Header("host");
  if (host.empty()) host = "localhost";
  JsonWriter json;
  json.BeginObject().Field("query", "http://" + host + "/db/{databaseName}/query/v2");
  json.Field("neo4j_version", "5.26.0").Field("neo4j_edition", "community");
  json.Field("amana_version", context.options.version);
  json.Key("auth_config").BeginObject().Key("oidc_providers").BeginArray().EndArray().EndObject();
  json.EndObject();
  return {200, "application/json", json.Take(), {}};
}

}  // namespace

HttpResponse GetRoot(RouteContext& context, const HttpRequest& request) {
  HttpResponse response = Names(request.Header("accept"), "text/html")
                              ? Asset("index.html")
                              : Discovery(context, request);
  response.headers.emplace_back("Vary", "Accept");
  return response;
}

HttpResponse GetAsset(RouteContext& context, const HttpRequest&) { return Asset(context.argument); }

}  // namespace amana::server
