#pragma once

#include <cstdint>
#include <optional>

#include "core/result.h"
#include "core/temporal/zone.h"
#include "core/value.h"

namespace amana {

// The parts of a temporal value other than a duration, each present or not: what parsing, selecting
// and truncating work on, whatever the type.
struct Moment {
  std::optional<int64_t> days;   // since 1970-01-01
  std::optional<int64_t> nanos;  // since midnight
  std::optional<Zone> zone;
  std::optional<int32_t> offset;  // at this moment, where the zone is a region
};

// REQUIRES value.is_temporal() and no duration.
Moment PartsOf(const Value& value);

// The moment as a value of the type; what it lacks is midnight and UTC. `today` decides on the
// offset of a region for times without a date. kInvalidArgument where the moment has no date and
// the type needs one, or where the year is out of bounds.
Result<Value> ValueOf(ValueType type, const Moment& moment, int64_t today);

// An instant as the zone's clocks show it.
Moment MomentAt(int64_t utc_seconds, int32_t nanos, const Zone& zone);

bool HasDate(ValueType type);
bool HasTime(ValueType type);
bool HasZone(ValueType type);

}  // namespace amana
