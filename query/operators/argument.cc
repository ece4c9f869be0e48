#include "query/operators/argument.h"

namespace amana::query {
namespace {

class Unit : public Operator {
 public:
  explicit Unit(size_t slots) : slots_(slots) {}
  bool Next(Batch* out) override {
    if (done_) return false;
    done_ = true;
    out->Clear();
    out->columns.resize(slots_);
    out->rows = 1;
    return true;
  }
  void Reset() override { done_ = false; }

 private:
  size_t slots_;
  bool done_ = false;
};

class Argument : public Operator {
 public:
  Argument(ExecutionContext& context, size_t number) : context_(context), number_(number) {}
  bool Next(Batch* out) override {
    const Batch* argument = context_.arguments[number_];
    if (done_ || argument->rows == 0) return false;
    done_ = true;
    *out = *argument;
    return true;
  }
  void Reset() override { done_ = false; }

 private:
  ExecutionContext& context_;
  size_t number_;
  bool done_ = false;
};

}  // namespace

OperatorPtr UnitPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Unit>(context.slot_count);
}

OperatorPtr ArgumentPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Argument>(context, number);
}

}  // namespace amana::query
