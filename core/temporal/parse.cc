#include "core/temporal/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/calendar.h"
#include "core/temporal/duration_sum.h"

namespace amana {
namespace {

// A text that is eaten from the left.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool At(char c) const { return !rest_.empty() && rest_[0] == c; }
  bool AtDigit() const { return !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }
  bool Accept(char c) {
    if (!At(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  size_t DigitsAhead() const {
    size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    return count;
  }
  // Exactly `count` digits.
  std::optional<int64_t> Number(size_t count) {
    if (count == 0 || DigitsAhead() < count) return std::nullopt;
    int64_t value = 0;
    for (size_t i = 0; i < count; ++i) value = value * 10 + (rest_[i] - '0');
    rest_.remove_prefix(count);
    return value;
  }
  std::string_view Take(size_t count) {
    std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::optional<int64_t> ValidDay(int64_t year, int64_t month, int64_t day) {
  if (month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > DaysInMonth(year, static_cast<int>(month))) return std::nullopt;
  return DaysFromCivil(year, static_cast<int>(month), static_cast<int>(day));
}

std::optional<int64_t> ValidWeek(int64_t year, int64_t week, int64_t day) {
  if (week < 1 || week > WeeksInYear(year) || day < 1 || day > 7) return std::nullopt;
  return DaysFromWeek(year, static_cast<int>(week), static_cast<int>(day));
}

std::optional<int64_t> ValidOrdinal(int64_t year, int64_t day) {
  if (day < 1 || day > (IsLeapYear(year) ? 366 : 365)) return std::nullopt;
  return DaysFromCivil(year, 1, 1) + day - 1;
}

std::optional<int64_t> ValidQuarterDay(int64_t year, int64_t quarter, int64_t day) {
  if (quarter < 1 || quarter > 4 || day < 1) return std::nullopt;
  const int month = static_cast<int>(quarter) * 3 - 2;
  const int64_t first = DaysFromCivil(year, month, 1);
  if (first + day > AddMonths(first, 3)) return std::nullopt;
  return first + day - 1;
}

// What stands behind the year: nothing, a month and day, a week, a quarter or a day of the year.
std::optional<int64_t> ParseWithinYear(Cursor& in, int64_t year) {
  const bool dashed = in.Accept('-');
  // A part that is optional at the end; nullopt where it is there but broken.
  auto last = [&](size_t digits) -> std::optional<int64_t> {
    if (dashed ? !in.At('-') : !in.AtDigit()) return 1;
    if (dashed) in.Accept('-');
    return in.DigitsAhead() == digits ? in.Number(digits) : std::nullopt;
  };
  if (in.Accept('W')) {
    auto week = in.Number(2);
    auto day = last(1);
    return week && day ? ValidWeek(year, *week, *day) : std::nullopt;
  }
  if (in.Accept('Q')) {
    auto quarter = in.Number(1);
    auto day = last(2);
    return quarter && day ? ValidQuarterDay(year, *quarter, *day) : std::nullopt;
  }
  const size_t digits = in.DigitsAhead();
  if (digits == 0) return dashed ? std::nullopt : ValidDay(year, 1, 1);
  if (digits == 3) return ValidOrdinal(year, *in.Number(3));
  if (digits != 2 && (dashed || digits != 4)) return std::nullopt;
  auto month = in.Number(2);
  auto day = last(2);
  return ValidDay(year, *month, day.value_or(0));
}

}  // namespace

std::optional<int64_t> ParseDate(std::string_view text) {
  Cursor in(text);
  const bool negative = in.At('-');
  const bool sign = in.Accept('-') || in.Accept('+');
  const size_t digits = in.DigitsAhead();
  // A signed year may be long, and must then be set off by dashes.
  if (sign && (digits < 4 || digits > 9)) return std::nullopt;
  auto year = in.Number(sign ? digits : 4);
  if (!year) return std::nullopt;
  auto days = ParseWithinYear(in, negative ? -*year : *year);
  return in.at_end() ? days : std::nullopt;
}

namespace {

// ".142" in nanoseconds; nothing is zero.
std::optional<int64_t> ParseFraction(Cursor& in) {
  if (!in.Accept('.') && !in.Accept(',')) return 0;
  const size_t digits = in.DigitsAhead();
  if (digits == 0 || digits > 9) return std::nullopt;
  int64_t nanos = *in.Number(digits);
  for (size_t i = digits; i < 9; ++i) nanos *= 10;
  return nanos;
}

std::optional<int64_t> ParseTimeOfDay(std::string_view text) {
  Cursor in(text);
  auto hour = in.Number(2);
  if (!hour) return std::nullopt;
  int64_t parts[2] = {0, 0};
  const bool colons = in.At(':');
  std::optional<int64_t> nanos = 0;
  for (int i = 0; i < 2; ++i) {
    if (colons ? !in.Accept(':') : !in.AtDigit()) break;
    auto part = in.Number(2);
    if (!part || *part > 59) return std::nullopt;
    parts[i] = *part;
    if (i == 1) nanos = ParseFraction(in);
  }
  if (!in.at_end() || *hour > 23 || !nanos) return std::nullopt;
  return ((*hour * 60 + parts[0]) * 60 + parts[1]) * kNanosPerSecond + *nanos;
}

// Cuts "+01:00[Europe/Paris]", "Z" or "[Europe/Paris]" off the end of a time.
bool CutZone(std::string_view* time, Moment* out) {
  std::optional<Zone> region;
  if (time->ends_with(']')) {
    const size_t open = time->find('[');
    if (open == std::string_view::npos) return false;
    region = ParseZone(time->substr(open + 1, time->size() - open - 2));
    if (!region) return false;
    *time = time->substr(0, open);
  }
  const size_t at = time->find_first_of("Zz+-");
  if (at != std::string_view::npos) {
    auto offset = ParseOffset(time->substr(at));
    if (!offset) return false;
    out->offset = offset->offset;
    out->zone = offset;
    *time = time->substr(0, at);
  }
  if (region) out->zone = region;
  return true;
}

bool OffsetFits(const Moment& moment) {
  if (!moment.zone || moment.zone->fixed() || !moment.offset || !moment.days) return true;
  const int64_t local = *moment.days * kSecondsPerDay + *moment.nanos / kNanosPerSecond;
  return AtLocal(local, 0, *moment.zone, moment.offset).offset == *moment.offset;
}

std::optional<Moment> Recognize(ValueType type, std::string_view text) {
  Moment moment;
  std::string_view date = text, time;
  if (!HasDate(type)) {
    std::swap(date, time);
  } else if (const size_t at = text.find_first_of("Tt"); at != std::string_view::npos) {
    if (!HasTime(type)) return std::nullopt;
    date = text.substr(0, at);
    time = text.substr(at + 1);
    if (time.empty()) return std::nullopt;
  }
  if (HasZone(type) && !time.empty() && !CutZone(&time, &moment)) return std::nullopt;
  if (HasDate(type)) {
    moment.days = ParseDate(date);
    if (!moment.days) return std::nullopt;
  }
  if (!HasDate(type) || !time.empty()) {
    moment.nanos = ParseTimeOfDay(time);
    if (!moment.nanos) return std::nullopt;
  }
  if (!moment.nanos) moment.nanos = 0;
  return moment;
}

}  // namespace

Result<Moment> ParseMoment(ValueType type, std::string_view text) {
  auto moment = Recognize(type, text);
  if (!moment) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("Not a {}: '{}'", ValueTypeName(type), text));
  }
  if (!OffsetFits(*moment)) {
    return Fail(ErrorCode::kInvalidArgument, "The offset is not one of the time zone at that time");
  }
  return std::move(*moment);
}

namespace {

// "-1.5": what stands before a unit.
std::optional<long double> ParseAmount(Cursor& in) {
  const bool negative = in.At('-');
  if (!in.Accept('-')) in.Accept('+');
  std::string number(in.Take(in.DigitsAhead()));
  if (number.empty() || number.size() > 19) return std::nullopt;
  if (in.Accept('.') || in.Accept(',')) {
    const size_t digits = in.DigitsAhead();
    if (digits == 0) return std::nullopt;
    number.append(".").append(in.Take(digits));
  }
  const long double amount = std::strtold(number.c_str(), nullptr);
  return negative ? -amount : amount;
}

// Amounts with units, each at most once and in order; false where the text is another.
bool ParseUnits(Cursor& in, std::string_view units, int sign, DurationSum* sum) {
  using Add = void (DurationSum::*)(long double);
  size_t next = 0;
  bool any = false;
  while (!in.at_end() && !in.At('T')) {
    auto amount = ParseAmount(in);
    if (!amount || in.at_end()) return false;
    const char unit = in.Take(1)[0];
    const size_t at = units.find(unit, next);
    if (at == std::string_view::npos) return false;
    next = at + 1;
    const bool time = units[0] == 'H';
    const Add add = unit == 'Y'   ? &DurationSum::AddYears
                    : unit == 'W' ? &DurationSum::AddWeeks
                    : unit == 'D' ? &DurationSum::AddDays
                    : unit == 'H' ? &DurationSum::AddHours
                    : unit == 'S' ? &DurationSum::AddSeconds
                    : time        ? &DurationSum::AddMinutes
                                  : &DurationSum::AddMonths;
    (sum->*add)(sign * *amount);
    any = true;
  }
  return any;
}

// 2012-02-02T14:37:21.545: years, months, days and a time of day.
bool ParseDateForm(std::string_view text, int sign, DurationSum* sum) {
  const size_t at = text.find('T');
  Cursor in(text.substr(0, at));
  auto years = in.Number(4);
  bool fits = years && in.Accept('-');
  auto months = in.Number(2);
  fits = fits && months && in.Accept('-');
  auto days = in.Number(2);
  if (!fits || !days || !in.at_end() || *months > 12 || *days > 31) return false;
  sum->AddYears(sign * *years);
  sum->AddMonths(sign * *months);
  sum->AddDays(sign * *days);
  if (at == std::string_view::npos) return true;
  auto nanos = ParseTimeOfDay(text.substr(at + 1));
  if (nanos) sum->AddNanos(sign * *nanos);
  return nanos.has_value();
}

bool AddParts(std::string_view text, DurationSum* sum) {
  Cursor in(text);
  const int sign = in.At('-') ? -1 : 1;
  if (!in.Accept('-')) in.Accept('+');
  if (!in.Accept('P') || in.at_end()) return false;
  const std::string_view body = in.rest();
  if (body.size() >= 10 && in.DigitsAhead() == 4 && body[4] == '-') {
    return ParseDateForm(body, sign, sum);
  }
  if (!in.At('T') && !ParseUnits(in, "YMWD", sign, sum)) return false;
  return !in.Accept('T') || (ParseUnits(in, "HMS", sign, sum) && in.at_end());
}

}  // namespace

Result<Duration> ParseDuration(std::string_view text) {
  DurationSum sum;
  if (!AddParts(text, &sum)) return Fail(ErrorCode::kInvalidArgument, "This is not a duration");
  return sum.Finish();
}

}  // namespace amana
