#include "query/operators/unwind.h"

#include "query/evaluator.h"
#include "query/functions.h"
#include "query/operators/expansion.h"

namespace amana::query {
namespace {

class Unwind : public Expansion {
 public:
  Unwind(ExecutionContext& context, OperatorPtr input, const UnwindPlan& plan)
      : Expansion(context, std::move(input), plan), plan_(plan), evaluator_(context) {
    const Expr& list = *plan.list;
    // A range need not be built to be gone through.
    lazy_range_ = list.kind == ExprKind::kFunction && list.function->name == "range";
  }

 protected:
  void BeginBatch() override {
    if (lazy_range_) {
      bounds_.clear();
      for (const ExprPtr& child : plan_.list->children) {
        bounds_.push_back(evaluator_.Evaluate(*child, input()));
      }
      return;
    }
    lists_ = evaluator_.Evaluate(*plan_.list, input());
  }

  void BeginRow(uint32_t row) override {
    row_ = row;
    at_ = 0;
    if (lazy_range_) BeginRange(row);
  }

  bool Fill() override {
    if (lazy_range_ && in_range_) return FillRange();
    const Value& list = lists_.empty() ? null_ : lists_[row_];
    if (list.is_null()) return true;
    if (!list.is_list()) {
      items_.push_back(list);
      Add();
      return true;
    }
    auto items = list.AsList();
    for (; at_ < items.size(); ++at_) {
      if (full()) return false;
      items_.push_back(items[at_]);
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.slot].values() = std::move(items_);
    items_.clear();
  }

 private:
  void BeginRange(uint32_t row) {
    in_range_ = true;
    for (const auto& bound : bounds_) in_range_ = in_range_ && bound[row].is_integer();
    step_ = bounds_.size() == 3 && in_range_ ? bounds_[2][row].AsInteger() : 1;
    if (!in_range_ || step_ == 0) {  // for its error message
      in_range_ = false;
      lists_ = evaluator_.Evaluate(*plan_.list, input());
      return;
    }
    next_ = bounds_[0][row].AsInteger();
    last_ = bounds_[1][row].AsInteger();
  }

  bool FillRange() {
    while (step_ > 0 ? next_ <= last_ : next_ >= last_) {
      if (full()) return false;
      items_.emplace_back(next_);
      Add();
      if (__builtin_add_overflow(next_, step_, &next_)) return true;
    }
    return true;
  }

  const UnwindPlan& plan_;
  Evaluator evaluator_;
  Value null_;
  bool lazy_range_ = false;
  bool in_range_ = false;
  std::vector<std::vector<Value>> bounds_;
  int64_t next_ = 0;
  int64_t last_ = 0;
  int64_t step_ = 1;
  std::vector<Value> lists_;
  uint32_t row_ = 0;
  size_t at_ = 0;
  std::vector<Value> items_;
};

}  // namespace

OperatorPtr UnwindPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Unwind>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
