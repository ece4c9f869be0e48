#pragma once

#include <string_view>

#include "core/value.h"
#include "query/temporal/moment.h"

namespace amana::query {

// A moment from a map of fields ({year: 1984, week: 10, hour: 12, timezone: '+01:00'}), for a value
// of the type. `date`, `time` and `datetime` give what the other fields change; `now` stands where
// the map holds nothing but a time zone.
Moment SelectFields(ValueType type, const Value& map, const Moment& now);

// The moment cut down to a unit ("quarter", "millisecond"), with the fields of the map changed
// then.
Moment Truncate(ValueType type, std::string_view unit, Moment moment, const Value* fields);

}  // namespace amana::query
