#pragma once

#include <utility>

#include "query/functions.h"
#include "query/plan.h"

namespace amana::query {

// Groups by the keys and computes aggregates; without keys there is always one group. Only keys and
// aggregates go on.
struct AggregatePlan : PlanNode {
  struct Item {
    int slot = -1;
    const AggregateDef* aggregate = nullptr;
    bool distinct = false;
    std::vector<ExprPtr> arguments;
  };
  std::vector<std::pair<int, ExprPtr>> keys;
  std::vector<Item> items;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Aggregate " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

// Drops rows that are equivalent to an earlier one in all of the slots.
struct DistinctPlan : PlanNode {
  std::vector<int> slots;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Distinct"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

}  // namespace amana::query
