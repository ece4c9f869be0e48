#pragma once

#include "query/ast.h"
#include "query/plan.h"

namespace amana::query {

// CREATE or DROP of an index or constraint; no rows.
struct SchemaChangePlan : PlanNode {
  SchemaCommand command;

  Effect effect() const override { return Effect::kWrite; }
  std::string Describe() const override;
  OperatorPtr Open(ExecutionContext& context) const override;
};

}  // namespace amana::query
