#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "query/evaluator.h"
#include "query/number_set.h"
#include "query/operators/aggregate.h"
#include "query/pair_set.h"
#include "query/vectorized.h"

namespace amana::query {

// One aggregate over all groups. Counting, and sums and extremes of whole numbers, run over plain
// arrays; whatever else comes goes to the aggregate's own object, which also takes over the plain
// result where both were needed.
class AggregateState {
 public:
  AggregateState(ExecutionContext& context, const AggregatePlan::Item& item);
  ~AggregateState();

  // Row k of the batch belongs to group groups[k]; there are `group_count` groups by now.
  void Add(const Batch& batch, const std::vector<uint32_t>& groups, size_t group_count,
           Evaluator& evaluator);
  // Makes `out` the column of the results of the groups from `begin` to `end`. REQUIRES groups
  // below the last group_count, or 0.
  void Finish(size_t begin, size_t end, Column* out);

 private:
  enum class Kind : uint8_t { kCount, kSum, kLeast, kGreatest, kOther };
  static Kind KindOf(const AggregatePlan::Item& item);

  struct Object {
    std::unique_ptr<Aggregate> aggregate;
    std::unordered_set<Value, ValueHash, ValueEquivalent> seen;  // of DISTINCT
  };

  bool AddCounts(const Batch& batch, const std::vector<uint32_t>& groups);
  bool AddDistinctNumbers(const Batch& batch, const std::vector<uint32_t>& groups);
  bool AddNumbers(const Batch& batch, const std::vector<uint32_t>& groups);
  void AddValues(const Batch& batch, const std::vector<uint32_t>& groups, Evaluator& evaluator);
  Object& ObjectOf(size_t group);
  bool AllPlain(size_t begin, size_t end) const;
  Value FinishOne(size_t group);
  void ChargeBytes(int64_t bytes);

  ExecutionContext& context_;
  const AggregatePlan::Item& item_;
  const Kind kind_;
  size_t group_count_ = 1;
  Counted<int64_t> plain_;       // by group
  Counted<uint8_t> plain_used_;  // whether plain_ holds anything
  ValueType plain_type_ = ValueType::kNull;
  std::vector<Object> objects_;  // by group; empty as long as none was needed
  // Of DISTINCT numbers and elements, whose type is plain_type_: those of group 0 (often the only
  // one), and group and number together.
  NumberSet of_first_;
  PairSet pairs_;
  Numbers numbers_;  // of the batch at hand
  int64_t charged_ = 0;
};

}  // namespace amana::query
