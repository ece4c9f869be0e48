#include "query/operators/union.h"

namespace amana::query {
namespace {

class Union : public Operator {
 public:
  Union(ExecutionContext& context, const UnionPlan& plan) : context_(context), plan_(plan) {
    for (const PlanPtr& child : plan.children) inputs_.push_back(child->Start(context));
  }

  void Reset() override {
    for (auto& input : inputs_) input->Reset();
    at_ = 0;
  }

  bool Next(Batch* out) override {
    for (; at_ < inputs_.size(); ++at_) {
      if (!inputs_[at_]->Next(&in_)) continue;
      out->Clear();
      out->columns.resize(context_.slot_count);
      out->rows = in_.rows;
      for (size_t c = 0; c < plan_.outputs.size(); ++c) {
        // One slot may be more than one column.
        out->columns[plan_.outputs[c]] = in_.columns[plan_.slots[at_][c]];
      }
      return true;
    }
    return false;
  }

 private:
  ExecutionContext& context_;
  const UnionPlan& plan_;
  std::vector<OperatorPtr> inputs_;
  size_t at_ = 0;
  Batch in_;
};

}  // namespace

OperatorPtr UnionPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Union>(context, *this);
}

}  // namespace amana::query
