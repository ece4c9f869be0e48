#include "query/operators/aggregate.h"

#include "query/operators/aggregate_state.h"
#include "query/operators/group_table.h"

namespace amana::query {
namespace {

class AggregateRows : public UnaryOperator {
 public:
  AggregateRows(ExecutionContext& context, OperatorPtr input, const AggregatePlan& plan)
      : UnaryOperator(context, std::move(input)),
        plan_(plan),
        evaluator_(context),
        groups_(context, plan.keys) {
    MakeStates();
  }

  void Reset() override {
    UnaryOperator::Reset();
    groups_.Clear();
    MakeStates();
    consumed_ = false;
    at_ = 0;
  }

  bool Next(Batch* out) override {
    if (!consumed_) Consume();
    if (at_ >= groups_.size()) return false;
    context_.Check();
    out->Clear();
    out->columns.resize(context_.slot_count);
    const size_t end = std::min(groups_.size(), at_ + kBatchRows);
    for (size_t i = 0; i < plan_.keys.size(); ++i) {
      groups_.Keys(at_, end, i, &out->columns[plan_.keys[i].first]);
    }
    for (size_t i = 0; i < plan_.items.size(); ++i) {
      states_[i]->Finish(at_, end, &out->columns[plan_.items[i].slot]);
    }
    out->rows = end - at_;
    at_ = end;
    return true;
  }

 private:
  void MakeStates() {
    states_.clear();
    for (const AggregatePlan::Item& item : plan_.items) {
      states_.push_back(std::make_unique<AggregateState>(context_, item));
    }
  }

  void Consume() {
    consumed_ = true;
    Batch in;
    std::vector<uint32_t> groups;
    while (input_->Next(&in)) {
      context_.Check();
      groups_.Find(in, evaluator_, &groups);
      for (const auto& state : states_) state->Add(in, groups, groups_.size(), evaluator_);
    }
    if (plan_.keys.empty()) groups_.EnsureSingle();
  }

  const AggregatePlan& plan_;
  Evaluator evaluator_;
  GroupTable groups_;
  std::vector<std::unique_ptr<AggregateState>> states_;
  bool consumed_ = false;
  size_t at_ = 0;
};

}  // namespace

std::vector<const Expr*> AggregatePlan::expressions() const {
  std::vector<const Expr*> out;
  for (const auto& [slot, expr] : keys) out.push_back(expr.get());
  for (const Item& item : items) {
    for (const ExprPtr& argument : item.arguments) out.push_back(argument.get());
  }
  return out;
}

OperatorPtr AggregatePlan::Open(ExecutionContext& context) const {
  return std::make_unique<AggregateRows>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
