#include "core/temporal/zone.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <unordered_map>

#include "core/calendar.h"

namespace amana {
namespace {

constexpr int32_t kMaxOffset = 18 * 3600;

std::unique_ptr<icu::BasicTimeZone> OpenRegion(const std::string& name) {
  const auto id = icu::UnicodeString::fromUTF8(name);
  icu::UnicodeString canonical;
  UBool known = false;
  UErrorCode status = U_ZERO_ERROR;
  icu::TimeZone::getCanonicalID(id, canonical, known, status);
  if (U_FAILURE(status) || !known) return nullptr;
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (basic == nullptr) return nullptr;
  zone.release();
  return std::unique_ptr<icu::BasicTimeZone>(basic);
}

// Regions are opened once for each thread; nullptr for what is none.
const icu::BasicTimeZone* Region(const std::string& name) {
  thread_local std::unordered_map<std::string, std::unique_ptr<icu::BasicTimeZone>> open;
  auto found = open.find(name);
  if (found == open.end()) {
    if (open.size() >= 256) open.clear();
    found = open.emplace(name, OpenRegion(name)).first;
  }
  return found->second.get();
}

// ICU counts in milliseconds within some thousand years. Rules repeat every 400 years, and before
// 1600 there was one local time.
UDate IcuTime(int64_t seconds) {
  constexpr int64_t kCycle = int64_t{146097} * kSecondsPerDay;
  constexpr int64_t kFirst = -11'676'096'000;  // 1600-01-01
  constexpr int64_t kLast = 13'569'465'600;    // 2400-01-01
  if (seconds > kLast) seconds = kLast + (seconds - kLast) % kCycle;
  return static_cast<double>(std::max(seconds, kFirst)) * 1000;
}

int32_t RegionOffset(const icu::BasicTimeZone& zone, int64_t utc_seconds) {
  int32_t raw = 0, dst = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone.getOffset(IcuTime(utc_seconds), false, raw, dst, status);
  return U_FAILURE(status) ? 0 : (raw + dst) / 1000;
}

int32_t RegionOffsetFromLocal(const icu::BasicTimeZone& zone, int64_t local_seconds,
                              UTimeZoneLocalOption duplicated) {
  int32_t raw = 0, dst = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone.getOffsetFromLocal(IcuTime(local_seconds), UCAL_TZ_LOCAL_FORMER, duplicated, raw, dst,
                          status);
  return U_FAILURE(status) ? 0 : (raw + dst) / 1000;
}

std::optional<int32_t> TwoDigits(std::string_view text) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') {
    return std::nullopt;
  }
  return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

std::optional<Zone> ParseOffset(std::string_view text) {
  if (text == "Z" || text == "z") return Zone{};
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  const bool colons = text.size() > 2 && text[2] == ':';
  int32_t parts[3] = {0, 0, 0};
  for (int i = 0; i < 3 && !text.empty(); ++i) {
    if (i > 0 && colons) {
      if (text[0] != ':') return std::nullopt;
      text.remove_prefix(1);
    }
    auto part = TwoDigits(text);
    if (!part || (i > 0 && *part > 59)) return std::nullopt;
    parts[i] = *part;
    text.remove_prefix(2);
  }
  const int32_t offset = parts[0] * 3600 + parts[1] * 60 + parts[2];
  if (!text.empty() || offset > kMaxOffset) return std::nullopt;
  return Zone{{}, negative ? -offset : offset};
}

std::optional<Zone> ParseZone(std::string_view text) {
  if (auto offset = ParseOffset(text)) return offset;
  std::string name(text);
  std::replace(name.begin(), name.end(), ' ', '_');
  if (name == "UTC" || name == "GMT" || Region(name) != nullptr) return Zone{std::move(name), 0};
  return std::nullopt;
}

DateTime AtInstant(int64_t utc_seconds, int32_t nanos, const Zone& zone) {
  int32_t offset = zone.offset;
  if (!zone.fixed()) {
    const auto* region = Region(zone.region);
    offset = region == nullptr ? 0 : RegionOffset(*region, utc_seconds);
  }
  return DateTime{utc_seconds, nanos, offset, zone.region};
}

DateTime AtLocal(int64_t local_seconds, int32_t nanos, const Zone& zone,
                 std::optional<int32_t> preferred) {
  if (zone.fixed()) return DateTime{local_seconds - zone.offset, nanos, zone.offset, {}};
  const auto* region = Region(zone.region);
  if (region == nullptr) return DateTime{local_seconds, nanos, 0, zone.region};
  int32_t offset = RegionOffsetFromLocal(*region, local_seconds, UCAL_TZ_LOCAL_FORMER);
  if (preferred && *preferred != offset &&
      *preferred == RegionOffsetFromLocal(*region, local_seconds, UCAL_TZ_LOCAL_LATTER)) {
    offset = *preferred;
  }
  return AtInstant(local_seconds - offset, nanos, zone);
}

Zone ZoneOf(const DateTime& value) {
  return value.zone.empty() ? Zone{{}, value.offset} : Zone{value.zone, 0};
}

}  // namespace amana
