#pragma once

#include <optional>
#include <string_view>

#include "core/result.h"
#include "core/temporal/moment.h"
#include "core/value.h"

namespace amana {

// Temporal values of ISO 8601 as openCypher takes it. kInvalidArgument where the text is not of
// the type's form, or where an offset and a region contradict each other.

// 2015-07-21, 20150721, 2015-07, 2015-W30-2, 2015-Q3-21, 2015-202, 2015; 21:40:32.142, 214032, 21;
// offsets and [Region/Name]. REQUIRES a temporal type that is no duration.
Result<Moment> ParseMoment(ValueType type, std::string_view text);

// P12Y5M14DT16H12M70S, with fractions and signs, or P2012-02-02T14:37:21.545.
Result<Duration> ParseDuration(std::string_view text);

// The days since 1970-01-01; nullopt where the text is no date.
std::optional<int64_t> ParseDate(std::string_view text);

}  // namespace amana
