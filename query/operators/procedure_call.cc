#include "query/operators/procedure_call.h"

#include <fmt/format.h>

#include "query/evaluator.h"
#include "query/operations.h"
#include "query/operators/expansion.h"

namespace amana::query {
namespace {

class ProcedureCall : public Expansion {
 public:
  ProcedureCall(ExecutionContext& context, OperatorPtr input, const ProcedureCallPlan& plan)
      : Expansion(context, std::move(input), plan), plan_(plan), evaluator_(context) {}

 protected:
  void BeginRow(uint32_t row) override {
    std::vector<Value> values;
    for (const ExprPtr& argument : plan_.arguments) {
      values.push_back(evaluator_.EvaluateRow(*argument, input(), row));
    }
    std::vector<const Value*> arguments;
    for (size_t i = 0; i < values.size(); ++i) {
      Convert(plan_.procedure->parameters[i], &values[i]);
      arguments.push_back(&values[i]);
    }
    rows_.emplace(context_);
    plan_.procedure->call(context_, arguments, *rows_);
    if (plan_.procedure->fields.empty()) rows_->Add({});
    at_ = 0;
    columns_.resize(plan_.slots.size());
  }

  bool Fill() override {
    const auto& rows = rows_->rows();
    for (; at_ < rows.size(); ++at_) {
      if (full()) return false;
      for (size_t f = 0; f < columns_.size(); ++f) columns_[f].push_back(rows[at_][f]);
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    for (size_t f = 0; f < columns_.size(); ++f) {
      if (plan_.slots[f] >= 0) out->columns[plan_.slots[f]].values() = std::move(columns_[f]);
      columns_[f].clear();
    }
  }

 private:
  void Convert(const ProcedureParameter& parameter, Value* value) const {
    if (parameter.type == kFloatMask && value->is_integer()) *value = Value(value->AsNumber());
    if (((parameter.type | kNullMask) & MaskOf(value->type())) != 0) return;
    AbortType("InvalidArgumentValue",
              fmt::format("`{}` of {} must be {}, not {}", parameter.name, plan_.procedure->name,
                          parameter.shown, ValueTypeName(value->type())));
  }

  const ProcedureCallPlan& plan_;
  Evaluator evaluator_;
  std::optional<ProcedureRows> rows_;
  size_t at_ = 0;
  std::vector<std::vector<Value>> columns_;
};

}  // namespace

std::vector<const Expr*> ProcedureCallPlan::expressions() const {
  std::vector<const Expr*> out;
  for (const ExprPtr& argument : arguments) out.push_back(argument.get());
  return out;
}

OperatorPtr ProcedureCallPlan::Open(ExecutionContext& context) const {
  return std::make_unique<ProcedureCall>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
