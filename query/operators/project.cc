#include "query/operators/project.h"

#include "query/evaluator.h"
#include "query/vectorized.h"

namespace amana::query {
namespace {

class Project : public UnaryOperator {
 public:
  Project(ExecutionContext& context, OperatorPtr input, const ProjectPlan& plan)
      : UnaryOperator(context, std::move(input)), plan_(plan), evaluator_(context) {}

  bool Next(Batch* out) override {
    if (!input_->Next(out)) return false;
    context_.Check();
    for (const auto& [slot, expr] : plan_.items) Compute(*expr, out, &out->columns[slot]);
    return true;
  }

 private:
  void Compute(const Expr& expr, Batch* batch, Column* to) {
    if (expr.kind == ExprKind::kSlot && batch->columns[expr.slot].is_set()) {
      if (to != &batch->columns[expr.slot]) *to = batch->columns[expr.slot];
      return;
    }
    Numbers numbers;
    const Selection rows = AllRows(batch->rows, &rows_);
    if (ReadNumbers(expr, *batch, rows, evaluator_.context(), &numbers) && !numbers.any_absent) {
      return to->SetNumbers(numbers.type, std::move(numbers.values));
    }
    auto values = evaluator_.Evaluate(expr, *batch, rows);
    to->Clear();
    to->values() = std::move(values);
  }

  const ProjectPlan& plan_;
  Evaluator evaluator_;
  std::vector<uint32_t> rows_;
};

class Keep : public UnaryOperator {
 public:
  Keep(ExecutionContext& context, OperatorPtr input, const KeepPlan& plan)
      : UnaryOperator(context, std::move(input)), keep_(context.slot_count, false) {
    for (int slot : plan.slots) keep_[slot] = true;
  }

  bool Next(Batch* out) override {
    if (!input_->Next(out)) return false;
    for (size_t slot = 0; slot < out->columns.size(); ++slot) {
      if (!keep_[slot]) out->columns[slot].Clear();
    }
    return true;
  }

 private:
  std::vector<bool> keep_;
};

}  // namespace

std::vector<const Expr*> ProjectPlan::expressions() const {
  std::vector<const Expr*> out;
  for (const auto& [slot, expr] : items) out.push_back(expr.get());
  return out;
}

OperatorPtr ProjectPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Project>(context, OpenChild(*this, context), *this);
}

OperatorPtr KeepPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Keep>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
