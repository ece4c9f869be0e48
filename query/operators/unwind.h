#pragma once

#include "query/plan.h"

namespace amana::query {

// One row for each item of a list; none for null; one for what is not a list.
struct UnwindPlan : PlanNode {
  int slot = -1;
  ExprPtr list;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Unwind " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override { return {list.get()}; }
};

}  // namespace amana::query
