#pragma once

#include <cstdint>

#include "core/value.h"

namespace amana::query {

// Adds up amounts of units, with fractions: what a unit has no whole number for goes on to smaller
// ones, a month counting 2,629,746 seconds (a year's mean length) and a day 86,400.
class DurationSum {
 public:
  void AddYears(long double amount) { AddMonths(amount * 12); }
  void AddQuarters(long double amount) { AddMonths(amount * 3); }
  void AddMonths(long double amount);
  void AddWeeks(long double amount) { AddDays(amount * 7); }
  void AddDays(long double amount);
  void AddHours(long double amount) { AddSeconds(amount * 3600); }
  void AddMinutes(long double amount) { AddSeconds(amount * 60); }
  void AddSeconds(long double amount);
  void AddMilliseconds(long double amount) { AddNanos(amount * 1'000'000); }
  void AddMicroseconds(long double amount) { AddNanos(amount * 1'000); }
  void AddNanos(long double amount);

  // Aborts where a component is out of bounds.
  Duration Finish() const;

 private:
  __int128 months_ = 0;
  __int128 days_ = 0;
  __int128 seconds_ = 0;
  __int128 nanos_ = 0;
};

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
