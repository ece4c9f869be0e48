#pragma once

#include "query/plan.h"

namespace amana::query {

// One row without columns: where a query starts.
struct UnitPlan : PlanNode {
  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Unit"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// The rows that an enclosing operator has put into context.arguments[number].
struct ArgumentPlan : PlanNode {
  size_t number = 0;
  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Argument"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

}  // namespace amana::query
