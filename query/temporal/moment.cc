#include "query/temporal/moment.h"

#include <utility>

#include "query/execution.h"

namespace amana::query {

Value Join(ValueType type, const Moment& moment, int64_t today) {
  auto value = ValueOf(type, moment, today);
  if (!value) AbortTemporal(std::move(value).error().message);
  return std::move(value).value();
}

void AbortTemporal(std::string message) {
  Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue", std::move(message));
}

}  // namespace amana::query
