#pragma once

#include <cstdint>

namespace amana {

// The proleptic Gregorian calendar in 64 bits: openCypher's years exceed those of std::chrono.

struct CivilDate {
  int64_t year = 1970;
  int month = 1;
  int day = 1;
};

// A date as ISO 8601 counts weeks; the year of a week is that of its Thursday.
struct WeekDate {
  int64_t year = 1970;
  int week = 1;
  int day = 1;  // Monday is 1
};

constexpr int64_t kMaxYear = 999'999'999;  // and its negative

constexpr int64_t FloorDivide(int64_t a, int64_t b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}
constexpr int64_t FloorModulo(int64_t a, int64_t b) {
  const int64_t rest = a % b;  // the floor times b may not fit
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

constexpr bool IsLeapYear(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
int DaysInMonth(int64_t year, int month);

// Days are counted from 1970-01-01.
CivilDate CivilFromDays(int64_t days);
// REQUIRES a valid month; a day beyond the month counts on.
int64_t DaysFromCivil(int64_t year, int month, int day);
WeekDate WeekFromDays(int64_t days);
int64_t DaysFromWeek(int64_t year, int week, int day);
int WeeksInYear(int64_t year);
// The same day of a month that is `months` later, or its last day where it is shorter.
int64_t AddMonths(int64_t days, int64_t months);

}  // namespace amana
