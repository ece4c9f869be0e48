#include "query/operators/filter.h"

#include "query/evaluator.h"

namespace amana::query {
namespace {

class Filter : public UnaryOperator {
 public:
  Filter(ExecutionContext& context, OperatorPtr input, const FilterPlan& plan)
      : UnaryOperator(context, std::move(input)), plan_(plan), evaluator_(context) {}

  bool Next(Batch* out) override {
    while (input_->Next(&in_)) {
      context_.Check();
      std::vector<uint32_t> selected;
      Selection rows = AllRows(in_.rows, &selected);
      for (const ExprPtr& predicate : plan_.predicates) {
        rows = selected = evaluator_.Select(*predicate, in_, rows);
        if (rows.empty()) break;
      }
      if (rows.empty()) continue;
      if (rows.size() == in_.rows) {
        std::swap(*out, in_);
      } else {
        out->Clear();
        out->Gather(in_, rows, plan_.needed ? &*plan_.needed : nullptr);
      }
      return true;
    }
    return false;
  }

 private:
  const FilterPlan& plan_;
  Evaluator evaluator_;
  Batch in_;
};

}  // namespace

std::vector<const Expr*> FilterPlan::expressions() const {
  std::vector<const Expr*> out;
  for (const ExprPtr& predicate : predicates) out.push_back(predicate.get());
  return out;
}

OperatorPtr FilterPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Filter>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
