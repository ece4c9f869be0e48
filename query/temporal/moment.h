#pragma once

#include <cstdint>
#include <string>

#include "core/temporal/moment.h"

namespace amana::query {

// ValueOf() that aborts where there is none.
Value Join(ValueType type, const Moment& moment, int64_t today);

[[noreturn]] void AbortTemporal(std::string message);

}  // namespace amana::query
