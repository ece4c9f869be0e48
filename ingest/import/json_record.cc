#include "ingest/import/json_record.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <optional>

namespace amana::ingest {
namespace {

using nlohmann::json;

std::optional<Value> ToScalar(const json& item) {
  if (item.is_boolean()) return Value(item.get<bool>());
  if (item.is_number_unsigned() && item.get<uint64_t>() > uint64_t{INT64_MAX}) return std::nullopt;
  if (item.is_number_integer()) return Value(item.get<int64_t>());
  if (item.is_number_float()) return Value(item.get<double>());
  if (item.is_string()) return Value(item.get_ref<const std::string&>());
  return std::nullopt;
}

std::optional<Value> ToValue(const json& item) {
  if (item.is_null()) return Value();
  if (!item.is_array()) return ToScalar(item);
  std::vector<Value> items;
  for (const json& each : item) {
    auto value = ToScalar(each);
    if (!value) return std::nullopt;
    items.push_back(std::move(*value));
  }
  return Value::List(std::move(items));
}

Result<std::string> Text(const json& object, const char* field, bool needed) {
  const auto found = object.find(field);
  if (found == object.end() || found->is_null()) {
    if (!needed) return std::string();
    return Fail(ErrorCode::kSyntax, fmt::format("the record has no \"{}\"", field));
  }
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number_integer()) return found->dump();
  return Fail(ErrorCode::kType,
              fmt::format("\"{}\" is neither a string nor a whole number", field));
}

}  // namespace

Result<JsonRecord> ParseJsonRecord(std::string_view line, ImportOf what) {
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object()) return Fail(ErrorCode::kSyntax, "the line is not a JSON object");
  JsonRecord record;
  const bool node = what == ImportOf::kNodes;
  AMANA_TRY(record.id, Text(object, "id", false));
  AMANA_TRY(record.from, Text(object, "from", !node));
  AMANA_TRY(record.to, Text(object, "to", !node));
  AMANA_TRY(record.type, Text(object, "type", false));
  if (const auto labels = object.find("labels"); labels != object.end()) {
    for (const json& label : *labels) {
      if (!label.is_string()) return Fail(ErrorCode::kType, "a label is not a string");
      record.labels.push_back(label.get<std::string>());
    }
  }
  const auto properties = object.find("properties");
  if (properties == object.end()) return record;
  if (!properties->is_object()) return Fail(ErrorCode::kType, "\"properties\" is not an object");
  for (const auto& [name, item] : properties->items()) {
    auto value = ToValue(item);
    if (!value) {
      return Fail(ErrorCode::kType, fmt::format("the property {} cannot be stored", name),
                  "properties are numbers, strings, booleans, and flat lists of these");
    }
    if (!value->is_null()) record.properties.emplace_back(name, std::move(*value));
  }
  return record;
}

}  // namespace amana::ingest
