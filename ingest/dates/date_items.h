#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/dates/calendar.h"
#include "ingest/dates/date_words.h"

namespace amana::ingest {

// A clause as the date grammar sees it: entries of the calendar, numbers, marks, and the rest.
enum class DateItemKind : uint8_t { kOther, kEntry, kNumber, kMark, kArticle };

struct DateItem {
  DateItemKind kind = DateItemKind::kOther;
  CalendarClass cls = CalendarClass::kMonth;  // kEntry
  int value = 0;                              // kEntry: as in the calendar; kNumber: its value
  bool hijri = false;
  bool conjoined = false;  // began with «و» or «ف»
  bool bare = false;       // kEntry: as in the calendar
  bool blocked = false;    // part of a phrase that only looks like a date
  uint8_t digits = 0;      // kNumber
  char mark = 0;           // kMark: the ASCII character, 0 for others
  uint32_t begin = 0;      // positions of words, half-open
  uint32_t end = 0;

  bool Is(CalendarClass c) const { return kind == DateItemKind::kEntry && cls == c; }
  bool IsMark(char c) const { return kind == DateItemKind::kMark && mark == c; }
};

// All that any reading of the word can be.
DateRole RoleInDate(std::string_view k2, const Calendar& calendar);

std::vector<DateItem> MakeDateItems(std::span<const DateWord> words, const Calendar& calendar);

}  // namespace amana::ingest
