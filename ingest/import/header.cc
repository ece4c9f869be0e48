#include "ingest/import/header.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/temporal/parse.h"
#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

using Role = ImportColumn::Role;

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::optional<ValueType> TypeByName(std::string_view name) {
  static constexpr std::pair<std::string_view, ValueType> kTypes[] = {
      {"string", ValueType::kString},
      {"char", ValueType::kString},
      {"int", ValueType::kInteger},
      {"long", ValueType::kInteger},
      {"short", ValueType::kInteger},
      {"byte", ValueType::kInteger},
      {"integer", ValueType::kInteger},
      {"float", ValueType::kFloat},
      {"double", ValueType::kFloat},
      {"boolean", ValueType::kBoolean},
      {"bool", ValueType::kBoolean},
      {"date", ValueType::kDate},
      {"localtime", ValueType::kLocalTime},
      {"time", ValueType::kTime},
      {"localdatetime", ValueType::kLocalDateTime},
      {"datetime", ValueType::kDateTime},
      {"duration", ValueType::kDuration}};
  for (const auto& [known, type] : kTypes) {
    if (known == name) return type;
  }
  return std::nullopt;
}

std::optional<Role> RoleByName(std::string_view name) {
  static constexpr std::pair<std::string_view, Role> kRoles[] = {
      {"id", Role::kId},        {"start_id", Role::kStart}, {"end_id", Role::kEnd},
      {"label", Role::kLabels}, {"type", Role::kType},      {"ignore", Role::kIgnored}};
  for (const auto& [known, role] : kRoles) {
    if (known == name) return role;
  }
  return std::nullopt;
}

// Takes "(...)" or "{...}" off the end.
std::string TakeBracketed(std::string* text, char open, char close) {
  if (text->empty() || text->back() != close) return {};
  const size_t at = text->find(open);
  if (at == std::string::npos) return {};
  std::string inside = text->substr(at + 1, text->size() - at - 2);
  text->resize(at);
  return inside;
}

ImportColumn Untyped(std::string_view name, ImportOf what) {
  ImportColumn column;
  column.name = name;
  if (what == ImportOf::kNodes && name == "id") column.role = Role::kId;
  if (what == ImportOf::kRelations && name == "from") column.role = Role::kStart;
  if (what == ImportOf::kRelations && name == "to") column.role = Role::kEnd;
  if (column.role == Role::kStart || column.role == Role::kEnd) column.name.clear();
  return column;
}

// The value of one of the options "id-type:long, label:Person"; empty where it is not among them.
std::string Option(std::string_view options, std::string_view name) {
  for (size_t at = 0; at < options.size();) {
    const size_t end = std::min(options.find(',', at), options.size());
    std::string option(options.substr(at, end - at));
    std::erase(option, ' ');
    if (option.starts_with(std::string(name) + ":")) return option.substr(name.size() + 1);
    at = end + 1;
  }
  return {};
}

Result<void> TakeOptions(std::string_view field, std::string_view options, ImportColumn* column) {
  if (const std::string name = Option(options, "id-type"); !name.empty()) {
    const auto type = TypeByName(Lower(name));
    if (!type) return Fail(ErrorCode::kSyntax, fmt::format("the id-type of {} is unknown", field));
    column->type = *type;
  }
  if (const std::string name = Option(options, "timezone"); !name.empty()) {
    const auto zone = ParseZone(name);
    const bool dated = column->type == ValueType::kDateTime;
    if (!zone || (!dated && (column->type != ValueType::kTime || !zone->fixed()))) {
      return Fail(ErrorCode::kSyntax, fmt::format("the timezone of {} makes no sense", field),
                  "a datetime takes an offset or a region, a time an offset");
    }
    column->zone = *zone;
  }
  return {};
}

