#pragma once

#include <optional>
#include <string_view>

#include "core/value.h"
#include "query/temporal/moment.h"

namespace amana::query {

// ISO 8601 as openCypher takes it: 2015-07-21, 20150721, 2015-07, 2015-W30-2, 2015-Q3-21, 2015-202,
// 2015; 21:40:32.142, 214032, 21; offsets and [Region/Name]. nullopt where the text is not of the
// type's form. Aborts where offset and region contradict each other.
std::optional<Moment> ParseMoment(ValueType type, std::string_view text);

// P12Y5M14DT16H12M70S, with fractions and signs, or P2012-02-02T14:37:21.545.
std::optional<Duration> ParseDuration(std::string_view text);

}  // namespace amana::query
