#include "query/temporal/select.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/calendar.h"

namespace amana::query {
namespace {

// The integer fields of a map, and which of them have been asked for.
class Fields {
 public:
  explicit Fields(const Value* map) : map_(map) {}

  const Value* Find(std::string_view name) const {
    return map_ == nullptr ? nullptr : map_->Find(name);
  }
  bool Has(std::string_view name) const { return Find(name) != nullptr; }
  bool HasAny(std::initializer_list<std::string_view> names) const {
    return std::any_of(names.begin(), names.end(), [this](auto name) { return Has(name); });
  }
  // The field within its bounds, or `otherwise` where the map lacks it.
  int64_t Get(std::string_view name, int64_t otherwise, int64_t least, int64_t most) const {
    const Value* value = Find(name);
    if (value == nullptr) return otherwise;
    if (!value->is_integer()) AbortTemporal(fmt::format("`{}` must be an INTEGER", name));
    if (value->AsInteger() < least || value->AsInteger() > most) {
      AbortTemporal(fmt::format("`{}` must be between {} and {}", name, least, most));
    }
    return value->AsInteger();
  }
  // A smaller unit makes no sense without the next larger one, unless a base gives it.
  void Require(bool based, std::string_view larger,
               std::initializer_list<std::string_view> smaller) {
    if (!based && !Has(larger) && HasAny(smaller)) {
      AbortTemporal(fmt::format("`{}` must be given too", larger));
    }
  }

