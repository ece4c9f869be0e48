#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace amana::query {

// Year, month and day of a day in the proleptic Gregorian calendar.
struct DateParts {
  int16_t year = 0;
  uint8_t month = 1;
  uint8_t day = 1;
};

// The days of the years 1800 to 2199, which hardly any date of a graph leaves: one load instead of
// the divisions of a calendar. Made when first asked for; 600 kB, of which a query touches what it
// asks for.
class DateTable {
 public:
  static constexpr int64_t kFirst = -62091;  // 1800-01-01

  static const DateTable& Get();

  // `days` since 1970-01-01.
  bool Has(int64_t days) const {
    return static_cast<uint64_t>(days) - static_cast<uint64_t>(kFirst) < parts_.size();
  }
  // Of the day itself, where the table has it; else of some other.
  const DateParts& Nearest(int64_t days) const {
    const uint64_t at = static_cast<uint64_t>(days) - static_cast<uint64_t>(kFirst);
    return parts_[std::min<uint64_t>(at, parts_.size() - 1)];
  }

 private:
  DateTable();
  std::vector<DateParts> parts_;
};

}  // namespace amana::query
