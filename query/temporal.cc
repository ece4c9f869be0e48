// Temporal values in expressions: their components, and arithmetic with durations.

#include <fmt/format.h>

#include <chrono>

#include "query/functions.h"
#include "query/operations.h"

namespace amana::query {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day Calendar(int64_t day) { return year_month_day(sys_days(days(day))); }

int64_t DayOf(int64_t seconds) {
  return seconds >= 0 ? seconds / kSecondsPerDay
                      : -((-seconds + kSecondsPerDay - 1) / kSecondsPerDay);
}

std::optional<int64_t> DateComponent(int64_t day, std::string_view name) {
  year_month_day ymd = Calendar(day);
  if (name == "year") return static_cast<int>(ymd.year());
  if (name == "month") return static_cast<unsigned>(ymd.month());
  if (name == "day") return static_cast<unsigned>(ymd.day());
  if (name == "quarter") return (static_cast<unsigned>(ymd.month()) - 1) / 3 + 1;
  int64_t weekday = ((day + 3) % 7 + 7) % 7;  // Monday is 0
  if (name == "dayOfWeek" || name == "weekDay") return weekday + 1;
  int64_t first = sys_days(ymd.year() / std::chrono::January / 1).time_since_epoch().count();
  if (name == "ordinalDay") return day - first + 1;
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

std::optional<int64_t> DurationComponent(const Duration& d, std::string_view name) {
  if (name == "years") return d.months / 12;
  if (name == "quarters") return d.months / 3;
  if (name == "months") return d.months;
  if (name == "weeks") return d.days / 7;
  if (name == "days") return d.days;
  if (name == "hours") return d.seconds / 3600;
  if (name == "minutes") return d.seconds / 60;
  if (name == "seconds") return d.seconds;
  if (name == "milliseconds") return d.seconds * 1000 + d.nanos / 1'000'000;
  if (name == "monthsOfYear") return d.months % 12;
  if (name == "minutesOfHour") return d.seconds / 60 % 60;
  if (name == "secondsOfMinute") return d.seconds % 60;
  return std::nullopt;
}

Value OrNull(std::optional<int64_t> component) { return component ? Value(*component) : Value(); }

Duration Normalize(int64_t months, int64_t day_count, int64_t seconds, int64_t nanos) {
  int64_t carry = nanos / kNanosPerSecond;
  nanos %= kNanosPerSecond;
  if (nanos < 0) {
    nanos += kNanosPerSecond;
    --carry;
  }
  return Duration{months, day_count, seconds + carry, static_cast<int32_t>(nanos)};
}

int64_t AddMonths(int64_t day, int64_t months) {
  year_month_day ymd = Calendar(day);
  auto moved = ymd.year() / ymd.month() + std::chrono::months(months);
  auto last =
      std::chrono::year_month_day_last(moved.year(), std::chrono::month_day_last(moved.month()));
  auto day_of = std::min(ymd.day(), last.day());
  return sys_days(moved / day_of).time_since_epoch().count();
}

Value AddDuration(const Value& value, const Duration& d) {
  int64_t nanos_in_day = (d.seconds % kSecondsPerDay) * kNanosPerSecond + d.nanos;
  switch (value.type()) {
    case ValueType::kDate:
      return Value(
          Date{AddMonths(value.AsDate().days, d.months) + d.days + d.seconds / kSecondsPerDay});
    case ValueType::kLocalTime:
      return Value(
          LocalTime{((value.AsLocalTime().nanos + nanos_in_day) % kNanosPerDay + kNanosPerDay) %
                    kNanosPerDay});
    case ValueType::kTime:
      return Value(
          Time{((value.AsTime().nanos + nanos_in_day) % kNanosPerDay + kNanosPerDay) % kNanosPerDay,
               value.AsTime().offset});
    case ValueType::kLocalDateTime: {
      LocalDateTime t = value.AsLocalDateTime();
      int64_t day = DayOf(t.seconds);
      int64_t second = t.seconds - day * kSecondsPerDay;
      int64_t nanos = t.nanos + d.nanos;
      int64_t total = (AddMonths(day, d.months) + d.days) * kSecondsPerDay + second + d.seconds +
                      nanos / kNanosPerSecond;
      return Value(LocalDateTime{total, static_cast<int32_t>(nanos % kNanosPerSecond)});
    }
    case ValueType::kDateTime: {
      DateTime t = value.AsDateTime();
      int64_t local = t.LocalSeconds();
      int64_t day = DayOf(local);
      int64_t second = local - day * kSecondsPerDay;
      int64_t nanos = t.nanos + d.nanos;
      t.seconds = (AddMonths(day, d.months) + d.days) * kSecondsPerDay + second + d.seconds +
                  nanos / kNanosPerSecond - t.offset;
      t.nanos = static_cast<int32_t>(nanos % kNanosPerSecond);
      return Value(t);
    }
    default:
      return {};
  }
}

Duration Negated(const Duration& d) {
  return Normalize(-d.months, -d.days, -d.seconds, -int64_t{d.nanos});
}

}  // namespace

Value TemporalComponent(const Value& value, std::string_view name) {
  switch (value.type()) {
    case ValueType::kDate:
      return OrNull(DateComponent(value.AsDate().days, name));
    case ValueType::kLocalTime:
      return OrNull(TimeComponent(value.AsLocalTime().nanos, name));
    case ValueType::kTime:
      if (name == "offsetSeconds") return Value(int64_t{value.AsTime().offset});
      return OrNull(TimeComponent(value.AsTime().nanos, name));
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime: {
      bool zoned = value.type() == ValueType::kDateTime;
      int64_t seconds = zoned ? value.AsDateTime().LocalSeconds() : value.AsLocalDateTime().seconds;
      int64_t nanos = zoned ? value.AsDateTime().nanos : value.AsLocalDateTime().nanos;
      if (zoned && name == "epochSeconds") return Value(value.AsDateTime().seconds);
      if (zoned && name == "epochMillis") {
        return Value(value.AsDateTime().seconds * 1000 + nanos / 1'000'000);
      }
      if (zoned && name == "offsetSeconds") return Value(int64_t{value.AsDateTime().offset});
      int64_t day = DayOf(seconds);
      if (auto component = DateComponent(day, name)) return Value(*component);
      return OrNull(
          TimeComponent((seconds - day * kSecondsPerDay) * kNanosPerSecond + nanos, name));
    }
    case ValueType::kDuration:
      return OrNull(DurationComponent(value.AsDuration(), name));
    default:
      return {};
  }
}

std::optional<Value> TemporalArithmetic(Op op, const Value& a, const Value& b) {
  bool a_duration = a.type() == ValueType::kDuration;
  bool b_duration = b.type() == ValueType::kDuration;
  if (a_duration && b_duration && (op == Op::kAdd || op == Op::kSubtract)) {
    Duration other = op == Op::kAdd ? b.AsDuration() : Negated(b.AsDuration());
    const Duration& d = a.AsDuration();
    return Value(Normalize(d.months + other.months, d.days + other.days, d.seconds + other.seconds,
                           int64_t{d.nanos} + other.nanos));
  }
  if (b_duration && a.is_temporal() && op == Op::kAdd) return AddDuration(a, b.AsDuration());
  if (b_duration && a.is_temporal() && op == Op::kSubtract) {
    return AddDuration(a, Negated(b.AsDuration()));
  }
  if (a_duration && b.is_temporal() && op == Op::kAdd) return AddDuration(b, a.AsDuration());
  return std::nullopt;
}

}  // namespace amana::query
