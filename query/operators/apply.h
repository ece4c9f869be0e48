#pragma once

#include "query/plan.h"

namespace amana::query {

// OPTIONAL MATCH: children[1] runs on each batch of children[0] at once (its Argument); rows that
// it finds nothing for go on with nulls in `nulls`. The row's number travels in `row_slot`.
struct OptionalPlan : PlanNode {
  size_t argument = 0;
  int row_slot = -1;
  std::vector<int> nulls;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Optional"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// CALL { ... }: children[1] runs for each row of children[0]; its rows are joined to that row. A
// unit subquery (without RETURN) only has its effects.
struct ApplyPlan : PlanNode {
  size_t argument = 0;
  std::vector<int> outputs;
  bool unit = false;
  Effect inner_effect = Effect::kRead;

  Effect effect() const override { return inner_effect; }
  std::string Describe() const override { return "Apply"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

}  // namespace amana::query
