#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ingest/dates/calendar.h"
#include "ingest/dates/date_resolver.h"
#include "ingest/dates/date_words.h"

namespace amana::ingest {

// A date expression of a clause.
struct DateExpression {
  uint32_t begin = 0;  // positions in the words given, half-open
  uint32_t end = 0;
  std::string value;  // ISO 8601, possibly partial; the first day of an interval; "" if unresolved
  std::string until;  // the last day of an interval; otherwise ""
  bool relative = false;
  bool conflict = false;
  bool approximate = false;  // a Hijri day that no Gregorian one confirms
  double confidence = 0;     // 0..1
};

// All dates of a clause, from left to right, none overlapping. Dates that cannot be resolved are
// found too, so that nothing else takes their words. Names made of dates («ثورة 25 يناير», «مدينة
// العاشر من رمضان») are not dates.
std::vector<DateExpression> FindDates(std::span<const DateWord> words, const Calendar& calendar,
                                      const DateContext& context);

}  // namespace amana::ingest
