#include "server/api.h"

#include <array>
#include <string_view>

#include "server/error_table.h"
#include "server/routes/route.h"

namespace amana::server {
namespace {

struct RouteRow {
  std::string_view method;
  std::string_view path;  // "{}" stands for the rest of the path, or for what is before the next
                          // fixed part; it is not empty
  Route route;
};

constexpr std::array<RouteRow, 15> kRoutes = {{
    {"GET", "/", GetRoot},
    {"GET", "/health", GetHealth},
    {"GET", "/ready", GetReady},
    {"GET", "/version", GetVersion},
    {"GET", "/stats", GetStats},
    {"GET", "/vocabulary", GetVocabulary},
    {"GET", "/search", GetSearch},
    {"GET", "/graph", GetGraph},
    {"GET", "/nodes/{}", GetNode},
    {"GET", "/relations/{}", GetRelation},
    {"GET", "/articles/{}", GetArticle},
    {"GET", "/page/{}", GetAsset},
    {"GET", "/rules", GetRules},
    {"POST", "/extract", PostExtract},
    {"POST", "/db/{}/query/v2", PostQuery},
}};

// Whether the path fits; sets `argument` to what "{}" stands for.
bool Fits(std::string_view pattern, std::string_view path, std::string& argument) {
  const size_t hole = pattern.find("{}");
  if (hole == std::string_view::npos) return pattern == path;
  const std::string_view before = pattern.substr(0, hole), after = pattern.substr(hole + 2);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after)) {
    return false;
  }
  argument = path.substr(before.size(), path.size() - before.size() - after.size());
  return true;
}

bool IsLocalHost(std::string_view host) {
  if (host.starts_with('[')) return host.starts_with("[::1]");
  host = host.substr(0, host.find(':'));
  return host.empty() || host == "localhost" || host == "127.0.0.1";
}

}  // namespace

struct Api::Impl {
  const GraphStore& store;
  query::Engine& engine;
  ApiOptions options;
};

Api::Api(const GraphStore& store, query::Engine& engine, ApiOptions options)
    : impl_(new Impl{store, engine, std::move(options)}) {}

Api::~Api() = default;

HttpResponse Api::Handle(const HttpRequest& request, const std::atomic<bool>& cancelled) {
  if (impl_->options.local_hosts_only && !IsLocalHost(request.Header("host"))) {
    return Problem(403, "forbidden", "this server answers to localhost only");
  }
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  std::string allowed, argument;
  for (const RouteRow& row : kRoutes) {
    if (!Fits(row.path, request.path, argument)) continue;
    if (row.method != method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(row.method);
      continue;
    }
    RouteContext context{impl_->store, impl_->engine, impl_->options, cancelled,
                         std::move(argument)};
    return row.route(context, request);
  }
  if (allowed.empty()) return Problem(404, "not_found", "there is nothing at this address");
  HttpResponse answer = method == "OPTIONS"
                            ? HttpResponse{204, "", "", {}}
                            : Problem(405, "method_not_allowed", "this address allows " + allowed);
  answer.headers.emplace_back("Allow", allowed + ", OPTIONS");
  return answer;
}

}  // namespace amana::server
