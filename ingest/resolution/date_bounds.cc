#include "ingest/resolution/date_bounds.h"

#include <charconv>
#include <chrono>

namespace amana::ingest {
namespace {

std::optional<unsigned> Number(std::string_view digits) {
  unsigned value = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
  return value;
}

Date ToDate(std::chrono::year_month_day day) {
  return Date{std::chrono::sys_days(day).time_since_epoch().count()};
}

std::optional<DateBounds> BoundsOfOne(std::string_view iso) {
  using namespace std::chrono;
  if (iso.size() != 4 && iso.size() != 7 && iso.size() != 10) return std::nullopt;
  const auto number = Number(iso.substr(0, 4));
  if (!number) return std::nullopt;
  const year y(static_cast<int>(*number));
  if (iso.size() == 4) return DateBounds{ToDate(y / January / 1), ToDate(y / December / 31)};
  const auto month_number = Number(iso.substr(5, 2));
  if (iso[4] != '-' || !month_number) return std::nullopt;
  const year_month ym = y / month(*month_number);
  if (!ym.ok()) return std::nullopt;
  if (iso.size() == 7) return DateBounds{ToDate(ym / 1), ToDate(year_month_day(ym / last))};
  const auto day_number = Number(iso.substr(8, 2));
  if (iso[7] != '-' || !day_number) return std::nullopt;
  const year_month_day ymd = ym / day(*day_number);
  if (!ymd.ok()) return std::nullopt;
  return DateBounds{ToDate(ymd), ToDate(ymd)};
}

}  // namespace

std::optional<DateBounds> BoundsOf(std::string_view iso) {
  const size_t slash = iso.find('/');
  if (slash == std::string_view::npos) return BoundsOfOne(iso);
  const auto from = BoundsOfOne(iso.substr(0, slash));
  const auto to = BoundsOfOne(iso.substr(slash + 1));
  if (!from || !to || to->to < from->from) return std::nullopt;
  return DateBounds{from->from, to->to};
}

}  // namespace amana::ingest
