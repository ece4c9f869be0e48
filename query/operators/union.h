#pragma once

#include "query/plan.h"

namespace amana::query {

// The rows of all children, one after the other; slots[i][c] of child i becomes outputs[c].
struct UnionPlan : PlanNode {
  std::vector<std::vector<int>> slots;
  std::vector<int> outputs;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Union"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

}  // namespace amana::query
