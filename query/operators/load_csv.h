#pragma once

#include "query/plan.h"

namespace amana::query {

// LOAD CSV: a row for each record of a file below the import directory; a list of strings, or with
// `headers` a map whose keys are the first record.
struct LoadCsvPlan : PlanNode {
  ExprPtr from;
  bool headers = false;
  char separator = ',';
  int slot = -1;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "LoadCsv " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override { return {from.get()}; }
};

}  // namespace amana::query
