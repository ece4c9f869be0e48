#pragma once

#include <vector>

#include "query/plan.h"

namespace amana::query {

// What operators have in common that make many rows of one: scans, expansions, UNWIND. A derived
// class says how to go through the results of one input row; this one cuts them into batches and
// repeats the input's columns.
class Expansion : public UnaryOperator {
 public:
  // Columns that nobody above `plan` needs are not carried along.
  Expansion(ExecutionContext& context, OperatorPtr input, const PlanNode& plan)
      : UnaryOperator(context, std::move(input)), needed_(plan.needed ? &*plan.needed : nullptr) {}
  bool Next(Batch* out) final;
  void Reset() override;

 protected:
  // A new input batch stands in input().
  virtual void BeginBatch() {}
  virtual void BeginRow(uint32_t row) = 0;
  // Adds results of the row that is under way by Add(), at most until full(); returns whether the
  // row has no more.
  virtual bool Fill() = 0;
  // Moves the values kept beside Add() into the columns of `out`.
  virtual void Emit(Batch* out) = 0;

  const Batch& input() const { return in_; }
  bool full() const { return sources_.size() >= kBatchRows; }
  void Add() { sources_.push_back(row_); }
  void Add(size_t count) { sources_.insert(sources_.end(), count, row_); }
  size_t room() const { return kBatchRows - sources_.size(); }

 private:
  const std::vector<bool>* needed_;
  Batch in_;
  uint32_t row_ = 0;
  std::vector<uint32_t> sources_;
};

}  // namespace amana::query
