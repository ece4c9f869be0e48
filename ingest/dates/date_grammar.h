#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ingest/dates/date_items.h"

namespace amana::ingest {

enum class DateUnit : uint8_t { kNone, kDay, kWeek, kMonth, kYear };

// What a date expression says, before it is resolved against a day of publication. Fields that the
// text does not give are 0, -1 or empty.
struct DateDraft {
  std::optional<int> relative_day;  // days after publication
  int weekday = -1, last_weekday = -1;
  int day = 0, last_day = 0;
  int month = 0;
  int year = 0;
  bool hijri = false;
  std::optional<int> relation;               // -1 last, 0 this, +1 next …
  DateUnit relation_unit = DateUnit::kNone;  // … of what
  DateUnit unit = DateUnit::kNone;  // the unit meant where there is neither day, month nor year
  bool blocked = false;             // written like the name of an event («8 مارس»)
  std::vector<DateDraft> other;     // the same day in another calendar; at most one
  std::vector<DateDraft> until;     // the end of an interval; at most one
  uint32_t begin = 0, end = 0;      // positions of items, half-open
};

// The date expression that starts at items[at], as long as possible; nullopt if there is none.
std::optional<DateDraft> ParseDateAt(std::span<const DateItem> items, size_t at);

}  // namespace amana::ingest
