#include "query/temporal/duration.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "core/calendar.h"
#include "core/temporal/duration_sum.h"
#include "query/temporal/moment.h"

namespace amana::query {
namespace {

// The sum; aborts where a component is out of bounds.
Duration Finished(const DurationSum& sum) {
  auto duration = sum.Finish();
  if (!duration) AbortTemporal(std::move(duration).error().message);
  return *duration;
}

}  // namespace

Duration AddDurations(const Duration& a, const Duration& b, int sign) {
  DurationSum sum;
  for (const Duration* d : {&a, &b}) {
    const long double s = d == &b ? sign : 1;
    sum.AddMonths(s * d->months);
    sum.AddDays(s * d->days);
    sum.AddSeconds(s * d->seconds);
    sum.AddNanos(s * d->nanos);
  }
  return Finished(sum);
}

Duration ScaleDuration(const Duration& d, long double factor) {
  DurationSum sum;
  sum.AddMonths(d.months * factor);
  sum.AddDays(d.days * factor);
  sum.AddSeconds(d.seconds * factor);
  sum.AddNanos(d.nanos * factor);
  return Finished(sum);
}

namespace {

// Adds months and days to a date. What leaves the calendar aborts.
int64_t ShiftDays(int64_t days, int64_t months, int64_t more_days) {
  constexpr int64_t kMost = (kMaxYear + 1) * 366 * 2;
  if (std::abs(months) > 2 * 12 * kMaxYear || std::abs(more_days) > kMost) {
    AbortTemporal("The year is out of bounds");
  }
  return AddMonths(days, months) + more_days;
}

// A duration with the sign applied; the seconds and nanoseconds of both signs.
Duration Signed(const Duration& d, int sign) {
  return sign > 0 ? d : AddDurations(Duration{}, d, -1);
}

struct LocalPoint {
  int64_t seconds = 0;
  int32_t nanos = 0;
};

LocalPoint ShiftSeconds(int64_t seconds, int64_t nanos, const Duration& d) {
  int64_t out = 0;
  nanos += d.nanos;
  if (__builtin_add_overflow(seconds, d.seconds + nanos / kNanosPerSecond, &out)) {
    AbortTemporal("The year is out of bounds");
  }
  return {out, static_cast<int32_t>(nanos % kNanosPerSecond)};
}

Moment MomentOf(const LocalPoint& point) {
  return PartsOf(Value(LocalDateTime{point.seconds, point.nanos}));
}

}  // namespace

Value Shift(const Value& value, const Duration& duration, int sign) {
  const Duration d = Signed(duration, sign);
  Moment moment = PartsOf(value);
  if (value.type() == ValueType::kDate) {
    // Of the time only whole days count, towards zero.
    const int64_t seconds = d.seconds < 0 && d.nanos > 0 ? d.seconds + 1 : d.seconds;
    moment.days = ShiftDays(*moment.days, d.months, d.days) + seconds / kSecondsPerDay;
    return Join(ValueType::kDate, moment, 0);
  }
  if (!moment.days) {
    const int64_t nanos = d.seconds % kSecondsPerDay * kNanosPerSecond + d.nanos;
    moment.nanos = FloorModulo(*moment.nanos + nanos, kNanosPerDay);
    return Join(value.type(), moment, 0);
  }
  const int64_t days = ShiftDays(*moment.days, d.months, d.days);
  int64_t seconds = days * kSecondsPerDay + *moment.nanos / kNanosPerSecond;
  const int64_t nanos = *moment.nanos % kNanosPerSecond;
  if (value.type() == ValueType::kLocalDateTime) {
    return Join(value.type(), MomentOf(ShiftSeconds(seconds, nanos, d)), 0);
  }
  // Months and days move the clock's date, seconds the instant.
  const DateTime moved = AtLocal(seconds, static_cast<int32_t>(nanos), *moment.zone, moment.offset);
  const LocalPoint instant = ShiftSeconds(moved.seconds, nanos, d);
  return Join(value.type(), MomentAt(instant.seconds, instant.nanos, *moment.zone), 0);
}

namespace {

// One end of a measurement on a common time line.
struct End {
  int64_t days = 0;
  int64_t nanos = 0;
  std::optional<Zone> zone;
  std::optional<int32_t> offset;

  explicit End(const Moment& m)
      : days(m.days.value_or(0)), nanos(m.nanos.value_or(0)), zone(m.zone), offset(m.offset) {}

