// Functions that make temporal values. Of these, dates so far; the other types exist as values.

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>

#include "query/functions.h"
#include "query/operations.h"

namespace amana::query {
namespace {

using std::chrono::sys_days;

std::optional<int> Number(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Date> FromCalendar(int year, unsigned month, unsigned day) {
  std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month),
                                  std::chrono::day(day)};
  if (!ymd.ok()) return std::nullopt;
  return Date{sys_days(ymd).time_since_epoch().count()};
}

std::optional<Date> FromOrdinal(int year, int day) {
  auto first = FromCalendar(year, 1, 1);
  if (!first || day < 1 || day > (std::chrono::year(year).is_leap() ? 366 : 365)) {
    return std::nullopt;
  }
  return Date{first->days + day - 1};
}

// The Monday of week 1 is the one on or before January 4th (ISO 8601).
std::optional<Date> FromWeek(int year, int week, int day) {
  auto fourth = FromCalendar(year, 1, 4);
  if (!fourth || week < 1 || week > 53 || day < 1 || day > 7) return std::nullopt;
  int64_t monday = fourth->days - (fourth->days + 3) % 7;
  return Date{monday + int64_t{week - 1} * 7 + day - 1};
}

// 2015-07-21, 20150721, 2015-07, 201507, 2015-W30-2, 2015W302, 2015-W30, 2015-202, 2015202, 2015.
std::optional<Date> ParseDate(std::string_view text) {
  std::string digits;
  for (char c : text) {
    if (c != '-') digits.push_back(c);
  }
  bool dashed = text.find('-') != std::string_view::npos;
  auto number = [&](size_t at, size_t count) {
    return at + count <= digits.size() ? Number(std::string_view(digits).substr(at, count))
                                       : std::nullopt;
  };
  auto year = number(0, 4);
  if (!year) return std::nullopt;
  if (digits.size() > 4 && digits[4] == 'W') {
    auto week = number(5, 2);
    auto day = digits.size() > 7 ? number(7, 1) : 1;
    if (!week || !day || digits.size() > 8) return std::nullopt;
    return FromWeek(*year, *week, *day);
  }
  switch (digits.size()) {
    case 4:
      return FromCalendar(*year, 1, 1);
    case 6:
      if (auto month = number(4, 2)) {
        return FromCalendar(*year, static_cast<unsigned>(*month), 1);
      }
      return std::nullopt;
    case 7:
      if (dashed && text.size() == 9) return std::nullopt;
      if (auto day = number(4, 3)) return FromOrdinal(*year, *day);
      return std::nullopt;
    case 8: {
      auto month = number(4, 2);
      auto day = number(6, 2);
      if (!month || !day) return std::nullopt;
      return FromCalendar(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
    }
    default:
      return std::nullopt;
  }
}

std::optional<Date> FromMap(const Value& map) {
  auto field = [&](std::string_view name, int otherwise) -> std::optional<int> {
    const Value* value = map.Find(name);
    if (value == nullptr) return otherwise;
    if (!value->is_integer()) return std::nullopt;
    return static_cast<int>(value->AsInteger());
  };
  auto year = field("year", -1);
  if (map.Find("year") == nullptr || !year) return std::nullopt;
  if (map.Find("week") != nullptr) {
    auto week = field("week", 1);
    auto day = field("dayOfWeek", 1);
    return week && day ? FromWeek(*year, *week, *day) : std::nullopt;
  }
  if (map.Find("ordinalDay") != nullptr) {
    auto day = field("ordinalDay", 1);
    return day ? FromOrdinal(*year, *day) : std::nullopt;
  }
  auto month = field("month", 1);
  auto day = field("day", 1);
  if (!month || !day || *month < 1 || *day < 1) return std::nullopt;
  return FromCalendar(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

Value DateOf(ExecutionContext& context, Arguments a) {
  if (a.empty()) {
    auto today = std::chrono::floor<std::chrono::days>(context.now);
    return Value(Date{today.time_since_epoch().count()});
  }
  const Value& v = *a[0];
  std::optional<Date> date;
  if (v.type() == ValueType::kDate) return v;
  if (v.is_string()) date = ParseDate(v.AsString());
  if (v.is_map()) date = FromMap(v);
  if (!date) {
    Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue", "This is not a date");
  }
  return Value(*date);
}

Value Timestamp(ExecutionContext& context, Arguments) {
  return Value(
      int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(context.now.time_since_epoch())
                  .count()});
}

constexpr FunctionDef kTable[] = {
    {"date", 0, 1, kStringMask | kMapMask | kTemporalMask, MaskOf(ValueType::kDate), DateOf},
    {"timestamp", 0, 0, kAnyType, kIntegerMask, Timestamp},
};

}  // namespace

std::span<const FunctionDef> TemporalFunctions() { return kTable; }

}  // namespace amana::query
