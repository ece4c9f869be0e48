#pragma once

#include <span>
#include <vector>

#include "query/batch.h"
#include "query/execution.h"
#include "query/expression.h"

namespace amana::query {

// The rows of a batch that an expression is computed for.
using Selection = std::span<const uint32_t>;

// 0, 1, ..., count - 1; kept in `storage` where there are more than a batch has.
Selection AllRows(size_t count, std::vector<uint32_t>* storage);
inline bool IsAllRows(Selection rows, size_t count) {
  return rows.size() == count && (count == 0 || (rows.front() == 0 && rows.back() == count - 1));
}

// Computes expressions batch by batch: one switch for a node and a batch, then a loop over rows.
// What is not selected is not computed, so that branches not taken cannot fail.
class Evaluator {
 public:
  explicit Evaluator(ExecutionContext& context) : context_(context) {}

  ExecutionContext& context() { return context_; }

  // out[k] becomes the value in row rows[k]. REQUIRES room for rows.size() values.
  void Evaluate(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  std::vector<Value> Evaluate(const Expr& expr, const Batch& batch, Selection rows);
  // For all rows.
  std::vector<Value> Evaluate(const Expr& expr, const Batch& batch);
  // For one row.
  Value EvaluateRow(const Expr& expr, const Batch& batch, uint32_t row);
  // The rows for which the predicate is true.
  std::vector<uint32_t> Select(const Expr& predicate, const Batch& batch, Selection rows);

 private:
  void Junction(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void ExclusiveOr(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Comparison(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Property(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Slice(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void HasLabels(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void MapProjection(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Collection(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Function(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Case(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Comprehension(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Quantifier(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Reduce(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void Subquery(const Expr& expr, const Batch& batch, Selection rows, Value* out);
  void SubqueryByRow(const Subplan& subplan, const Batch& batch, Selection rows, Value* out);
  void Path(const Expr& expr, const Batch& batch, Selection rows, Value* out);

  // A batch of `count` rows that sees one row's values in the captured slots.
  Batch InnerBatch(const Expr& expr, const Batch& batch, uint32_t row, size_t count);
  std::vector<Value> FilteredItems(const Expr& expr, const Expr* where, const Batch& batch,
                                   uint32_t row, std::span<const Value> items);

  ExecutionContext& context_;
};

}  // namespace amana::query
