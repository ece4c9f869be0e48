#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "query/evaluator.h"
#include "query/flat_map.h"
#include "query/operators/aggregate.h"
#include "query/pair_set.h"

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
  // REQUIRES a group below the last group_count, or 0.
  Value Finish(size_t group);

 private:
  enum class Kind : uint8_t { kCount, kSum, kLeast, kGreatest, kOther };
  static Kind KindOf(const AggregatePlan::Item& item);

  struct Object {
    std::unique_ptr<Aggregate> aggregate;
    std::unordered_set<Value, ValueHash, ValueEquivalent> seen;  // of DISTINCT
  };

  bool AddCounts(const Batch& batch, const std::vector<uint32_t>& groups);
  bool AddDistinctElements(const Batch& batch, const std::vector<uint32_t>& groups);
  bool AddDistinctNumbers(const Batch& batch, const std::vector<uint32_t>& groups);
  bool AddNumbers(const Batch& batch, const std::vector<uint32_t>& groups);
  void AddValues(const Batch& batch, const std::vector<uint32_t>& groups, Evaluator& evaluator);
  Object& ObjectOf(size_t group);
  void ChargeBytes(int64_t bytes);

  ExecutionContext& context_;
  const AggregatePlan::Item& item_;
  const Kind kind_;
  size_t group_count_ = 1;
  std::vector<int64_t> plain_;       // by group
  std::vector<uint8_t> plain_used_;  // whether plain_ holds anything
  ValueType plain_type_ = ValueType::kNull;
  std::vector<Object> objects_;          // by group; empty as long as none was needed
  FlatMap<uint64_t, uint8_t> elements_;  // group and ordinal, of DISTINCT nodes or relationships
  bool of_nodes_ = false;
  PairSet numbers_;  // group and number, of DISTINCT numbers; their type is plain_type_
  int64_t charged_ = 0;
};

}  // namespace amana::query
