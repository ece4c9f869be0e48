#include "core/temporal_text.h"

#include <gtest/gtest.h>

namespace amana {
namespace {

TEST(TemporalText, PrintsDates) {
  EXPECT_EQ(TemporalText(Value(Date{0})), "1970-01-01");
  EXPECT_EQ(TemporalText(Value(Date{-1})), "1969-12-31");
  EXPECT_EQ(TemporalText(Value(Date{19782})), "2024-02-29");
  EXPECT_EQ(TemporalText(Value(Date{-719529})), "-0001-12-31");
}

TEST(TemporalText, PrintsTimesWithoutEmptyParts) {
  const int64_t noon = 12 * 3600 * kNanosPerSecond;
  EXPECT_EQ(TemporalText(Value(LocalTime{noon})), "12:00");
  EXPECT_EQ(TemporalText(Value(LocalTime{noon + 14'500'000'000})), "12:00:14.5");
  EXPECT_EQ(TemporalText(Value(Time{noon, 0})), "12:00Z");
  EXPECT_EQ(TemporalText(Value(Time{noon, -19800})), "12:00-05:30");
}

TEST(TemporalText, PrintsDateTimesInLocalTime) {
  EXPECT_EQ(TemporalText(Value(LocalDateTime{-1, 0})), "1969-12-31T23:59:59");
  EXPECT_EQ(TemporalText(Value(DateTime{0, 0, 7200, "Africa/Cairo"})),
            "1970-01-01T02:00+02:00[Africa/Cairo]");
}

TEST(TemporalText, PrintsDurationsByComponent) {
  EXPECT_EQ(TemporalText(Value(Duration{})), "PT0S");
  EXPECT_EQ(TemporalText(Value(Duration{14, 3, 14700, 0})), "P1Y2M3DT4H5M");
  EXPECT_EQ(TemporalText(Value(Duration{0, 0, -1, 250'000'000})), "PT-0.75S");
}

}  // namespace
}  // namespace amana
