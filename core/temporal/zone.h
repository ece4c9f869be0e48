#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/temporal.h"

namespace amana {

// A time zone: a fixed offset, or a region of the IANA data whose offset changes.
struct Zone {
  std::string region;  // empty for a fixed offset
  int32_t offset = 0;  // seconds east of UTC

  bool fixed() const { return region.empty(); }
};

// "Z", "+01", "-0130", "+01:00", "+00:53:28"; up to 18 hours either way.
std::optional<Zone> ParseOffset(std::string_view text);
// An offset or the name of a region ("Africa/Cairo").
std::optional<Zone> ParseZone(std::string_view text);

// What clocks of the zone show at an instant.
DateTime AtInstant(int64_t utc_seconds, int32_t nanos, const Zone& zone);
// The instant at which clocks of the zone show a local time. Of two such instants (clocks went
// back) the one with the offset `preferred`, else the earlier; where there is none (clocks went
// forward) the time moves on by the length of the gap.
DateTime AtLocal(int64_t local_seconds, int32_t nanos, const Zone& zone,
                 std::optional<int32_t> preferred = std::nullopt);

Zone ZoneOf(const DateTime& value);

}  // namespace amana
