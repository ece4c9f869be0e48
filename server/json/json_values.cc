#include "server/json/json_values.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace amana::server {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;

// Brackets outside strings nest no deeper than the limit. What is not JSON is found later.
bool IsShallow(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return false;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<Value> ListOf(const Json& json) {
  std::vector<Value> items;
  for (const auto& item : json) {
    AMANA_TRY(Value value, ValueOfJson(item));
    items.push_back(std::move(value));
  }
  return Value::List(std::move(items));
}

Result<Value> MapOf(const Json& json) {
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& [key, item] : json.items()) {
    AMANA_TRY(Value value, ValueOfJson(item));
    entries.emplace_back(key, std::move(value));
  }
  return Value::Map(std::move(entries));
}

template <typename Number>
Result<Value> NumberOf(const std::string& text, std::string_view type) {
  Number number{};
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) {
    return Bad("not a value of type " + std::string(type) + ": " + text);
  }
  return Value(number);
}

Result<Value> FloatOf(const std::string& text) {
  if (text == "NaN") return Value(std::numeric_limits<double>::quiet_NaN());
  if (text == "Infinity") return Value(std::numeric_limits<double>::infinity());
  if (text == "-Infinity") return Value(-std::numeric_limits<double>::infinity());
  return NumberOf<double>(text, "Float");
}

Result<Value> TypedValue(const std::string& type, const Json& value) {
  if (type == "Null") return Value();
  if (type == "Boolean" && value.is_boolean()) return Value(value.get<bool>());
  if (type == "List" && value.is_array()) return ListOf(value);
  if (type == "Map" && value.is_object()) return MapOf(value);
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (type == "Integer") return NumberOf<int64_t>(text, type);
    if (type == "Float") return FloatOf(text);
    if (type == "String" || type == "Date" || type == "Time" || type == "LocalTime" ||
        type == "LocalDateTime" || type == "OffsetDateTime" || type == "ZonedDateTime" ||
        type == "Duration") {
      return Value(text);
    }
  }
  return Bad("a parameter cannot be a typed value of type " + type);
}

}  // namespace

Result<Json> ParseJson(std::string_view text) {
  if (!IsShallow(text)) return Bad("the JSON nests deeper than 64 levels");
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Bad("this is not JSON");
  return json;
}

Result<Value> ValueOfJson(const Json& json) {
  switch (json.type()) {
    case Json::value_t::null:
      return Value();
    case Json::value_t::boolean:
      return Value(json.get<bool>());
    case Json::value_t::number_integer:
      return Value(json.get<int64_t>());
    case Json::value_t::number_unsigned: {
      const auto number = json.get<uint64_t>();
      if (number > INT64_MAX) return Bad("an integer is beyond 64 bits: " + json.dump());
      return Value(static_cast<int64_t>(number));
    }
    case Json::value_t::number_float:
      return Value(json.get<double>());
    case Json::value_t::string:
      return Value(json.get_ref<const std::string&>());
    case Json::value_t::array:
      return ListOf(json);
    case Json::value_t::object: {
      auto type = json.find("$type");
      if (json.size() == 2 && type != json.end() && type->is_string() && json.contains("_value")) {
        return TypedValue(*type, json["_value"]);
      }
      return MapOf(json);
    }
    default:
      return Bad("a parameter cannot be binary");
  }
}

}  // namespace amana::server
