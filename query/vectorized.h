#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "query/evaluator.h"

namespace amana::query {

// Ways around Value for what large queries do most: reading whole numbers and dates of many rows,
// and simple predicates over them. Each says whether it applies; where it does not, the evaluator
// does the work. They never differ from it in what they answer.

// Values of one type: integers, dates (days), booleans, or elements by their ordinals.
struct Numbers {
  ValueType type = ValueType::kInteger;
  std::vector<int64_t> values;
  std::vector<uint8_t> absent;  // 1 where the value is null; only with any_absent
  bool any_absent = false;

  bool Has(size_t i) const { return !any_absent || absent[i] == 0; }
  Value At(size_t i) const;
  // The value that stands for `number`, which is not null.
  static Value ValueOf(ValueType type, int64_t number);
};

// The value of `expr` in each of the rows.
bool ReadNumbers(const Expr& expr, const Batch& batch, Selection rows, ExecutionContext& context,
                 Numbers* out);

// The same, and also columns of nodes or relationships.
bool ReadPlain(const Expr& expr, const Batch& batch, Selection rows, ExecutionContext& context,
               Numbers* out);

// The rows for which the predicate is true.
std::optional<std::vector<uint32_t>> SelectVectorized(const Expr& predicate, const Batch& batch,
                                                      Selection rows, Evaluator& evaluator);

// The ordinal of the node in a row of a column; kNoOrdinal where it holds no node.
inline constexpr uint32_t kNoOrdinal = UINT32_MAX;
inline uint32_t NodeAt(const Column& column, size_t row) {
  if (column.is_nodes()) return column.ordinals()[row];
  if (!column.is_set()) return kNoOrdinal;
  const Value& value = column.at(row);
  return value.is_node() ? static_cast<uint32_t>(value.AsNode().value) : kNoOrdinal;
}

}  // namespace amana::query
