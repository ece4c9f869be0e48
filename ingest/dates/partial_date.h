#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace amana::ingest {

// A Gregorian date known to the year, the month or the day. A zero field is unknown; a known month
// implies a known year, a known day a known month.
struct PartialDate {
  int year = 0;
  int month = 0;  // 1..12
  int day = 0;    // 1..31

  bool has_day() const { return day > 0; }
  bool has_month() const { return month > 0; }
  bool empty() const { return year == 0; }
  bool operator==(const PartialDate&) const = default;
};

// ISO 8601: "2024-11-10", "2024-11", "2024" or "".
std::string ToIso(const PartialDate& date);

// Reads the start of an ISO 8601 date or date-time; nullopt if there is none, or no such day.
std::optional<PartialDate> ParseIsoDate(std::string_view text);

// True for a day that the calendar has. REQUIRES: has_day().
bool IsRealDay(const PartialDate& date);

// REQUIRES: has_day().
PartialDate AddDays(const PartialDate& date, int days);
int DaysBetween(const PartialDate& from, const PartialDate& to);
int WeekdayOf(const PartialDate& date);  // 0 Sunday .. 6 Saturday

// REQUIRES: has_month().
PartialDate AddMonths(const PartialDate& date, int months);

// The Gregorian day of a day of the Umm al-Qura calendar, which is a day early or late in many
// countries; for an unknown day (0) the month in which most of it lies. nullopt if there is none.
std::optional<PartialDate> FromHijri(int year, int month, int day);

// The Hijri year and month (day left 0) of a Gregorian day.
PartialDate HijriMonthOf(const PartialDate& date);

}  // namespace amana::ingest
