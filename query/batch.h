#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/value.h"

namespace amana::query {

// Rows travel between operators in batches of about this many.
inline constexpr size_t kBatchRows = 1024;

// The values of one variable. A constant column repeats one value; a column that is not set is
// empty. Operators go through at(), so that typed and lazy columns can come later.
class Column {
 public:
  bool is_set() const { return !values_.empty(); }
  bool is_constant() const { return constant_; }
  const Value& at(size_t row) const { return values_[constant_ ? 0 : row]; }

  void Clear() {
    values_.clear();
    constant_ = false;
  }
  void SetConstant(Value value) {
    values_.clear();
    values_.push_back(std::move(value));
    constant_ = true;
  }
  // The values of a column that is empty or not constant.
  std::vector<Value>& values() { return values_; }
  // Makes a constant column one with a value for each of `rows` rows.
  void Spread(size_t rows) {
    if (!constant_) return;
    Value value = values_[0];
    values_.assign(rows, value);
    constant_ = false;
  }

 private:
  std::vector<Value> values_;
  bool constant_ = false;
};

// Rows as columns, indexed by slot. Every set column that is not constant has `rows` values.
struct Batch {
  size_t rows = 0;
  std::vector<Column> columns;

  Batch() = default;
  explicit Batch(size_t slots) : columns(slots) {}

  const Value& at(int slot, size_t row) const { return columns[slot].at(row); }

  // No rows, no columns set; memory is kept.
  void Clear() {
    rows = 0;
    for (Column& column : columns) column.Clear();
  }

  // Appends the chosen rows of `from`. A column that only one of the two has set (what OPTIONAL
  // MATCH found in some rows) is null in the rows of the other. What is the same in all rows stays
  // one value.
  void Gather(const Batch& from, std::span<const uint32_t> chosen) {
    if (columns.size() < from.columns.size()) columns.resize(from.columns.size());
    for (size_t slot = 0; slot < from.columns.size(); ++slot) {
      const Column& source = from.columns[slot];
      if (!source.is_set() && !columns[slot].is_set()) continue;
      if (!source.is_set()) {
        columns[slot].Spread(rows);
        columns[slot].values().resize(rows + chosen.size());
        continue;
      }
      if (!columns[slot].is_set()) columns[slot].values().resize(rows);
      if (rows == 0 && (source.is_constant() || from.rows == 1)) {
        columns[slot].SetConstant(source.at(0));
        continue;
      }
      if (columns[slot].is_constant()) columns[slot].Spread(rows);
      auto& values = columns[slot].values();
      for (uint32_t row : chosen) values.push_back(source.at(row));
    }
    rows += chosen.size();
  }
};

}  // namespace amana::query
