#include "query/temporal/partial_date.h"

#include "core/calendar.h"
#include "core/temporal/parse.h"

namespace amana::query {

std::optional<DaySpan> PartialDate(const Value& value) {
  if (value.type() == ValueType::kDate) return DaySpan{value.AsDate().days, value.AsDate().days};
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.AsString();
  const auto parsed = ParseDate(text);
  if (!parsed) return std::nullopt;
  const int64_t first = *parsed;
  if (text.size() == 4) return DaySpan{first, AddMonths(first, 12) - 1};
  if (text.size() == 7 && text[4] == '-' && text[5] != 'W') {
    return DaySpan{first, AddMonths(first, 1) - 1};
  }
  return DaySpan{first, first};
}

}  // namespace amana::query
