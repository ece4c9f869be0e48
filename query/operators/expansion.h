#pragma once

#include <algorithm>
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
  // row has no more. May Advance() to the next row itself.
  virtual bool Fill() = 0;
  // Moves the values kept beside Add() into the columns of `out`.
  virtual void Emit(Batch* out) = 0;

  // For a Fill() that goes on with the next row by itself: moves to it; false where none is left.
  bool Advance() { return row_ + 1 < in_.rows && (++row_, true); }

  const Batch& input() const { return in_; }
  uint32_t row() const { return row_; }
  bool full() const { return count_ >= kBatchRows; }
  size_t room() const { return kBatchRows - count_; }
  void Add() { Add(1); }
  void Add(size_t count) {
    if (count_ + count > sources_.size()) sources_.resize(2 * (count_ + count) + 32);
    std::fill_n(sources_.data() + count_, count, row_);
    count_ += count;
  }
  // How many there are in the batch under way.
  size_t count() const { return count_; }

 private:
  const std::vector<bool>* needed_;
  Batch in_;
  uint32_t row_ = 0;
  std::vector<uint32_t> sources_;  // by result: the row it comes from
  size_t count_ = 0;
};

}  // namespace amana::query
