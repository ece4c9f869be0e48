#include "core/calendar.h"

#include <algorithm>

namespace amana {

int DaysInMonth(int64_t year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

// civil_from_days and days_from_civil after Howard Hinnant: years begin in March, so that the leap
// day is the last one.
CivilDate CivilFromDays(int64_t days) {
  const int64_t shifted = days + 719468;  // days since 0000-03-01
  const int64_t era = FloorDivide(shifted, 146097);
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  date.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

int64_t DaysFromCivil(int64_t year, int month, int day) {
  const int64_t shifted_year = year - (month <= 2 ? 1 : 0);
  const int64_t era = FloorDivide(shifted_year, 400);
  const int64_t year_of_era = shifted_year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

WeekDate WeekFromDays(int64_t days) {
  WeekDate week;
  week.day = static_cast<int>(FloorModulo(days + 3, 7)) + 1;
  const int64_t thursday = days - week.day + 4;
  week.year = CivilFromDays(thursday).year;
  week.week = static_cast<int>((thursday - DaysFromCivil(week.year, 1, 1)) / 7) + 1;
  return week;
}

int64_t DaysFromWeek(int64_t year, int week, int day) {
  const int64_t fourth = DaysFromCivil(year, 1, 4);  // always in week 1
  const int64_t monday = fourth - FloorModulo(fourth + 3, 7);
  return monday + int64_t{week - 1} * 7 + day - 1;
}

int WeeksInYear(int64_t year) {
  return WeekFromDays(DaysFromCivil(year, 12, 28)).week;  // December 28th is in the last week
}

int64_t AddMonths(int64_t days, int64_t months) {
  const CivilDate date = CivilFromDays(days);
  const int64_t total = date.year * 12 + date.month - 1 + months;
  const int64_t year = FloorDivide(total, 12);
  const int month = static_cast<int>(FloorModulo(total, 12)) + 1;
  return DaysFromCivil(year, month, std::min(date.day, DaysInMonth(year, month)));
}

}  // namespace amana
