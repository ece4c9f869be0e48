#include "core/temporal_text.h"

#include <fmt/format.h>

#include <cstdlib>

#include "core/calendar.h"

namespace amana {
namespace {

std::string DateText(int64_t days) {
  const CivilDate date = CivilFromDays(days);
  std::string text = fmt::format("{:04}-{:02}-{:02}", std::abs(date.year), date.month, date.day);
  if (date.year >= 0 && date.year <= 9999) return text;
  return (date.year < 0 ? "-" : "+") + text;
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

std::string OffsetText(int32_t offset) {
  if (offset == 0) return "Z";
  const int32_t size = std::abs(offset);
  std::string text =
      fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  return size % 60 == 0 ? text : text + fmt::format(":{:02}", size % 60);
}

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
