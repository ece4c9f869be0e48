#include "core/temporal_text.h"

#include <fmt/format.h>

#include <cstdlib>

namespace amana {
namespace {

int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }

std::string DateText(int64_t days) {
  // civil_from_days (Howard Hinnant), in 64 bits: openCypher's years exceed chrono's.
  const int64_t shifted = days + 719468;  // days since 0000-03-01
  const int64_t era = FloorDivide(shifted, 146097);
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  if (year >= 0 && year <= 9999) return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "+", std::abs(year), month, day);
}

// ".5" for half a second, "" for none.
std::string FractionText(int64_t nanos) {
  if (nanos == 0) return {};
  std::string text = fmt::format(".{:09}", nanos);
  while (text.back() == '0') text.pop_back();
  return text;
}

std::string TimeOfDayText(int64_t seconds, int64_t nanos) {
  std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0 || nanos != 0) {
    text += fmt::format(":{:02}", seconds % 60) + FractionText(nanos);
  }
  return text;
}

std::string OffsetText(int32_t offset) {
  if (offset == 0) return "Z";
  const int32_t size = std::abs(offset);
  std::string text =
      fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  return size % 60 == 0 ? text : text + fmt::format(":{:02}", size % 60);
}

std::string LocalText(int64_t seconds, int64_t nanos) {
  const int64_t days = FloorDivide(seconds, kSecondsPerDay);
  return DateText(days) + "T" + TimeOfDayText(seconds - days * kSecondsPerDay, nanos);
}

std::string DurationText(const Duration& d) {
  std::string text = "P";
  auto add = [&](int64_t amount, char unit) {
    if (amount != 0) text += std::to_string(amount) + unit;
  };
  add(d.months / 12, 'Y');
  add(d.months % 12, 'M');
  add(d.days, 'D');
  // Whole and fraction take one sign: -1 s + 0.25e9 ns is -0.75 s.
  int64_t seconds = d.seconds, nanos = d.nanos;
  const bool negative = seconds < 0;
  if (negative && nanos > 0) {
    ++seconds;
    nanos = kNanosPerSecond - nanos;
  }
  if (seconds != 0 || nanos != 0) {
    text += 'T';
    add(seconds / 3600, 'H');
    add(seconds / 60 % 60, 'M');
    if (const int64_t rest = seconds % 60; rest != 0 || nanos != 0) {
      text += fmt::format("{}{}{}S", negative ? "-" : "", std::abs(rest), FractionText(nanos));
    }
  }
  return text == "P" ? "PT0S" : text;
}

}  // namespace

std::string TemporalText(const Value& value) {
  auto time = [](int64_t nanos) {
    return TimeOfDayText(nanos / kNanosPerSecond, nanos % kNanosPerSecond);
  };
  switch (value.type()) {
    case ValueType::kDate:
      return DateText(value.AsDate().days);
    case ValueType::kLocalTime:
      return time(value.AsLocalTime().nanos);
    case ValueType::kTime:
      return time(value.AsTime().nanos) + OffsetText(value.AsTime().offset);
    case ValueType::kLocalDateTime:
      return LocalText(value.AsLocalDateTime().seconds, value.AsLocalDateTime().nanos);
    case ValueType::kDateTime: {
      const DateTime& t = value.AsDateTime();
      std::string text = LocalText(t.LocalSeconds(), t.nanos) + OffsetText(t.offset);
      return t.zone.empty() ? text : text + "[" + t.zone + "]";
    }
    default:
      return DurationText(value.AsDuration());
  }
}

}  // namespace amana
