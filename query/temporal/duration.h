#pragma once

#include <cstdint>

#include "core/value.h"

namespace amana::query {

Duration AddDurations(const Duration& a, const Duration& b, int sign);
Duration ScaleDuration(const Duration& d, long double factor);

// value + sign * duration. REQUIRES a temporal value that is no duration.
Value Shift(const Value& value, const Duration& duration, int sign);

// The duration from one temporal value to another, in months, days and seconds, or in one of them.
// A value without a date gets the other's, one without a zone the other's.
enum class Measure : uint8_t { kAll, kMonths, kDays, kSeconds };
Duration Between(const Value& from, const Value& to, Measure measure);

// From {years: 1, hours: 2.5, ...}.
Duration DurationFromMap(const Value& map);

}  // namespace amana::query
