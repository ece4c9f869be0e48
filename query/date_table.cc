#include "query/date_table.h"

#include <chrono>

namespace amana::query {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr sys_days FirstOf(int year) { return std::chrono::year(year) / std::chrono::January / 1; }
static_assert(FirstOf(1800).time_since_epoch().count() == DateTable::kFirst);

}  // namespace

const DateTable& DateTable::Get() {
  static const DateTable table;
  return table;
}

DateTable::DateTable() {
  for (sys_days day = FirstOf(1800); day < FirstOf(2200); day += std::chrono::days(1)) {
    const year_month_day date(day);
    parts_.push_back({static_cast<int16_t>(static_cast<int>(date.year())),
                      static_cast<uint8_t>(static_cast<unsigned>(date.month())),
                      static_cast<uint8_t>(static_cast<unsigned>(date.day()))});
  }
}

}  // namespace amana::query
