#include "query/operators/project.h"

#include "query/evaluator.h"

namespace amana::query {
namespace {

class Project : public UnaryOperator {
 public:
  Project(ExecutionContext& context, OperatorPtr input, const ProjectPlan& plan)
      : UnaryOperator(context, std::move(input)), plan_(plan), evaluator_(context) {}

  bool Next(Batch* out) override {
    if (!input_->Next(out)) return false;
    context_.Check();
    for (const auto& [slot, expr] : plan_.items) {
      auto values = evaluator_.Evaluate(*expr, *out);
      out->columns[slot].Clear();
      out->columns[slot].values() = std::move(values);
    }
    return true;
  }

 private:
  const ProjectPlan& plan_;
  Evaluator evaluator_;
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
