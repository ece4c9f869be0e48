#include "query/date_table.h"

#include <gtest/gtest.h>

#include <chrono>

namespace amana::query {
namespace {

TEST(DateTable, SaysWhatTheCalendarSays) {
  const DateTable& table = DateTable::Get();
  int64_t known = 0;
  for (int64_t days = -70'000; days < 90'000; ++days) {
    if (!table.Has(days)) continue;
    ++known;
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    ASSERT_EQ(table.Nearest(days).year, static_cast<int>(date.year())) << days;
    ASSERT_EQ(table.Nearest(days).month, static_cast<unsigned>(date.month())) << days;
    ASSERT_EQ(table.Nearest(days).day, static_cast<unsigned>(date.day())) << days;
  }
  EXPECT_EQ(known, 146'097);  // 400 years
  EXPECT_FALSE(table.Has(DateTable::kFirst - 1));
  EXPECT_FALSE(table.Has(INT64_MIN));
  EXPECT_FALSE(table.Has(INT64_MAX));
}

}  // namespace
}  // namespace amana::query
