// Conversions between types.

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "core/temporal_text.h"
#include "query/functions.h"
#include "query/operations.h"
#include "query/render.h"

namespace amana::query {
namespace {

[[noreturn]] void Unfit(const char* function, const Value& value) {
  AbortType("InvalidArgumentValue",
            fmt::format("{}() does not take {}", function, ValueTypeName(value.type())));
}

std::optional<double> ParseNumber(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Value TruncateToInteger(double value) {
  if (!(value >= -9223372036854775808.0 && value < 9223372036854775808.0)) return {};
  return Value(static_cast<int64_t>(value));
}

Value ToIntegerOrNull(ExecutionContext&, Arguments a) {
  const Value& v = *a[0];
  if (v.is_integer()) return v;
  if (v.is_float()) return TruncateToInteger(v.AsFloat());
  if (v.is_boolean()) return Value(int64_t{v.AsBoolean()});
  if (!v.is_string()) return {};
  std::string_view text = v.AsString();
  int64_t whole = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error == std::errc() && end == text.data() + text.size()) return Value(whole);
  auto number = ParseNumber(text);
  return number ? TruncateToInteger(*number) : Value();
}

Value ToInteger(ExecutionContext& context, Arguments a) {
  const Value& v = *a[0];
  if (!v.is_number() && !v.is_string() && !v.is_boolean()) Unfit("toInteger", v);
  return ToIntegerOrNull(context, a);
}

Value ToFloatOrNull(ExecutionContext&, Arguments a) {
  const Value& v = *a[0];
  if (v.is_number()) return Value(v.AsNumber());
  if (!v.is_string()) return {};
  auto number = ParseNumber(v.AsString());
  return number ? Value(*number) : Value();
}

Value ToFloat(ExecutionContext& context, Arguments a) {
  if (!a[0]->is_number() && !a[0]->is_string()) Unfit("toFloat", *a[0]);
  return ToFloatOrNull(context, a);
}

Value ToBooleanOrNull(ExecutionContext&, Arguments a) {
  const Value& v = *a[0];
  if (v.is_boolean()) return v;
  if (v.is_integer()) return Value(v.AsInteger() != 0);
  if (!v.is_string()) return {};
  if (SameNameIgnoringCase(v.AsString(), "true")) return Value(true);
  if (SameNameIgnoringCase(v.AsString(), "false")) return Value(false);
  return {};
}

Value ToBoolean(ExecutionContext& context, Arguments a) {
  const Value& v = *a[0];
  if (!v.is_boolean() && !v.is_string() && !v.is_integer()) Unfit("toBoolean", v);
  return ToBooleanOrNull(context, a);
}

Value ToStringOrNull(ExecutionContext&, Arguments a) {
  const Value& v = *a[0];
  if (v.is_string()) return v;
  if (v.is_boolean()) return Value(v.AsBoolean() ? "true" : "false");
  if (v.is_integer()) return Value(std::to_string(v.AsInteger()));
  if (v.is_float()) return Value(FloatText(v.AsFloat()));
  if (v.is_temporal()) return Value(TemporalText(v));
  return {};
}

Value ToString(ExecutionContext& context, Arguments a) {
  Value text = ToStringOrNull(context, a);
  if (text.is_null()) Unfit("toString", *a[0]);
  return text;
}

constexpr FunctionDef kTable[] = {
    {"toInteger", 1, 1, kAnyType, kIntegerMask, ToInteger},
    {"toInt", 1, 1, kAnyType, kIntegerMask, ToInteger},
    {"toIntegerOrNull", 1, 1, kAnyType, kIntegerMask, ToIntegerOrNull},
    {"toFloat", 1, 1, kAnyType, kFloatMask, ToFloat},
    {"toFloatOrNull", 1, 1, kAnyType, kFloatMask, ToFloatOrNull},
    {"toBoolean", 1, 1, kAnyType, kBooleanMask, ToBoolean},
    {"toBooleanOrNull", 1, 1, kAnyType, kBooleanMask, ToBooleanOrNull},
    {"toString", 1, 1, kAnyType, kStringMask, ToString},
    {"toStringOrNull", 1, 1, kAnyType, kStringMask, ToStringOrNull},
};

}  // namespace

std::span<const FunctionDef> ConversionFunctions() { return kTable; }

}  // namespace amana::query
