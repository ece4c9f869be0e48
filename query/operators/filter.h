#pragma once

#include "query/plan.h"

namespace amana::query {

// Keeps the rows for which all predicates are true.
struct FilterPlan : PlanNode {
  std::vector<ExprPtr> predicates;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Filter " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

}  // namespace amana::query
