#include "core/temporal/moment.h"

#include <utility>

#include "core/calendar.h"

namespace amana {
namespace {

Moment FromLocal(int64_t seconds, int64_t nanos) {
  Moment moment;
  moment.days = FloorDivide(seconds, kSecondsPerDay);
  moment.nanos = FloorModulo(seconds, kSecondsPerDay) * kNanosPerSecond + nanos;
  return moment;
}

Result<int64_t> CheckedDays(const Moment& moment) {
  if (!moment.days) {
    return Fail(ErrorCode::kInvalidArgument, "A date is needed: give at least the year");
  }
  const int64_t year = CivilFromDays(*moment.days).year;
  if (year > kMaxYear || year < -kMaxYear) {
    return Fail(ErrorCode::kInvalidArgument, "The year is out of bounds");
  }
  return *moment.days;
}

}  // namespace

bool HasDate(ValueType type) {
  return type == ValueType::kDate || type == ValueType::kLocalDateTime ||
         type == ValueType::kDateTime;
}
bool HasTime(ValueType type) { return type != ValueType::kDate; }
bool HasZone(ValueType type) { return type == ValueType::kTime || type == ValueType::kDateTime; }

Moment MomentAt(int64_t utc_seconds, int32_t nanos, const Zone& zone) {
  const DateTime shown = AtInstant(utc_seconds, nanos, zone);
  Moment moment = FromLocal(shown.LocalSeconds(), nanos);
  moment.zone = zone;
  moment.offset = shown.offset;
  return moment;
}

Moment PartsOf(const Value& value) {
  Moment moment;
  switch (value.type()) {
    case ValueType::kDate:
      moment.days = value.AsDate().days;
      return moment;
    case ValueType::kLocalTime:
      moment.nanos = value.AsLocalTime().nanos;
      return moment;
    case ValueType::kTime:
      moment.nanos = value.AsTime().nanos;
      moment.zone = Zone{{}, value.AsTime().offset};
      return moment;
    case ValueType::kLocalDateTime:
      return FromLocal(value.AsLocalDateTime().seconds, value.AsLocalDateTime().nanos);
    default: {
      const DateTime& t = value.AsDateTime();
      moment = FromLocal(t.LocalSeconds(), t.nanos);
      moment.zone = ZoneOf(t);
      moment.offset = t.offset;
      return moment;
    }
  }
}

Result<Value> ValueOf(ValueType type, const Moment& moment, int64_t today) {
  const int64_t nanos = moment.nanos.value_or(0);
  const Zone zone = moment.zone.value_or(Zone{});
  if (type == ValueType::kLocalTime) return Value(LocalTime{nanos});
  if (type == ValueType::kTime && zone.fixed()) return Value(Time{nanos, zone.offset});
  int64_t days = moment.days.value_or(today);
  if (HasDate(type)) {
    AMANA_TRY(days, CheckedDays(moment));
  }
  if (type == ValueType::kDate) return Value(Date{days});
  const int64_t seconds = days * kSecondsPerDay + nanos / kNanosPerSecond;
  const auto fraction = static_cast<int32_t>(nanos % kNanosPerSecond);
  if (type == ValueType::kLocalDateTime) return Value(LocalDateTime{seconds, fraction});
  DateTime shown = AtLocal(seconds, fraction, zone, moment.offset);
  if (type == ValueType::kTime) return Value(Time{nanos, shown.offset});
  return Value(std::move(shown));
}

}  // namespace amana
