#include "query/operators/apply.h"

namespace amana::query {
namespace {

class Optional : public UnaryOperator {
 public:
  Optional(ExecutionContext& context, OperatorPtr input, OperatorPtr inner,
           const OptionalPlan& plan)
      : UnaryOperator(context, std::move(input)), inner_(std::move(inner)), plan_(plan) {}

  void Reset() override {
    UnaryOperator::Reset();
    running_ = false;
  }

  bool Next(Batch* out) override {
    for (;;) {
      context_.Check();
      if (!running_ && !Begin()) return false;
      if (inner_->Next(out)) {
        for (uint32_t i = 0; i < out->rows; ++i) {
          matched_[out->at(plan_.row_slot, i).AsInteger()] = true;
        }
        return true;
      }
      running_ = false;
      if (EmitUnmatched(out)) return true;
    }
  }

 private:
  bool Begin() {
    if (!input_->Next(&outer_)) return false;
    auto& numbers = outer_.columns[plan_.row_slot];
    numbers.Clear();
    for (size_t i = 0; i < outer_.rows; ++i) {
      numbers.values().push_back(Value(static_cast<int64_t>(i)));
    }
    matched_.assign(outer_.rows, false);
    context_.arguments[plan_.argument] = &outer_;
    inner_->Reset();
    running_ = true;
    return true;
  }

  bool EmitUnmatched(Batch* out) {
    std::vector<uint32_t> rows;
    for (uint32_t i = 0; i < outer_.rows; ++i) {
      if (!matched_[i]) rows.push_back(i);
    }
    if (rows.empty()) return false;
    out->Clear();
    out->columns.resize(context_.slot_count);
    out->Gather(outer_, rows);
    for (int slot : plan_.nulls) out->columns[slot].SetConstant(Value());
    return true;
  }

  OperatorPtr inner_;
  const OptionalPlan& plan_;
  Batch outer_;
  std::vector<bool> matched_;
  bool running_ = false;
};

class Apply : public UnaryOperator {
 public:
  Apply(ExecutionContext& context, OperatorPtr input, OperatorPtr inner, const ApplyPlan& plan)
      : UnaryOperator(context, std::move(input)), inner_(std::move(inner)), plan_(plan) {}

  void Reset() override {
    UnaryOperator::Reset();
    outer_.Clear();
    row_ = 0;
    running_ = false;
  }

  bool Next(Batch* out) override {
    for (;;) {
      context_.Check();
      if (!running_) {
        if (row_ >= outer_.rows) {
          if (!input_->Next(&outer_)) return false;
          row_ = 0;
          if (plan_.unit) return RunUnit(out);
        }
        Begin();
      }
      if (!inner_->Next(&result_)) {
        running_ = false;
        ++row_;
        continue;
      }
      out->Clear();
      out->columns.resize(context_.slot_count);
      out->Gather(one_, std::vector<uint32_t>(result_.rows, 0));
      // One slot may be more than one output.
      for (int slot : plan_.outputs) out->columns[slot] = result_.columns[slot];
      return true;
    }
  }

 private:
  void Begin() {
    one_.Clear();
    one_.columns.resize(context_.slot_count);
    uint32_t row = row_;
    one_.Gather(outer_, {&row, 1});
    context_.arguments[plan_.argument] = &one_;
    inner_->Reset();
    running_ = true;
  }

  bool RunUnit(Batch* out) {
    for (; row_ < outer_.rows; ++row_) {
      Begin();
      while (inner_->Next(&result_)) {
      }
    }
    running_ = false;
    *out = outer_;
    return true;
  }

  OperatorPtr inner_;
  const ApplyPlan& plan_;
  Batch outer_;
  Batch one_;
  Batch result_;
  uint32_t row_ = 0;
  bool running_ = false;
};

}  // namespace

OperatorPtr OptionalPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Optional>(context, children[0]->Start(context),
                                    children[1]->Start(context), *this);
}

OperatorPtr ApplyPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Apply>(context, children[0]->Start(context), children[1]->Start(context),
                                 *this);
}

}  // namespace amana::query