Result<ImportColumn> ParseColumn(std::string_view field, ImportOf what) {
  const size_t colon = field.find(':');
  if (colon == std::string_view::npos) return Untyped(field, what);
  ImportColumn column;
  column.name = field.substr(0, colon);
  std::string written(field.substr(colon + 1));
  const std::string options = TakeBracketed(&written, '{', '}');
  column.space = TakeBracketed(&written, '(', ')');
  std::string kind = Lower(written);
  if (kind.ends_with("[]")) {
    column.list = true;
    kind.resize(kind.size() - 2);
  }
  if (const auto type = TypeByName(kind)) {
    column.type = *type;
  } else if (const auto role = RoleByName(kind); role && !column.list) {
    column.role = *role;
  } else {
    return Fail(ErrorCode::kSyntax,
                fmt::format("the header's column {} has an unknown type", field),
                "known are string, int, float, boolean, date, time, localtime, datetime, "
                "localdatetime, duration, and lists of them: int[]");
  }
  AMANA_CHECK_OK(TakeOptions(field, options, &column));
  return column;
}

template <typename T>
bool ParseNumber(std::string_view text, T* out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc() && end == text.data() + text.size();
}

// A region's offset needs a date: times without one must not depend on the day of the import.
std::optional<Value> ParseTemporal(std::string_view text, const ImportColumn& column) {
  if (column.type == ValueType::kDate) {
    const auto days = ParseDate(text);
    return days ? std::optional(Value(Date{*days})) : std::nullopt;
  }
  if (column.type == ValueType::kDuration) {
    const auto duration = ParseDuration(text);
    return duration ? std::optional(Value(*duration)) : std::nullopt;
  }
  auto moment = ParseMoment(column.type, text);
  if (!moment) return std::nullopt;
  if (!moment->zone) moment->zone = column.zone;
  if (column.type == ValueType::kTime && !moment->zone->fixed()) return std::nullopt;
  auto value = ValueOf(column.type, *moment, 0);
  return value ? std::optional(std::move(*value)) : std::nullopt;
}

std::optional<Value> ParseScalar(std::string_view text, const ImportColumn& column) {
  switch (column.type) {
    case ValueType::kInteger:
      if (int64_t number = 0; ParseNumber(text, &number)) return Value(number);
      return std::nullopt;
    case ValueType::kFloat:
      if (double number = 0; ParseNumber(text, &number)) return Value(number);
      return std::nullopt;
    case ValueType::kBoolean: {
      const std::string lower = Lower(text);
      if (lower != "true" && lower != "false") return std::nullopt;
      return Value(lower == "true");
    }
    case ValueType::kString:
      return IsValidUtf8(text) ? std::optional(Value(text)) : std::nullopt;
    default:
      return ParseTemporal(text, column);
  }
}

}  // namespace

Result<std::vector<ImportColumn>> ParseImportHeader(const std::vector<std::string_view>& fields,
                                                    ImportOf what) {
  std::vector<ImportColumn> columns;
  int starts = 0, ends = 0, ids = 0;
  for (std::string_view field : fields) {
    AMANA_TRY(ImportColumn column, ParseColumn(field, what));
    starts += column.role == Role::kStart;
    ends += column.role == Role::kEnd;
    ids += column.role == Role::kId;
    columns.push_back(std::move(column));
  }
  if (what == ImportOf::kRelations && (starts != 1 || ends != 1)) {
    return Fail(ErrorCode::kSyntax, "the header of relations needs one start and one end",
                "call the columns from and to, or :START_ID and :END_ID");
  }
  if (what == ImportOf::kNodes && ids > 1) {
    return Fail(ErrorCode::kSyntax, "the header of nodes has more than one id");
  }
  return columns;
}

Result<Value> ParseImportValue(std::string_view text, const ImportColumn& column) {
  if (text.empty()) return Value();
  const auto bad = [&](std::string_view part) {
    return Fail(ErrorCode::kType, fmt::format("{} in column {} is not a value of type {}", part,
                                              column.name, ValueTypeName(column.type)));
  };
  if (!column.list) {
    auto value = ParseScalar(text, column);
    if (!value) return bad(IsValidUtf8(text) ? text : "text that is not UTF-8");
    return std::move(*value);
  }
  std::vector<Value> items;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(';', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    auto value = ParseScalar(part, column);
    if (!value) return bad(IsValidUtf8(part) ? part : "text that is not UTF-8");
    items.push_back(std::move(*value));
    at = end + 1;
  }
  return Value::List(std::move(items));
}

}  // namespace amana::ingest
