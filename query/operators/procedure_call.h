#pragma once

#include <string_view>
#include <vector>

#include "query/functions.h"
#include "query/plan.h"

namespace amana::query {

// A procedure: rows from arguments. None of these writes.
struct ProcedureDef {
  std::string_view name;
  size_t arguments;
  std::vector<std::string_view> fields;
  // Rows of one value for each field.
  std::vector<std::vector<Value>> (*call)(ExecutionContext& context, Arguments arguments);
};

// nullptr where there is none.
const ProcedureDef* FindProcedure(std::string_view name);

// CALL procedure(arguments) YIELD ...; field i goes to slots[i], -1 where nobody asks for it.
struct ProcedureCallPlan : PlanNode {
  const ProcedureDef* procedure = nullptr;
  std::vector<ExprPtr> arguments;
  std::vector<int> slots;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Call " + std::string(procedure->name); }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

}  // namespace amana::query
