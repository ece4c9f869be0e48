#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/value.h"

namespace amana::query {

// Rows travel between operators in batches of about this many.
inline constexpr size_t kBatchRows = 1024;

// The value of a type that is kept as a number: integer, date (days) or boolean.
inline Value NumberValue(ValueType type, int64_t number) {
  if (type == ValueType::kDate) return Value(Date{number});
  if (type == ValueType::kBoolean) return Value(number != 0);
  return Value(number);
}

// The values of one variable. A constant column repeats one value; a column that is not set is
// empty. Columns of nodes or relationships only are kept as ordinals, and those of integers, dates
// or booleans only may be kept as numbers; who asks for values with at() gets them made on demand.
class Column {
 public:
  bool is_set() const { return kind_ != Kind::kNone; }
  bool is_constant() const { return kind_ == Kind::kConstant; }
  bool is_nodes() const { return kind_ == Kind::kNodes; }
  bool is_relationships() const { return kind_ == Kind::kRelationships; }
  bool is_numbers() const { return kind_ == Kind::kNumbers; }

  const Value& at(size_t row) const {
    if (kind_ == Kind::kConstant) return values_[0];
    if (is_packed() && values_.size() != packed_size()) MakeValues();
    return values_[row];
  }
  // The ordinals of a column of nodes or relationships.
  std::span<const uint32_t> ordinals() const { return ordinals_; }
  // The numbers of a column of numbers, and the type that all of them have.
  std::span<const int64_t> numbers() const { return numbers_; }
  ValueType number_type() const { return number_type_; }

  void Clear() {
    values_.clear();
    ordinals_.clear();
    numbers_.clear();
    kind_ = Kind::kNone;
  }
  void SetConstant(Value value) {
    Clear();
    values_.push_back(std::move(value));
    kind_ = Kind::kConstant;
  }
  // The values of a column that is not constant, to be changed; it is set from now on.
  std::vector<Value>& values() {
    if (is_packed()) {
      if (values_.size() != packed_size()) MakeValues();
      ordinals_.clear();
      numbers_.clear();
    }
    kind_ = Kind::kValues;
    return values_;
  }
  // Takes over ordinals as the whole column.
  void SetNodes(std::vector<uint32_t>&& nodes) { SetOrdinals(Kind::kNodes, std::move(nodes)); }
  void SetRelationships(std::vector<uint32_t>&& relationships) {
    SetOrdinals(Kind::kRelationships, std::move(relationships));
  }
  // Takes over numbers as the whole column: integers, dates in days, or booleans.
  void SetNumbers(ValueType type, std::vector<int64_t>&& numbers) {
    Clear();
    numbers_ = std::move(numbers);
    number_type_ = type;
    kind_ = Kind::kNumbers;
  }
  // Makes a constant column one with a value for each of `rows` rows.
  void Spread(size_t rows) {
    if (!is_constant()) return;
    const Value value = values_[0];
    values_.assign(rows, value);
    kind_ = Kind::kValues;
  }
  // Adds the chosen rows of `from` to a column that holds `rows` of them.
  void Append(const Column& from, size_t rows, std::span<const uint32_t> chosen);

 private:
  enum class Kind : uint8_t { kNone, kConstant, kValues, kNodes, kRelationships, kNumbers };

  bool is_ordinals() const { return kind_ == Kind::kNodes || kind_ == Kind::kRelationships; }
  bool is_packed() const { return is_ordinals() || is_numbers(); }
  size_t packed_size() const { return is_numbers() ? numbers_.size() : ordinals_.size(); }
  void SetOrdinals(Kind kind, std::vector<uint32_t>&& ordinals) {
    values_.clear();
    numbers_.clear();
    ordinals_ = std::move(ordinals);
    kind_ = kind;
  }
  void MakeValues() const {
    values_.clear();
    values_.reserve(packed_size());
    for (const int64_t number : numbers_) values_.push_back(NumberValue(number_type_, number));
    for (const uint32_t at : ordinals_) {
      if (kind_ == Kind::kNodes) {
        values_.emplace_back(NodeId(at));
      } else {
        values_.emplace_back(RelationshipId(at));
      }
    }
  }

  mutable std::vector<Value> values_;  // of ordinals and numbers: made when first asked for
  std::vector<uint32_t> ordinals_;
  std::vector<int64_t> numbers_;
  ValueType number_type_ = ValueType::kNull;
  Kind kind_ = Kind::kNone;
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
  // one value. With `needed`, columns that it does not name are left out.
  void Gather(const Batch& from, std::span<const uint32_t> chosen,
              const std::vector<bool>* needed = nullptr) {
    if (columns.size() < from.columns.size()) columns.resize(from.columns.size());
    for (size_t slot = 0; slot < from.columns.size(); ++slot) {
      if (needed != nullptr && !(*needed)[slot]) continue;
      const Column& source = from.columns[slot];
      if (!source.is_set() && !columns[slot].is_set()) continue;
      if (!source.is_set()) {
        columns[slot].Spread(rows);
        columns[slot].values().resize(rows + chosen.size());
        continue;
      }
      if (rows == 0 && (source.is_constant() || from.rows == 1)) {
        columns[slot].SetConstant(source.at(0));
        continue;
      }
      columns[slot].Append(source, rows, chosen);
    }
    rows += chosen.size();
  }
};

inline void Column::Append(const Column& from, size_t rows, std::span<const uint32_t> chosen) {
  const bool same_kind = from.is_ordinals() && (rows == 0 || kind_ == from.kind_);
  if (same_kind) {
    if (rows == 0) SetOrdinals(from.kind_, std::move(ordinals_));
    values_.clear();
    ordinals_.resize(rows + chosen.size());
    for (size_t i = 0; i < chosen.size(); ++i) ordinals_[rows + i] = from.ordinals_[chosen[i]];
    return;
  }
  if (from.is_numbers() && (rows == 0 || (is_numbers() && number_type_ == from.number_type_))) {
    if (rows == 0) Clear();
    kind_ = Kind::kNumbers;
    number_type_ = from.number_type_;
    values_.clear();
    numbers_.resize(rows + chosen.size());
    for (size_t i = 0; i < chosen.size(); ++i) numbers_[rows + i] = from.numbers_[chosen[i]];
    return;
  }
  if (!is_set()) values().resize(rows);
  Spread(rows);
  auto& all = values();
  if (rows == 0) all.reserve(chosen.size());  // later batches let it double
  for (const uint32_t row : chosen) all.push_back(from.at(row));
}

}  // namespace amana::query
