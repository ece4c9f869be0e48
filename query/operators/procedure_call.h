#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/plan.h"
#include "query/procedures/procedure.h"

namespace amana::query {

// CALL procedure(arguments) YIELD ...; field i goes to slots[i], -1 where nobody asks for it.
struct ProcedureCallPlan : PlanNode {
  ProcedurePtr procedure;
  std::vector<ExprPtr> arguments;
  std::vector<int> slots;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Call " + procedure->name; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

}  // namespace amana::query
