#include "query/temporal/moment.h"

#include "core/calendar.h"
#include "query/execution.h"

namespace amana::query {
namespace {

Moment FromLocal(int64_t seconds, int64_t nanos) {
  Moment moment;
  moment.days = FloorDivide(seconds, kSecondsPerDay);
  moment.nanos = FloorModulo(seconds, kSecondsPerDay) * kNanosPerSecond + nanos;
  return moment;
}

int64_t CheckedDays(const Moment& moment) {
  if (!moment.days) AbortTemporal("A date is needed: give at least the year");
  const int64_t year = CivilFromDays(*moment.days).year;
  if (year > kMaxYear || year < -kMaxYear) AbortTemporal("The year is out of bounds");
  return *moment.days;
}

}  // namespace

void AbortTemporal(std::string message) {
  Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue", std::move(message));
}

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

Moment Split(const Value& value) {
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

Value Join(ValueType type, const Moment& moment, int64_t today) {
  const int64_t nanos = moment.nanos.value_or(0);
  auto local_seconds = [&](int64_t days) {
    return days * kSecondsPerDay + nanos / kNanosPerSecond;
  };
  const auto fraction = static_cast<int32_t>(nanos % kNanosPerSecond);
  const Zone zone = moment.zone.value_or(Zone{});
  switch (type) {
    case ValueType::kDate:
      return Value(Date{CheckedDays(moment)});
    case ValueType::kLocalTime:
      return Value(LocalTime{nanos});
    case ValueType::kTime:
      if (zone.fixed()) return Value(Time{nanos, zone.offset});
      return Value(Time{
          nanos, AtLocal(local_seconds(moment.days.value_or(today)), fraction, zone, moment.offset)
                     .offset});
    case ValueType::kLocalDateTime:
      return Value(LocalDateTime{local_seconds(CheckedDays(moment)), fraction});
    default:
      return Value(AtLocal(local_seconds(CheckedDays(moment)), fraction, zone, moment.offset));
  }
}

}  // namespace amana::query
