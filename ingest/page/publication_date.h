#pragma once

#include <optional>
#include <string_view>

#include "ingest/dates/calendar.h"
#include "ingest/dates/partial_date.h"

namespace amana::ingest {

// A day that a line states outright, with its year.
struct StatedDate {
  PartialDate date;
  size_t begin = 0;  // code points of the line, half-open
  size_t end = 0;
  uint32_t other_words = 0;  // words of the line outside the date
  bool after_today = false;  // the date explains «اليوم»: the banner of a page's header
};

// The first such day; nullopt if there is none. `limit`: only what ends before this code point.
std::optional<StatedDate> FindStatedDate(std::string_view line, const Calendar& calendar,
                                         size_t limit = SIZE_MAX);

// What a metadata field says: ISO 8601, RFC 822, or any date the calendar reads. May be partial.
std::optional<PartialDate> ReadMetadataDate(std::string_view field, const Calendar& calendar);

// The day or month in a URL's path: /2024/11/10/, /2024/11/, 2024-11-10.
std::optional<PartialDate> ReadUrlDate(std::string_view url);

}  // namespace amana::ingest
