#pragma once

#include <cstdint>
#include <optional>

#include "core/value.h"

namespace amana::query {

// The days that a date may be: of '2024-11' the thirty of November; of a Date just the one.
struct DaySpan {
  int64_t first = 0;  // since 1970-01-01
  int64_t last = 0;
};

// '2024', '2024-11', '2024-11-10' or a Date; nullopt for anything else.
std::optional<DaySpan> PartialDate(const Value& value);

}  // namespace amana::query
