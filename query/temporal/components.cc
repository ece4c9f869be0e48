// The components of temporal values: date.year, time.offset, duration.minutesOfHour.

#include "core/calendar.h"
#include "core/temporal_text.h"
#include "query/operations.h"
#include "query/temporal/moment.h"

namespace amana::query {
namespace {

std::optional<int64_t> DateComponent(int64_t days, std::string_view name) {
  const CivilDate date = CivilFromDays(days);
  const int quarter = (date.month - 1) / 3 + 1;
  if (name == "year") return date.year;
  if (name == "month") return date.month;
  if (name == "day") return date.day;
  if (name == "quarter") return quarter;
  if (name == "week") return WeekFromDays(days).week;
  if (name == "weekYear") return WeekFromDays(days).year;
  if (name == "dayOfWeek" || name == "weekDay") return WeekFromDays(days).day;
  if (name == "ordinalDay") return days - DaysFromCivil(date.year, 1, 1) + 1;
  if (name == "dayOfQuarter") return days - DaysFromCivil(date.year, quarter * 3 - 2, 1) + 1;
  return std::nullopt;
}

std::optional<int64_t> TimeComponent(int64_t nanos, std::string_view name) {
  if (name == "hour") return nanos / (3600 * kNanosPerSecond);
  if (name == "minute") return nanos / (60 * kNanosPerSecond) % 60;
  if (name == "second") return nanos / kNanosPerSecond % 60;
  if (name == "millisecond") return nanos % kNanosPerSecond / 1'000'000;
  if (name == "microsecond") return nanos % kNanosPerSecond / 1'000;
  if (name == "nanosecond") return nanos % kNanosPerSecond;
  return std::nullopt;
}

Value ZoneComponent(const std::string& region, int32_t offset, std::string_view name) {
  if (name == "offsetMinutes") return Value(int64_t{offset / 60});
  if (name == "offsetSeconds") return Value(int64_t{offset});
  if (name == "timezone" && !region.empty()) return Value(region);
  if (name == "timezone" || name == "offset") return Value(OffsetText(offset));
  return {};
}

std::optional<int64_t> InstantComponent(const DateTime& t, std::string_view name) {
  if (name == "epochSeconds") return t.seconds;
  if (name == "epochMillis") {
    int64_t millis = 0;
    if (__builtin_mul_overflow(t.seconds, int64_t{1000}, &millis)) return std::nullopt;
    return millis + t.nanos / 1'000'000;
  }
  return std::nullopt;
}

// A part of the seconds in smaller units, e.g. in milliseconds; aborts where there are too many.
int64_t InUnits(const Duration& d, int64_t per_second) {
  const __int128 total =
      static_cast<__int128>(d.seconds) * per_second + d.nanos / (kNanosPerSecond / per_second);
  if (total > INT64_MAX || total < INT64_MIN) AbortTemporal("The duration is out of bounds");
  return static_cast<int64_t>(total);
}

std::optional<int64_t> DurationComponent(const Duration& d, std::string_view name) {
  if (name == "years") return d.months / 12;
  if (name == "quarters") return d.months / 3;
  if (name == "months") return d.months;
  if (name == "weeks") return d.days / 7;
  if (name == "days") return d.days;
  if (name == "hours") return d.seconds / 3600;
  if (name == "minutes") return d.seconds / 60;
  if (name == "seconds") return d.seconds;
  if (name == "milliseconds") return InUnits(d, 1'000);
  if (name == "microseconds") return InUnits(d, 1'000'000);
  if (name == "nanoseconds") return InUnits(d, kNanosPerSecond);
  if (name == "quartersOfYear") return d.months % 12 / 3;
  if (name == "monthsOfQuarter") return d.months % 3;
  if (name == "monthsOfYear") return d.months % 12;
  if (name == "daysOfWeek") return d.days % 7;
  if (name == "minutesOfHour") return d.seconds / 60 % 60;
  if (name == "secondsOfMinute") return d.seconds % 60;
  if (name == "millisecondsOfSecond") return d.nanos / 1'000'000;
  if (name == "microsecondsOfSecond") return d.nanos / 1'000;
  if (name == "nanosecondsOfSecond") return d.nanos;
  return std::nullopt;
}

Value OrNull(std::optional<int64_t> component) { return component ? Value(*component) : Value(); }

}  // namespace

Value TemporalComponent(const Value& value, std::string_view name) {
  if (value.type() == ValueType::kDuration) {
    return OrNull(DurationComponent(value.AsDuration(), name));
  }
  const Moment moment = PartsOf(value);
  std::optional<int64_t> found;
  if (moment.days) found = DateComponent(*moment.days, name);
  if (!found && moment.nanos) found = TimeComponent(*moment.nanos, name);
  if (!found && value.type() == ValueType::kDateTime) {
    found = InstantComponent(value.AsDateTime(), name);
  }
  if (found) return Value(*found);
  if (value.type() == ValueType::kTime) return ZoneComponent({}, value.AsTime().offset, name);
  if (value.type() == ValueType::kDateTime) {
    return ZoneComponent(value.AsDateTime().zone, value.AsDateTime().offset, name);
  }
  return {};
}

}  // namespace amana::query
