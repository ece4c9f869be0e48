#pragma once

#include <optional>

#include "query/plan.h"

namespace amana::query {

// For each input row: all nodes, or those with one label, into `slot`.
struct NodeScanPlan : PlanNode {
  int slot = -1;
  std::optional<uint32_t> label;  // symbol
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return (label ? "LabelScan " : "AllNodesScan ") + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// For each input row: the nodes with the label (if any) whose property equals the value, by index.
struct IndexSeekPlan : PlanNode {
  int slot = -1;
  std::optional<uint32_t> label;
  uint32_t key = 0;
  ExprPtr value;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "IndexSeek " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override { return {value.get()}; }
};

// For each input row: the nodes with the label (if any) whose property starts with the value, by
// sorted index.
struct PrefixSeekPlan : PlanNode {
  int slot = -1;
  std::optional<uint32_t> label;
  uint32_t key = 0;
  ExprPtr prefix;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "PrefixSeek " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override { return {prefix.get()}; }
};

}  // namespace amana::query
