#include <gtest/gtest.h>

#include "core/temporal/parse.h"
#include "core/temporal_text.h"

namespace amana {
namespace {

// The value as text again; the error's message where there is none.
std::string Again(ValueType type, std::string_view text) {
  const auto moment = ParseMoment(type, text);
  if (!moment) return moment.error().message;
  const auto value = ValueOf(type, *moment, 0);
  return value ? TemporalText(*value) : value.error().message;
}

TEST(TemporalParse, ReadsTheFormsOfEachType) {
  EXPECT_EQ(Again(ValueType::kDate, "2015-W30-2"), "2015-07-21");
  EXPECT_EQ(Again(ValueType::kDate, "2015"), "2015-01-01");
  EXPECT_EQ(Again(ValueType::kLocalTime, "214032.142"), "21:40:32.142");
  EXPECT_EQ(Again(ValueType::kTime, "21:40-01:30"), "21:40-01:30");
  EXPECT_EQ(Again(ValueType::kLocalDateTime, "2015-07-21T21:40:32"), "2015-07-21T21:40:32");
  EXPECT_EQ(Again(ValueType::kDateTime, "2015-07-21T21:40+02:00[Europe/Stockholm]"),
            "2015-07-21T21:40+02:00[Europe/Stockholm]");
}

TEST(TemporalParse, TellsWhatIsNone) {
  EXPECT_EQ(Again(ValueType::kDate, "2015-02-30"), "Not a DATE: '2015-02-30'");
  EXPECT_EQ(ParseDate("2015-02-29"), std::nullopt);
  EXPECT_EQ(Again(ValueType::kDateTime, "2015-07-21T21:40+05:00[Europe/Stockholm]"),
            "The offset is not one of the time zone at that time");
  // The week of the last Thursday that the calendar has ends beyond it.
  EXPECT_EQ(Again(ValueType::kDate, "+999999999-W52-7"), "The year is out of bounds");
}

TEST(TemporalParse, ReadsDurations) {
  EXPECT_EQ(TemporalText(Value(*ParseDuration("P1Y2M3DT4H5M6.5S"))), "P1Y2M3DT4H5M6.5S");
  EXPECT_EQ(TemporalText(Value(*ParseDuration("-P2012-02-02T14:37"))), "P-2012Y-2M-2DT-14H-37M");
  EXPECT_FALSE(ParseDuration("P"));
  EXPECT_FALSE(ParseDuration("P1S"));
  EXPECT_EQ(ParseDuration("P9999999999999999999Y").error().message,
            "The duration is out of bounds");
}

}  // namespace
}  // namespace amana
