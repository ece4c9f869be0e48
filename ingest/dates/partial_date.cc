#include "ingest/dates/partial_date.h"

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/locid.h>

#include <charconv>
#include <memory>

namespace amana::ingest {
namespace {

constexpr double kDayMilliseconds = 86'400'000;

std::chrono::sys_days ToDays(const PartialDate& date) {
  return std::chrono::sys_days(std::chrono::year(date.year) / date.month / date.day);
}

PartialDate FromDays(std::chrono::sys_days days) {
  const std::chrono::year_month_day ymd(days);
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

// `digits` digits at `at`; -1 if they are not there.
int Digits(std::string_view text, size_t at, size_t digits) {
  if (text.size() < at + digits) return -1;
  int value = 0;
  const char* end = text.data() + at + digits;
  const auto parsed = std::from_chars(text.data() + at, end, value);
  return parsed.ec == std::errc() && parsed.ptr == end ? value : -1;
}

bool DigitAt(std::string_view text, size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// Made once for each thread, since making an ICU calendar costs more than using it.
icu::Calendar* UmmAlQura() {
  thread_local const std::unique_ptr<icu::Calendar> calendar = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> made(icu::Calendar::createInstance(
        *icu::TimeZone::getGMT(), icu::Locale("ar@calendar=islamic-umalqura"), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return calendar.get();
}

}  // namespace

std::string ToIso(const PartialDate& date) {
  if (date.empty()) return {};
  if (!date.has_month()) return fmt::format("{:04}", date.year);
  if (!date.has_day()) return fmt::format("{:04}-{:02}", date.year, date.month);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

bool IsRealDay(const PartialDate& date) {
  return (std::chrono::year(date.year) / date.month / date.day).ok();
}

std::optional<PartialDate> ParseIsoDate(std::string_view text) {
  PartialDate date;
  date.year = Digits(text, 0, 4);
  if (date.year <= 0 || DigitAt(text, 4)) return std::nullopt;
  if (text.size() < 7 || text[4] != '-') {
    return text.size() == 4 ? std::optional(date) : std::nullopt;
  }
  date.month = Digits(text, 5, 2);
  if (date.month < 1 || date.month > 12) return std::nullopt;
  if (text.size() < 10 || text[7] != '-') {
    return text.size() == 7 ? std::optional(date) : std::nullopt;
  }
  date.day = Digits(text, 8, 2);
  if (date.day < 1 || DigitAt(text, 10) || !IsRealDay(date)) return std::nullopt;
  return date;
}

PartialDate AddDays(const PartialDate& date, int days) {
  return FromDays(ToDays(date) + std::chrono::days(days));
}

int DaysBetween(const PartialDate& from, const PartialDate& to) {
  return static_cast<int>((ToDays(to) - ToDays(from)).count());
}

int WeekdayOf(const PartialDate& date) {
  return static_cast<int>(std::chrono::weekday(ToDays(date)).c_encoding());
}

PartialDate AddMonths(const PartialDate& date, int months) {
  const int total = date.year * 12 + date.month - 1 + months;
  return {total / 12, total % 12 + 1, 0};
}

std::optional<PartialDate> FromHijri(int year, int month, int day) {
  icu::Calendar* calendar = UmmAlQura();
  if (calendar == nullptr || year < 1300 || year > 1600 || month < 1 || month > 12 || day < 0 ||
      day > 30) {
    return std::nullopt;
  }
  UErrorCode status = U_ZERO_ERROR;
  calendar->clear();
  calendar->set(year, month - 1, day > 0 ? day : 15);
  const double time = calendar->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  PartialDate out =
      FromDays(std::chrono::sys_days(std::chrono::days(static_cast<int>(time / kDayMilliseconds))));
  if (day == 0) out.day = 0;
  return out;
}

PartialDate HijriMonthOf(const PartialDate& date) {
  icu::Calendar* calendar = UmmAlQura();
  if (calendar == nullptr) return {};
  UErrorCode status = U_ZERO_ERROR;
  calendar->setTime(static_cast<double>(ToDays(date).time_since_epoch().count()) * kDayMilliseconds,
                    status);
  PartialDate out;
  out.year = calendar->get(UCAL_YEAR, status);
  out.month = calendar->get(UCAL_MONTH, status) + 1;
  return U_SUCCESS(status) ? out : PartialDate{};
}

}  // namespace amana::ingest
