#include "server/error_table.h"

#include <array>

#include "server/json/json_writer.h"

namespace amana::server {
namespace {

struct Row {
  ErrorCode code;
  int status;
  std::string_view neo4j;
};

// In the order of ErrorCode.
constexpr std::array<Row, 16> kRows = {{
    {ErrorCode::kInvalidArgument, 400, "Neo.ClientError.Statement.ArgumentError"},
    {ErrorCode::kNotFound, 404, "Neo.ClientError.Statement.EntityNotFound"},
    {ErrorCode::kAlreadyExists, 409, "Neo.ClientError.Schema.ConstraintValidationFailed"},
    {ErrorCode::kSyntax, 400, "Neo.ClientError.Statement.SyntaxError"},
    {ErrorCode::kSemantic, 400, "Neo.ClientError.Statement.SemanticError"},
    {ErrorCode::kType, 400, "Neo.ClientError.Statement.TypeError"},
    {ErrorCode::kConstraint, 409, "Neo.ClientError.Schema.ConstraintValidationFailed"},
    {ErrorCode::kConflict, 409, "Neo.TransientError.Transaction.DeadlockDetected"},
    {ErrorCode::kResourceExhausted, 503, "Neo.TransientError.General.MemoryPoolOutOfMemoryError"},
    {ErrorCode::kTimeout, 503, "Neo.ClientError.Transaction.TransactionTimedOut"},
    {ErrorCode::kCancelled, 503, "Neo.ClientError.Transaction.TransactionTerminated"},
    {ErrorCode::kBusy, 503, "Neo.TransientError.General.DatabaseUnavailable"},
    {ErrorCode::kCorruption, 500, "Neo.DatabaseError.General.UnknownError"},
    {ErrorCode::kIo, 500, "Neo.DatabaseError.General.UnknownError"},
    {ErrorCode::kUnsupported, 501, "Neo.ClientError.Request.Invalid"},
    {ErrorCode::kInternal, 500, "Neo.DatabaseError.General.UnknownError"},
}};

const Row& RowOf(ErrorCode code) { return kRows[static_cast<size_t>(code)]; }

// The first part of a conformance-kit detail ("SyntaxError:UndefinedVariable").
std::string_view CodeOfDetail(std::string_view detail) {
  const std::string_view kind = detail.substr(0, detail.find(':'));
  if (kind == "SyntaxError") return "Neo.ClientError.Statement.SyntaxError";
  if (kind == "SemanticError") return "Neo.ClientError.Statement.SemanticError";
  if (kind == "TypeError") return "Neo.ClientError.Statement.TypeError";
  if (kind == "ArgumentError") return "Neo.ClientError.Statement.ArgumentError";
  if (kind == "ParameterMissing") return "Neo.ClientError.Statement.ParameterMissing";
  if (kind == "EntityNotFound") return "Neo.ClientError.Statement.EntityNotFound";
  if (kind == "ConstraintVerificationFailed" || kind == "ConstraintValidationFailed") {
    return "Neo.ClientError.Schema.ConstraintValidationFailed";
  }
  if (kind == "ReadOnly") return "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase";
  if (kind == "AccessMode") return "Neo.ClientError.Statement.AccessMode";
  return {};
}

}  // namespace

int HttpStatus(ErrorCode code) { return RowOf(code).status; }

std::string Neo4jCode(const Error& error) {
  std::string_view detailed = CodeOfDetail(error.detail);
  return std::string(detailed.empty() ? RowOf(error.code).neo4j : detailed);
}

HttpResponse QueryApiError(const Error& error) {
  const std::string code = Neo4jCode(error);
  const int status = code.starts_with("Neo.DatabaseError") ? 500 : 400;
  // The message of a query's error shows its place.
  const std::string hint = error.hint.empty() ? "" : " (" + error.hint + ")";
  return QueryApiError(status, code, error.message + hint);
}

HttpResponse QueryApiError(int status, std::string_view code, std::string_view message) {
  JsonWriter json;
  json.BeginObject().Key("errors").BeginArray().BeginObject();
  json.Field("code", code).Field("message", message);
  json.EndObject().EndArray().EndObject();
  return {status, "application/json", json.Take(), {}};
}

HttpResponse Problem(const Error& error) {
  JsonWriter json;
  json.BeginObject().Field("type", "about:blank").Field("title", ErrorCodeName(error.code));
  json.Key("status").Integer(HttpStatus(error.code)).Field("detail", error.message);
  json.Field("code", ErrorCodeName(error.code));
  if (!error.hint.empty()) json.Field("hint", error.hint);
  json.EndObject();
  return {HttpStatus(error.code), "application/problem+json", json.Take(), {}};
}

HttpResponse Problem(int status, std::string_view title, std::string_view detail) {
  JsonWriter json;
  json.BeginObject().Field("type", "about:blank").Field("title", title);
  json.Key("status").Integer(status).Field("detail", detail).EndObject();
  return {status, "application/problem+json", json.Take(), {}};
}

}  // namespace amana::server
