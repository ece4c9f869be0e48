#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "core/result.h"
#include "core/value.h"

namespace amana::server {

// Parses JSON from clients. Errors: kInvalidArgument for what is not JSON (RFC 8259) or nests
// deeper than 64 levels.
Result<nlohmann::json> ParseJson(std::string_view text);

// A parameter as a value: JSON types as they are; {"$type","_value"} of the typed form as its type,
// temporal types excepted, which arrive as strings for date(), datetime() and the like. A whole
// number is an integer. Errors: kInvalidArgument (out of range, malformed typed value).
Result<Value> ValueOfJson(const nlohmann::json& json);

}  // namespace amana::server