 private:
  const Value* map_;
};

int QuarterOf(int month) { return (month - 1) / 3 + 1; }

int64_t FirstOfQuarter(int64_t year, int64_t quarter) {
  return DaysFromCivil(year, static_cast<int>(quarter) * 3 - 2, 1);
}

int64_t SelectWeek(const Fields& fields, const std::optional<int64_t>& base) {
  const WeekDate from = base ? WeekFromDays(*base) : WeekDate{0, 1, 1};
  const int64_t year = fields.Get("year", from.year, -kMaxYear, kMaxYear);
  const int64_t week = fields.Get("week", from.week, 1, WeeksInYear(year));
  const int64_t day = fields.Get("dayOfWeek", from.day, 1, 7);
  return DaysFromWeek(year, static_cast<int>(week), static_cast<int>(day));
}

int64_t SelectQuarter(const Fields& fields, const std::optional<int64_t>& base) {
  const CivilDate from = base ? CivilFromDays(*base) : CivilDate{0, 1, 1};
  const int64_t year = fields.Get("year", from.year, -kMaxYear, kMaxYear);
  const int64_t quarter = fields.Get("quarter", QuarterOf(from.month), 1, 4);
  const int64_t first = FirstOfQuarter(year, quarter);
  const int64_t length = AddMonths(first, 3) - first;
  int64_t day = base ? *base - FirstOfQuarter(from.year, QuarterOf(from.month)) + 1 : 1;
  day = fields.Get("dayOfQuarter", std::min(day, length), 1, length);
  return first + day - 1;
}

int64_t SelectOrdinal(const Fields& fields, const std::optional<int64_t>& base) {
  const int64_t year =
      fields.Get("year", base ? CivilFromDays(*base).year : 0, -kMaxYear, kMaxYear);
  const int64_t day = fields.Get("ordinalDay", 1, 1, IsLeapYear(year) ? 366 : 365);
  return DaysFromCivil(year, 1, 1) + day - 1;
}

int64_t SelectCalendar(const Fields& fields, const std::optional<int64_t>& base) {
  const CivilDate from = base ? CivilFromDays(*base) : CivilDate{0, 1, 1};
  const int64_t year = fields.Get("year", from.year, -kMaxYear, kMaxYear);
  const auto month = static_cast<int>(fields.Get("month", from.month, 1, 12));
  const int length = DaysInMonth(year, month);
  const int64_t day = fields.Get("day", std::min(from.day, length), 1, length);
  return DaysFromCivil(year, month, static_cast<int>(day));
}

std::optional<int64_t> SelectDate(Fields fields, const std::optional<int64_t>& base) {
  const bool week = fields.HasAny({"week", "dayOfWeek"});
  const bool quarter = fields.HasAny({"quarter", "dayOfQuarter"});
  const bool ordinal = fields.Has("ordinalDay");
  const bool calendar = fields.HasAny({"month", "day"});
  if (week + quarter + ordinal + calendar > 1) {
    AbortTemporal("A date is given by month, week, quarter or ordinal day, not by two of them");
  }
  const bool based = base.has_value();
  fields.Require(based, "week", {"dayOfWeek"});
  fields.Require(based, "quarter", {"dayOfQuarter"});
  fields.Require(based, "month", {"day"});
  fields.Require(based, "year", {"week", "quarter", "ordinalDay", "month"});
  if (week) return SelectWeek(fields, base);
  if (quarter) return SelectQuarter(fields, base);
  if (ordinal) return SelectOrdinal(fields, base);
  if (calendar || fields.Has("year")) return SelectCalendar(fields, base);
  return base;
}

// Milli-, micro- and nanoseconds together; each counts within the next larger one that is given.
int64_t SelectFraction(const Fields& fields) {
  const bool milli = fields.Has("millisecond");
  const bool micro = fields.Has("microsecond");
  return fields.Get("millisecond", 0, 0, 999) * 1'000'000 +
         fields.Get("microsecond", 0, 0, milli ? 999 : 999'999) * 1'000 +
         fields.Get("nanosecond", 0, 0,
                    micro   ? 999
                    : milli ? 999'999
                            : 999'999'999);
}

std::optional<int64_t> SelectTime(Fields fields, const std::optional<int64_t>& base) {
  const bool fraction = fields.HasAny({"millisecond", "microsecond", "nanosecond"});
  const bool based = base.has_value();
  fields.Require(based, "hour", {"minute", "second", "millisecond", "microsecond", "nanosecond"});
  fields.Require(based, "minute", {"second", "millisecond", "microsecond", "nanosecond"});
  fields.Require(based, "second", {"millisecond", "microsecond", "nanosecond"});
  if (!fraction && !fields.HasAny({"hour", "minute", "second"})) return base;
  const int64_t from = base.value_or(0);
  const int64_t seconds = from / kNanosPerSecond;
  const int64_t hour = fields.Get("hour", seconds / 3600, 0, 23);
  const int64_t minute = fields.Get("minute", seconds / 60 % 60, 0, 59);
  const int64_t second = fields.Get("second", seconds % 60, 0, 59);
  const int64_t nanos = fraction ? SelectFraction(fields) : from % kNanosPerSecond;
  return ((hour * 60 + minute) * 60 + second) * kNanosPerSecond + nanos;
}

std::optional<Zone> SelectZone(const Fields& fields) {
  const Value* name = fields.Find("timezone");
  if (name == nullptr) return std::nullopt;
  auto zone = name->is_string() ? ParseZone(name->AsString()) : std::nullopt;
  if (!zone) AbortTemporal("`timezone` must be an offset or the name of a time zone");
  return zone;
}

constexpr std::string_view kDateFields[] = {
    "date", "year", "month", "day", "week", "dayOfWeek", "ordinalDay", "dayOfQuarter", "quarter"};
constexpr std::string_view kTimeFields[] = {"time",        "hour",        "minute",    "second",
                                            "millisecond", "microsecond", "nanosecond"};
constexpr std::string_view kInstantFields[] = {"epochSeconds", "epochMillis"};

void CheckNames(ValueType type, const Value& map) {
  auto among = [](std::string_view name, const auto& names) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
  };
  for (const auto& [key, value] : map.AsMap()) {
    const std::string_view name = key.AsString();
    const bool known = name == "datetime" || name == "timezone" ||
                       (HasDate(type) && among(name, kDateFields)) ||
                       (HasTime(type) && among(name, kTimeFields)) ||
                       (type == ValueType::kDateTime && among(name, kInstantFields));
    if (!known) {
      AbortTemporal(fmt::format("`{}` is no field of a {}", name, ValueTypeName(type)));
    }
  }
}

Moment SplitBase(const Value& value, std::string_view field) {
  if (!value.is_temporal() || value.type() == ValueType::kDuration) {
    AbortTemporal(fmt::format("`{}` must be a temporal value", field));
  }
  return PartsOf(value);
}

// What `date`, `time`, `datetime` and the epoch fields give.
Moment SelectBase(const Fields& fields) {
  Moment base;
  if (const Value* value = fields.Find("datetime")) {
    base = SplitBase(*value, "datetime");
    if (!base.days || !base.nanos) AbortTemporal("`datetime` must have a date and a time");
  }
  if (const Value* value = fields.Find("time")) {
    base = SplitBase(*value, "time");
    if (!base.nanos) AbortTemporal("`time` must have a time");
  }
  if (const Value* value = fields.Find("date")) {
    base.days = SplitBase(*value, "date").days;
    if (!base.days) AbortTemporal("`date` must have a date");
  }
  constexpr int64_t kMost = INT64_MAX / 1000;
  if (fields.Has("epochMillis")) {
    const int64_t millis = fields.Get("epochMillis", 0, -kMost, kMost);
    base = MomentAt(FloorDivide(millis, 1000),
                    static_cast<int32_t>(FloorModulo(millis, 1000) * 1'000'000), Zone{});
  } else if (fields.Has("epochSeconds")) {
    base = MomentAt(fields.Get("epochSeconds", 0, -kMost, kMost), 0, Zone{});
  }
  return base;
}

}  // namespace

Moment SelectFields(ValueType type, const Value& map, const Moment& now) {
  CheckNames(type, map);
  const Fields fields(&map);
  const auto zone = SelectZone(fields);
  Moment base = zone && map.AsMap().size() == 1 ? now : SelectBase(fields);
  Moment out = base;
  if (HasDate(type)) out.days = SelectDate(fields, base.days);
  // A `time` lends its date to a value without one for the sake of its zone only.
  if (HasDate(type) && !fields.HasAny({"date", "datetime", "epochSeconds", "epochMillis"}) &&
      fields.Has("time")) {
    out.days = SelectDate(fields, std::nullopt);
  }
  if (HasTime(type)) {
    out.nanos = SelectTime(fields, base.nanos);
    if (!out.nanos && !HasDate(type)) AbortTemporal("`hour` must be given");
  }
  if (!zone) return out;
  if (base.zone && out.days && out.nanos) {
    // The same instant on other clocks.
    const int64_t local = *out.days * kSecondsPerDay + *out.nanos / kNanosPerSecond;
    const auto fraction = static_cast<int32_t>(*out.nanos % kNanosPerSecond);
    return MomentAt(AtLocal(local, fraction, *base.zone, base.offset).seconds, fraction, *zone);
  }
  if (base.zone && out.nanos && base.zone->fixed() && zone->fixed()) {
    const int64_t change = (int64_t{zone->offset} - base.zone->offset) * kNanosPerSecond;
    out.nanos = FloorModulo(*out.nanos + change, kNanosPerDay);
  }
  out.zone = zone;
  out.offset.reset();
  return out;
}

namespace {

// The first day of the unit that the day lies in; nullopt where the unit is below a day or unknown.
std::optional<int64_t> TruncateDate(std::string_view unit, int64_t days) {
  const CivilDate date = CivilFromDays(days);
  auto year_of = [&](int64_t years) {
    return DaysFromCivil(FloorDivide(date.year, years) * years, 1, 1);
  };
  if (unit == "millennium") return year_of(1000);
  if (unit == "century") return year_of(100);
  if (unit == "decade") return year_of(10);
  if (unit == "year") return year_of(1);
  if (unit == "weekyear") return DaysFromWeek(WeekFromDays(days).year, 1, 1);
  if (unit == "quarter") return FirstOfQuarter(date.year, QuarterOf(date.month));
  if (unit == "month") return DaysFromCivil(date.year, date.month, 1);
  if (unit == "week") return days - WeekFromDays(days).day + 1;
  if (unit == "day") return days;
  return std::nullopt;
}

// The unit's length in nanoseconds; 0 where it is no unit of time.
int64_t TimeUnit(std::string_view unit) {
  if (unit == "day") return kNanosPerDay;
  if (unit == "hour") return 3600 * kNanosPerSecond;
  if (unit == "minute") return 60 * kNanosPerSecond;
  if (unit == "second") return kNanosPerSecond;
  if (unit == "millisecond") return 1'000'000;
  if (unit == "microsecond") return 1'000;
  return 0;
}

// Fields below a unit of less than a second add to what truncation has left.
int64_t AddBelow(const Fields& fields, int64_t unit, int64_t truncated) {
  const bool added =
      unit == 1'000 ? fields.Has("nanosecond") : fields.HasAny({"microsecond", "nanosecond"});
  if (unit >= kNanosPerSecond || fields.Has("millisecond") || !added ||
      (unit == 1'000 && fields.Has("microsecond"))) {
    return SelectTime(fields, truncated).value_or(truncated);
  }
  const int64_t whole = truncated % kNanosPerSecond;
  return *SelectTime(fields, truncated) + whole;
}

}  // namespace

Moment Truncate(ValueType type, std::string_view unit_name, Moment moment, const Value* map) {
  std::string unit(unit_name);
  for (char& c : unit) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (map != nullptr) CheckNames(type, *map);
  const Fields fields(map);
  const int64_t time_unit = TimeUnit(unit);
  std::optional<int64_t> days;
  if (moment.days) days = TruncateDate(unit, *moment.days);
  const bool fits = HasDate(type) ? moment.days && (days || (HasTime(type) && time_unit > 0))
                                  : time_unit > 0 && moment.nanos;
  if (!fits) {
    AbortTemporal(fmt::format("A {} cannot be truncated to `{}`", ValueTypeName(type), unit_name));
  }
  if (days) moment.days = days;
  if (HasDate(type)) moment.days = SelectDate(fields, moment.days);
  const int64_t nanos = moment.nanos.value_or(0);
  const int64_t truncated = days || time_unit == 0 ? 0 : nanos / time_unit * time_unit;
  if (HasTime(type))
    moment.nanos = AddBelow(fields, time_unit == 0 ? kNanosPerDay : time_unit, truncated);
  moment.offset.reset();
  if (auto zone = SelectZone(fields)) moment.zone = zone;
  return moment;
}

}  // namespace amana::query
