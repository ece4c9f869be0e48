#pragma once

#include <utility>

#include "query/plan.h"

namespace amana::query {

// Computes expressions into new slots; the columns that it was given stay.
struct ProjectPlan : PlanNode {
  std::vector<std::pair<int, ExprPtr>> items;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Project " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

// Keeps only the columns that are still needed.
struct KeepPlan : PlanNode {
  std::vector<int> slots;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Keep"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

}  // namespace amana::query