  // Seconds of the instant, or of the local time where there are no zones.
  __int128 Seconds() const {
    const int64_t local = days * kSecondsPerDay + nanos / kNanosPerSecond;
    return zone ? AtLocal(local, 0, *zone, offset).seconds : local;
  }
};

// How many whole days lie between the two, by the clock; the date of `to` that months are counted
// to is one nearer where its time of day has not come yet.
int64_t LastWholeDay(const End& from, const End& to) {
  if (to.days > from.days && to.nanos < from.nanos) return to.days - 1;
  if (to.days < from.days && to.nanos > from.nanos) return to.days + 1;
  return to.days;
}

int64_t MonthsUntil(const End& from, const End& to) {
  auto count = [](int64_t days) {
    const CivilDate d = CivilFromDays(days);
    return (d.year * 12 + d.month - 1) * 32 + d.day;
  };
  return (count(LastWholeDay(from, to)) - count(from.days)) / 32;
}

int64_t DaysUntil(const End& from, const End& to) { return LastWholeDay(from, to) - from.days; }

Duration SecondsUntil(const End& from, const End& to) {
  const __int128 seconds = to.Seconds() - from.Seconds();
  DurationSum sum;
  sum.AddSeconds(static_cast<long double>(seconds));
  sum.AddNanos(to.nanos % kNanosPerSecond - from.nanos % kNanosPerSecond);
  return Finished(sum);
}

}  // namespace

Duration Between(const Value& from, const Value& to, Measure measure) {
  Moment a = PartsOf(from), b = PartsOf(to);
  const bool dated = a.days && b.days;
  if (!a.days) a.days = b.days;
  if (!b.days) b.days = a.days;
  if (!a.zone) a.zone = b.zone;
  if (!b.zone) b.zone = a.zone;
  End begin(a), end(b);
  if (measure == Measure::kSeconds) return SecondsUntil(begin, end);
  if (!dated) return measure == Measure::kAll ? SecondsUntil(begin, end) : Duration{};
  if (end.zone) {
    // By the clocks at the beginning.
    const auto fraction = static_cast<int32_t>(end.nanos % kNanosPerSecond);
    end = End(MomentAt(static_cast<int64_t>(end.Seconds()), fraction, *begin.zone));
  }
  Duration out;
  if (measure == Measure::kDays) {
    out.days = DaysUntil(begin, end);
    return out;
  }
  out.months = MonthsUntil(begin, end);
  if (measure == Measure::kMonths) return out;
  begin.days = AddMonths(begin.days, out.months);
  out.days = DaysUntil(begin, end);
  begin.days += out.days;
  const Duration rest = SecondsUntil(begin, end);
  out.seconds = rest.seconds;
  out.nanos = rest.nanos;
  return out;
}

namespace {

struct UnitField {
  std::string_view name;
  void (DurationSum::*add)(long double);
};

constexpr UnitField kUnits[] = {{"years", &DurationSum::AddYears},
                                {"quarters", &DurationSum::AddQuarters},
                                {"months", &DurationSum::AddMonths},
                                {"weeks", &DurationSum::AddWeeks},
                                {"days", &DurationSum::AddDays},
                                {"hours", &DurationSum::AddHours},
                                {"minutes", &DurationSum::AddMinutes},
                                {"seconds", &DurationSum::AddSeconds},
                                {"milliseconds", &DurationSum::AddMilliseconds},
                                {"microseconds", &DurationSum::AddMicroseconds},
                                {"nanoseconds", &DurationSum::AddNanos}};

// 14.1 as it is written, not as its double is.
long double Amount(std::string_view unit, const Value& value) {
  if (value.is_integer()) return static_cast<long double>(value.AsInteger());
  if (!value.is_float() || !std::isfinite(value.AsFloat())) {
    AbortTemporal(fmt::format("`{}` of a duration must be a number", unit));
  }
  return std::strtold(fmt::format("{}", value.AsFloat()).c_str(), nullptr);
}

}  // namespace

Duration DurationFromMap(const Value& map) {
  DurationSum sum;
  size_t known = 0;
  for (const UnitField& unit : kUnits) {
    const Value* value = map.Find(unit.name);
    if (value == nullptr) continue;
    (sum.*unit.add)(Amount(unit.name, *value));
    ++known;
  }
  if (known != map.AsMap().size() || known == 0) {
    AbortTemporal(
        "A duration is made of years, quarters, months, weeks, days, hours, minutes, "
        "seconds, milliseconds, microseconds and nanoseconds");
  }
  return Finished(sum);
}

}  // namespace amana::query
