#pragma once

#include <string>

#include "core/value.h"

namespace amana {

// A temporal value as openCypher's toString() prints it: "2024-11-10", "12:31:14.5+02:00",
// "2024-11-10T12:31+02:00[Africa/Cairo]", "P1Y2M3DT4H". REQUIRES value.is_temporal().
std::string TemporalText(const Value& value);

// "Z", "+02:00", "+00:53:28".
std::string OffsetText(int32_t offset);

}  // namespace amana
