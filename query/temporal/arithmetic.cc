// + - * / with a temporal value or a duration on either side.

#include "query/operations.h"
#include "query/temporal/duration.h"

namespace amana::query {
namespace {

Value Scale(const Duration& d, const Value& number, Op op) {
  if (op == Op::kDivide) {
    if (number.is_integer() && number.AsInteger() == 0) {
      Abort(ErrorCode::kInvalidArgument, "ArithmeticError:DivisionByZero", "/ by zero");
    }
    return Value(ScaleDuration(d, 1 / static_cast<long double>(number.AsNumber())));
  }
  return Value(ScaleDuration(d, static_cast<long double>(number.AsNumber())));
}

}  // namespace

std::optional<Value> TemporalArithmetic(Op op, const Value& a, const Value& b) {
  const bool a_duration = a.type() == ValueType::kDuration;
  const bool b_duration = b.type() == ValueType::kDuration;
  const bool sum = op == Op::kAdd || op == Op::kSubtract;
  const int sign = op == Op::kSubtract ? -1 : 1;
  if (a_duration && b_duration) {
    if (!sum) return std::nullopt;
    return Value(AddDurations(a.AsDuration(), b.AsDuration(), sign));
  }
  if (a_duration && b.is_number() && (op == Op::kMultiply || op == Op::kDivide)) {
    return Scale(a.AsDuration(), b, op);
  }
  if (b_duration && a.is_number() && op == Op::kMultiply) return Scale(b.AsDuration(), a, op);
  if (b_duration && a.is_temporal() && sum) return Shift(a, b.AsDuration(), sign);
  if (a_duration && b.is_temporal() && op == Op::kAdd) return Shift(b, a.AsDuration(), 1);
  return std::nullopt;
}

}  // namespace amana::query
