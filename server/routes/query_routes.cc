// POST /db/{db}/query/v2: one statement in its own transaction, as Neo4j's Query API has it.
#include <nlohmann/json.hpp>
#include <optional>

#include "query/engine.h"
#include "server/api.h"
#include "server/error_table.h"
#include "server/json/json_values.h"
#include "server/json/value_json.h"
#include "server/routes/route.h"

namespace amana::server {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kTypedMedia[] = {"application/vnd.neo4j.query.v1.1",
                                            "application/vnd.neo4j.query.v1.0",
                                            "application/vnd.neo4j.query"};

struct QueryRequest {
  std::string statement;
  query::Parameters parameters;
  bool include_counters = false;
  bool read_only = false;
  std::optional<std::chrono::milliseconds> time_limit;
};

tl::unexpected<Error> Malformed(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<QueryRequest> ParseBody(std::string_view body) {
  AMANA_TRY(Json json, ParseJson(body));
  if (!json.is_object()) return Malformed("the body must be a JSON object");
  QueryRequest request;
  auto statement = json.find("statement");
  if (statement == json.end() || !statement->is_string()) {
    return Malformed("the body must have a string \"statement\"");
  }
  request.statement = *statement;
  if (auto given = json.find("parameters"); given != json.end() && !given->is_null()) {
    if (!given->is_object()) return Malformed("\"parameters\" must be an object");
    for (const auto& [name, item] : given->items()) {
      AMANA_TRY(Value value, ValueOfJson(item));
      request.parameters.insert_or_assign(name, std::move(value));
    }
  }
  if (auto flag = json.find("includeCounters"); flag != json.end()) {
    request.include_counters = flag->is_boolean() && flag->get<bool>();
  }
  if (auto mode = json.find("accessMode"); mode != json.end() && mode->is_string()) {
    std::string text = *mode;
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (text != "read" && text != "write") return Malformed("\"accessMode\" is Read or Write");
    request.read_only = text == "read";
  }
  if (auto limit = json.find("maxExecutionTime"); limit != json.end() && limit->is_number()) {
    const double seconds = limit->get<double>();
    if (!(seconds > 0 && seconds < 1e6)) return Malformed("\"maxExecutionTime\" is out of range");
    request.time_limit = std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
  }
  return request;
}

void WriteCounters(JsonWriter& json, const ChangeCounters& c) {
  json.Key("counters").BeginObject().Key("containsUpdates").Boolean(c.any());
  json.Key("nodesCreated").Unsigned(c.nodes_created);
  json.Key("nodesDeleted").Unsigned(c.nodes_deleted);
  json.Key("propertiesSet").Unsigned(c.properties_set);
  json.Key("relationshipsCreated").Unsigned(c.relationships_created);
  json.Key("relationshipsDeleted").Unsigned(c.relationships_deleted);
  json.Key("labelsAdded").Unsigned(c.labels_added);
  json.Key("labelsRemoved").Unsigned(c.labels_removed);
  json.Key("indexesAdded").Unsigned(c.indexes_added);
  json.Key("indexesRemoved").Unsigned(c.indexes_removed);
  json.Key("constraintsAdded").Unsigned(c.constraints_added);
  json.Key("constraintsRemoved").Unsigned(c.constraints_removed);
  json.Key("containsSystemUpdates").Boolean(false).Key("systemUpdates").Unsigned(0).EndObject();
}

void WriteNotifications(JsonWriter& json, const std::vector<query::Notification>& notifications) {
  if (notifications.empty()) return;
  json.Key("notifications").BeginArray();
  for (const auto& n : notifications) {
    json.BeginObject().Field("code", n.code).Field("title", n.title);
    json.Field("description", n.description).Field("severity", n.severity);
    json.Field("category", n.category);
    if (n.position) {
      json.Key("position").BeginObject().Key("offset").Unsigned(n.position->offset);
      json.Key("line").Unsigned(n.position->line);
      json.Key("column").Unsigned(n.position->column).EndObject();
    }
    json.EndObject();
  }
  json.EndArray();
}

std::string Body(const query::QueryResult& result, const QueryRequest& request, JsonForm form) {
  JsonWriter json;
  json.BeginObject().Key("data").BeginObject().Key("fields").BeginArray();
  for (const auto& column : result.columns) json.String(column);
  json.EndArray().Key("values").BeginArray();
  for (const auto& row : result.rows) {
    json.BeginArray();
    for (const Value& value : row) WriteValue(json, value, *result.snapshot, form);
    json.EndArray();
  }
  json.EndArray().EndObject();
  if (result.plan) {
    json.Key("queryPlan").BeginObject().Field("operatorType", "ProduceResults");
    json.Key("arguments").BeginObject().Field("string-representation", *result.plan).EndObject();
    json.Key("identifiers").BeginArray().EndArray().Key("children").BeginArray().EndArray();
    json.EndObject();
  }
  WriteNotifications(json, result.notifications);
  if (request.include_counters) WriteCounters(json, result.counters);
  json.Key("bookmarks").BeginArray().String("amana:" + std::to_string(result.epoch)).EndArray();
  json.Field("queryType", query::QueryTypeName(result.type)).EndObject();
  return json.Take();
}

Error Forbidden(std::string detail, std::string message) {
  Error error(ErrorCode::kInvalidArgument, std::move(message));
  error.detail = std::move(detail);
  return error;
}

Result<query::QueryResult> Run(RouteContext& context, const QueryRequest& request) {
  AMANA_TRY(query::PreparedQuery prepared, context.engine.Prepare(request.statement));
  if (prepared.type() != query::QueryType::kRead && !prepared.explains()) {
    if (context.options.read_only) {
      return Fail(Forbidden("ReadOnly", "this server reads only; the statement writes"));
    }
    if (request.read_only) {
      return Fail(Forbidden("AccessMode", "the statement writes, but accessMode is Read"));
    }
  }
  query::QueryOptions options;
  options.time_limit = std::min(request.time_limit.value_or(context.options.query_time_limit),
                                context.options.query_time_limit);
  options.memory_limit_bytes = static_cast<int64_t>(context.options.query_memory_limit_bytes);
  options.max_rows = context.options.query_max_rows;
  options.import_directory = context.options.import_directory;
  options.cancel = &context.cancelled;
  options.read_only = request.read_only || context.options.read_only;
  return context.engine.Run(prepared, request.parameters, options);
}

}  // namespace

HttpResponse PostQuery(RouteContext& context, const HttpRequest& request) {
  static constexpr std::string_view kInvalid = "Neo.ClientError.Request.Invalid";
  if (context.argument != context.options.database && context.argument != "neo4j") {
    return QueryApiError(404, "Neo.ClientError.Database.DatabaseNotFound",
                         "there is no database " + context.argument);
  }
  // Pages of other sites cannot send these without asking first, which we do not allow.
  const std::string media = request.Header("content-type");
  bool json = Names(media, "application/json");
  for (std::string_view typed : kTypedMedia) json = json || Names(media, typed);
  if (!json) return QueryApiError(415, kInvalid, "send Content-Type: application/json");
  const std::string accept = request.Header("accept");
  std::string_view answer = Accepts(accept, "application/json") ? "application/json" : "";
  JsonForm form = JsonForm::kPlain;
  for (std::string_view typed : kTypedMedia) {
    if (!Names(accept, typed)) continue;
    answer = typed;
    form = JsonForm::kTyped;
    break;
  }
  if (answer.empty()) {
    // What the client asked for may be any bytes: it is not repeated.
    return QueryApiError(406, kInvalid, "this address answers in application/json only");
  }
  auto parsed = ParseBody(request.body);
  if (!parsed) return QueryApiError(400, kInvalid, parsed.error().message);
  auto result = Run(context, *parsed);
  if (!result) return QueryApiError(result.error());
  return {202, std::string(answer), Body(*result, *parsed, form), {}};
}

}  // namespace amana::server
