#pragma once

#include <cstdint>
#include <string>

#include "core/snapshot.h"
#include "core/value.h"
#include "server/json/json_writer.h"

namespace amana::server {

// The two JSON forms of the Query API: values as they come, or each with its type.
enum class JsonForm : uint8_t { kPlain, kTyped };

// Writes a value; nodes, relationships and paths as `graph` has them. One that was deleted in the
// same statement keeps its id and loses the rest.
void WriteValue(JsonWriter& json, const Value& value, const Snapshot& graph, JsonForm form);

}  // namespace amana::server
