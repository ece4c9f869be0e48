#pragma once

#include <optional>
#include <string_view>

#include "core/temporal.h"

namespace amana::ingest {

// The earliest and the latest day that a date may mean, both included.
struct DateBounds {
  Date from;
  Date to;

  bool operator==(const DateBounds&) const = default;
};

// Of an ISO 8601 date known to the day, the month or the year, or of an interval «from/to» of such
// dates; nullopt for anything else.
std::optional<DateBounds> BoundsOf(std::string_view iso);

}  // namespace amana::ingest
