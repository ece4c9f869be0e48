#pragma once

#include <string>
#include <vector>

#include "query/plan.h"

namespace amana::query {

// For each row of children[0]: the nodes in `slot` of children[1] whose build_key equals its
// probe_key. children[1] depends on nothing outside; it runs once, into a hash table.
struct HashJoinPlan : PlanNode {
  int slot = -1;
  ExprPtr probe_key;
  ExprPtr build_key;  // a property of `slot`
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "HashJoin " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override {
    return {probe_key.get(), build_key.get()};
  }
};

}  // namespace amana::query
