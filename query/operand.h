#pragma once

#include <fmt/format.h>

#include <span>
#include <vector>

#include "query/evaluator.h"
#include "query/operations.h"

namespace amana::query {

// The values of a subexpression: looked up where they already are a column or a constant, computed
// otherwise.
class Operand {
 public:
  Operand(Evaluator& evaluator, const Expr& expr, const Batch& batch, Selection rows) {
    if (expr.kind == ExprKind::kSlot) {
      column_ = &batch.columns[expr.slot];
      rows_ = rows.data();
    } else if (expr.kind == ExprKind::kConstant) {
      constant_ = &expr.constant;
    } else {
      own_ = evaluator.Evaluate(expr, batch, rows);
    }
  }

  const Value& operator[](size_t k) const {
    if (column_ != nullptr) return column_->at(rows_[k]);
    if (constant_ != nullptr) return *constant_;
    return own_[k];
  }

 private:
  const Column* column_ = nullptr;
  const Value* constant_ = nullptr;
  const uint32_t* rows_ = nullptr;
  std::vector<Value> own_;
};

[[noreturn]] inline void NotBoolean(const Value& value) {
  AbortType("InvalidArgumentType",
            fmt::format("Expected BOOLEAN, found {}", ValueTypeName(value.type())));
}

// 1 true, 0 false, -1 null.
inline int Truth(const Value& value) {
  if (value.is_boolean()) return value.AsBoolean() ? 1 : 0;
  if (value.is_null()) return -1;
  NotBoolean(value);
}

inline Value FromTruth(int truth) { return truth < 0 ? Value() : Value(truth == 1); }

inline std::span<const Value> ListItems(const Value& list, const char* what) {
  if (!list.is_list()) {
    AbortType("InvalidArgumentType",
              fmt::format("{} expects a list, not {}", what, ValueTypeName(list.type())));
  }
  return list.AsList();
}

}  // namespace amana::query
