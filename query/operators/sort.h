#pragma once

#include "query/plan.h"

namespace amana::query {

// Orders all rows; with a limit it keeps only the first ones while it reads (top-k).
struct SortPlan : PlanNode {
  struct Key {
    ExprPtr expr;
    bool descending = false;
  };
  std::vector<Key> keys;
  ExprPtr skip;   // of the top-k; may be null
  ExprPtr limit;  // may be null: a full sort
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return (limit ? "TopK " : "Sort ") + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

// SKIP and LIMIT; either may be missing.
struct SlicePlan : PlanNode {
  ExprPtr skip;
  ExprPtr limit;
  bool drain = false;  // the input writes: it runs to its end whatever the limit
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Slice " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

// The value of a SKIP or LIMIT; aborts on what is not a whole number of 0 or more.
uint64_t CountOf(const Expr& expr, ExecutionContext& context);

}  // namespace amana::query
