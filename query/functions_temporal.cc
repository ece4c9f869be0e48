// Functions that make temporal values: from strings, maps, other temporal values and the clock.

#include <fmt/format.h>

#include <chrono>

#include "core/calendar.h"
#include "core/temporal/parse.h"
#include "query/functions.h"
#include "query/operations.h"
#include "query/temporal/duration.h"
#include "query/temporal/select.h"

namespace amana::query {
namespace {

using Clock = std::chrono::system_clock;

Moment NowIn(Clock::time_point now, const Zone& zone) {
  const auto nanos =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  return MomentAt(FloorDivide(nanos, kNanosPerSecond),
                  static_cast<int32_t>(FloorModulo(nanos, kNanosPerSecond)), zone);
}

int64_t Today(const ExecutionContext& context) { return *NowIn(context.now, Zone{}).days; }

Zone ZoneArgument(const Value& value) {
  auto zone = value.is_string() ? ParseZone(value.AsString()) : std::nullopt;
  if (!zone) AbortTemporal("Expected an offset or the name of a time zone");
  return *zone;
}

Moment NowForMap(const ExecutionContext& context, const Value& map) {
  const Value* zone = map.Find("timezone");
  return NowIn(context.now, zone == nullptr ? Zone{} : ZoneArgument(*zone));
}

// date(), date('2015-07-21'), date({year: 2015}), date(datetime(...)), and so for each type.
template <ValueType kType>
Value Construct(ExecutionContext& context, Arguments a) {
  const int64_t today = Today(context);
  if (a.empty()) return Join(kType, NowIn(context.now, Zone{}), today);
  const Value& v = *a[0];
  if (v.is_map()) return Join(kType, SelectFields(kType, v, NowForMap(context, v)), today);
  if (v.is_string()) {
    const auto moment = ParseMoment(kType, v.AsString());
    if (!moment) AbortTemporal(moment.error().message);
    return Join(kType, *moment, today);
  }
  if (!v.is_temporal() || v.type() == ValueType::kDuration) {
    AbortType("InvalidArgumentType", fmt::format("A {} cannot be made of {}", ValueTypeName(kType),
                                                 ValueTypeName(v.type())));
  }
  const Moment moment = PartsOf(v);
  if (!HasDate(kType) && !moment.nanos) AbortTemporal("A value with a time of day is needed");
  return Join(kType, moment, today);
}

// date.statement([zone]), date.transaction([zone]): the statement's moment.
template <ValueType kType>
Value StatementClock(ExecutionContext& context, Arguments a) {
  const Zone zone = a.empty() ? Zone{} : ZoneArgument(*a[0]);
  return Join(kType, NowIn(context.now, zone), Today(context));
}

template <ValueType kType>
Value RealClock(ExecutionContext& context, Arguments a) {
  const Zone zone = a.empty() ? Zone{} : ZoneArgument(*a[0]);
  return Join(kType, NowIn(Clock::now(), zone), Today(context));
}

// date.truncate(unit [, value [, fields]])
template <ValueType kType>
Value TruncateTo(ExecutionContext& context, Arguments a) {
  if (!a[0]->is_string()) AbortTemporal("A unit such as 'month' is needed");
  Moment moment = NowIn(context.now, Zone{});
  if (a.size() > 1) {
    if (!a[1]->is_temporal() || a[1]->type() == ValueType::kDuration) {
      AbortTemporal("Only temporal values can be truncated");
    }
    moment = PartsOf(*a[1]);
  }
  if (a.size() > 2 && !a[2]->is_map()) AbortTemporal("The fields to change must be a MAP");
  return Join(kType, Truncate(kType, a[0]->AsString(), moment, a.size() > 2 ? a[2] : nullptr),
              Today(context));
}

// datetime.fromepoch(seconds, nanoseconds)
Value FromEpoch(ExecutionContext&, Arguments a) {
  const int64_t nanos = a[1]->AsInteger();
  int64_t seconds = 0;
  if (__builtin_add_overflow(a[0]->AsInteger(), FloorDivide(nanos, kNanosPerSecond), &seconds) ||
      seconds > kMaxYear * 366 * kSecondsPerDay || seconds < -kMaxYear * 366 * kSecondsPerDay) {
    AbortTemporal("The year is out of bounds");
  }
  const auto rest = static_cast<int32_t>(FloorModulo(nanos, kNanosPerSecond));
  return Join(ValueType::kDateTime, MomentAt(seconds, rest, Zone{}), 0);
}

Value FromEpochMillis(ExecutionContext&, Arguments a) {
  const int64_t millis = a[0]->AsInteger();
  const auto rest = static_cast<int32_t>(FloorModulo(millis, 1000) * 1'000'000);
  return Join(ValueType::kDateTime, MomentAt(FloorDivide(millis, 1000), rest, Zone{}), 0);
}

Value DurationOf(ExecutionContext&, Arguments a) {
  const Value& v = *a[0];
  if (v.type() == ValueType::kDuration) return v;
  if (v.is_map()) return Value(DurationFromMap(v));
  if (!v.is_string()) AbortTemporal("This is not a duration");
  const auto duration = ParseDuration(v.AsString());
  if (!duration) AbortTemporal(duration.error().message);
  return Value(*duration);
}

template <Measure kMeasure>
Value Difference(ExecutionContext&, Arguments a) {
  for (const Value* v : a) {
    if (!v->is_temporal() || v->type() == ValueType::kDuration) {
      AbortTemporal("A duration lies between two temporal values");
    }
  }
  return Value(Between(*a[0], *a[1], kMeasure));
}

Value Timestamp(ExecutionContext& context, Arguments) {
  return Value(
      int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(context.now.time_since_epoch())
                  .count()});
}

constexpr TypeMask kMoment = kTemporalMask & ~kDurationMask;
constexpr TypeMask kMade = kStringMask | kMapMask | kMoment;
constexpr TypeMask kCut = kStringMask | kMapMask | kMoment;

// The five functions of a type, under its name.
#define AMANA_TEMPORAL_TYPE(name, type)                                                           \
  {name, 0, 1, kMade, MaskOf(type), Construct<type>},                                             \
      {name ".statement", 0, 1, kStringMask, MaskOf(type), StatementClock<type>},                 \
      {name ".transaction", 0, 1, kStringMask, MaskOf(type), StatementClock<type>},               \
      {name ".realtime", 0, 1, kStringMask, MaskOf(type), RealClock<type>, true, false, false}, { \
    name ".truncate", 1, 3, kCut, MaskOf(type), TruncateTo<type>                                  \
  }

constexpr FunctionDef kTable[] = {
    AMANA_TEMPORAL_TYPE("date", ValueType::kDate),
    AMANA_TEMPORAL_TYPE("localtime", ValueType::kLocalTime),
    AMANA_TEMPORAL_TYPE("time", ValueType::kTime),
    AMANA_TEMPORAL_TYPE("localdatetime", ValueType::kLocalDateTime),
    AMANA_TEMPORAL_TYPE("datetime", ValueType::kDateTime),
    {"datetime.fromepoch", 2, 2, kIntegerMask, MaskOf(ValueType::kDateTime), FromEpoch},
    {"datetime.fromepochmillis", 1, 1, kIntegerMask, MaskOf(ValueType::kDateTime), FromEpochMillis},
    {"duration", 1, 1, kStringMask | kMapMask | kDurationMask, kDurationMask, DurationOf},
    {"duration.between", 2, 2, kMoment, kDurationMask, Difference<Measure::kAll>},
    {"duration.inMonths", 2, 2, kMoment, kDurationMask, Difference<Measure::kMonths>},
    {"duration.inDays", 2, 2, kMoment, kDurationMask, Difference<Measure::kDays>},
    {"duration.inSeconds", 2, 2, kMoment, kDurationMask, Difference<Measure::kSeconds>},
    {"timestamp", 0, 0, kAnyType, kIntegerMask, Timestamp},
};

#undef AMANA_TEMPORAL_TYPE

}  // namespace

std::span<const FunctionDef> TemporalFunctions() { return kTable; }

}  // namespace amana::query
