#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace amana {

// The temporal types of openCypher (CIP2015-08-06), as plain numbers. Calendar: proleptic
// Gregorian. What is parsed, printed and computed stands in core/temporal_text.h and query/.

constexpr int64_t kNanosPerSecond = 1'000'000'000;
constexpr int64_t kSecondsPerDay = 86'400;
constexpr int64_t kNanosPerDay = kNanosPerSecond * kSecondsPerDay;

struct Date {
  int64_t days = 0;  // since 1970-01-01
  auto operator<=>(const Date&) const = default;
};

struct LocalTime {
  int64_t nanos = 0;  // since midnight, in [0, kNanosPerDay)
  auto operator<=>(const LocalTime&) const = default;
};

// A time of day with an offset from UTC.
struct Time {
  int64_t nanos = 0;   // local, since midnight, in [0, kNanosPerDay)
  int32_t offset = 0;  // seconds east of UTC, in [-64800, 64800]
  int64_t UtcNanos() const { return nanos - offset * kNanosPerSecond; }
  bool operator==(const Time&) const = default;
};

struct LocalDateTime {
  int64_t seconds = 0;  // local, since 1970-01-01T00:00
  int32_t nanos = 0;    // in [0, kNanosPerSecond)
  auto operator<=>(const LocalDateTime&) const = default;
};

struct DateTime {
  int64_t seconds = 0;  // UTC, since 1970-01-01T00:00Z
  int32_t nanos = 0;    // in [0, kNanosPerSecond)
  int32_t offset = 0;   // seconds east of UTC at that instant
  std::string zone;     // IANA name; empty where only an offset was given
  int64_t LocalSeconds() const { return seconds + offset; }
  bool operator==(const DateTime&) const = default;
};

// Months, days and seconds do not convert into each other; equality is by component.
struct Duration {
  int64_t months = 0;
  int64_t days = 0;
  int64_t seconds = 0;
  int32_t nanos = 0;  // in [0, kNanosPerSecond); the sign is that of `seconds`
  bool operator==(const Duration&) const = default;
};

}  // namespace amana
