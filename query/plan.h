#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/batch.h"
#include "query/execution.h"
#include "query/expression.h"

namespace amana::query {

// A running operator: hands on rows, batch by batch, on demand.
class Operator {
 public:
  virtual ~Operator() = default;
  // Replaces what is in `out` by at least one row and returns true, or returns false at the end.
  // `out` has a column for each slot of the plan. May throw QueryAborted.
  virtual bool Next(Batch* out) = 0;
  // Starts again from the first row (the arguments may have changed).
  virtual void Reset() = 0;
};
using OperatorPtr = std::unique_ptr<Operator>;

enum class Effect : uint8_t { kRead, kWrite };

// A node of the plan: what to do, immutable, shared by all runs. Each kind stands with its operator
// in one file of query/operators/. Whether it writes, every kind has to say.
struct PlanNode {
  std::vector<std::unique_ptr<PlanNode>> children;
  double estimated_rows = 0;
  // By query/liveness.h: the columns of the rows made here that are read above; nullopt for all.
  std::optional<std::vector<bool>> needed;
  bool duplicates_matter = true;  // above, whether a row occurs once or more often

  virtual ~PlanNode() = default;
  bool Needs(int slot) const { return !needed || (*needed)[slot]; }
  virtual Effect effect() const = 0;
  // One line for EXPLAIN: the operator's name and its particulars.
  virtual std::string Describe() const = 0;
  virtual OperatorPtr Open(ExecutionContext& context) const = 0;
  // Opens it, and counts what it does where the context has a profile. To be called, not Open.
  OperatorPtr Start(ExecutionContext& context) const;
  // The expressions that it evaluates; their subqueries count for effects and appear in EXPLAIN.
  virtual std::vector<const Expr*> expressions() const { return {}; }
};
using PlanPtr = std::unique_ptr<PlanNode>;

// A plan that an expression runs for each row.
struct Subplan {
  enum class Kind : uint8_t { kExists, kCount, kCollect };
  Kind kind = Kind::kExists;
  PlanPtr plan;
  size_t argument = 0;  // number of its Argument operator
  int row_slot = -1;    // carries the number of the outer row; -1: run for one row at a time
  ExprPtr projection;   // kCollect: what to collect of each row
  std::vector<int> captures;
};

// Runs before or below the rest: the operator of the only child.
inline OperatorPtr OpenChild(const PlanNode& node, ExecutionContext& context) {
  return node.children[0]->Start(context);
}

// An operator that takes its rows from another one.
class UnaryOperator : public Operator {
 public:
  UnaryOperator(ExecutionContext& context, OperatorPtr input)
      : context_(context), input_(std::move(input)) {}
  void Reset() override { input_->Reset(); }

 protected:
  ExecutionContext& context_;
  OperatorPtr input_;
};

}  // namespace amana::query
