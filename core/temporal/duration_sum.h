#pragma once

#include "core/result.h"
#include "core/temporal.h"

namespace amana {

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

  // kInvalidArgument where a component is out of bounds.
  Result<Duration> Finish() const;

 private:
  __int128 Whole(long double amount, long double* rest);

  __int128 months_ = 0;
  __int128 days_ = 0;
  __int128 seconds_ = 0;
  __int128 nanos_ = 0;
  bool too_large_ = false;
};

}  // namespace amana
