#pragma once

#include <algorithm>
#include <compare>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "query/vectorized.h"

namespace amana::query {

// The values of one sort key for many rows: plain numbers as long as all are of one such type.
class SortKeys {
 public:
  // Those of all rows of a batch.
  void Read(const Expr& expr, const Batch& batch, Evaluator& evaluator) {
    std::vector<uint32_t> storage;
    const Selection rows = AllRows(batch.rows, &storage);
    plain_ = ReadNumbers(expr, batch, rows, evaluator.context(), &numbers_) && !numbers_.any_absent;
    if (!plain_) values_ = evaluator.Evaluate(expr, batch, rows);
  }

  void Append(const SortKeys& from, std::span<const uint32_t> rows) {
    if (size() == 0) {
      plain_ = from.plain_;
      numbers_.type = from.numbers_.type;
    }
    if (plain_ && !SameType(from)) {
      for (const int64_t number : numbers_.values) {
        values_.push_back(Numbers::ValueOf(numbers_.type, number));
      }
      numbers_.values.clear();
      plain_ = false;
    }
    for (const uint32_t row : rows) {
      if (plain_) {
        numbers_.values.push_back(from.numbers_.values[row]);
      } else {
        values_.push_back(from.At(row));
      }
    }
  }

  // How row `a` of these stands to row `b` of `other`.
  std::weak_ordering Order(size_t a, const SortKeys& other, size_t b) const {
    if (plain_ && SameType(other)) return numbers_.values[a] <=> other.numbers_.values[b];
    return Value::Order(At(a), other.At(b));
  }

  // Adds the rows below `count` that do not come behind row `bar` of `other`, as far as numbers
  // tell it: others may be among them.
  void ChooseUpTo(const SortKeys& other, size_t bar, bool descending, size_t count,
                  std::vector<uint32_t>* rows) const {
    if (plain_ && SameType(other)) {
      ChooseUpTo(other.numbers_.values[bar], descending, count, rows);
    } else {
      AddAll(count, rows);
    }
  }
  // Adds the first `keep` rows below `count` and all that are equal to the last of them; or all.
  void ChooseFirst(size_t keep, bool descending, size_t count, std::vector<uint32_t>* rows) const {
    if (!plain_ || keep == 0 || keep >= count) return AddAll(count, rows);
    std::vector<int64_t> sorted = numbers_.values;
    const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(keep - 1);
    if (descending) {
      std::nth_element(sorted.begin(), last, sorted.end(), std::greater<>());
    } else {
      std::nth_element(sorted.begin(), last, sorted.end());
    }
    ChooseUpTo(*last, descending, count, rows);
  }

  size_t size() const { return plain_ ? numbers_.values.size() : values_.size(); }

 private:
  static void AddAll(size_t count, std::vector<uint32_t>* rows) {
    for (uint32_t row = 0; row < count; ++row) rows->push_back(row);
  }
  void ChooseUpTo(int64_t bar, bool descending, size_t count, std::vector<uint32_t>* rows) const {
    const int64_t* numbers = numbers_.values.data();
    rows->resize(count);
    size_t chosen = 0;
    for (uint32_t row = 0; row < count; ++row) {
      (*rows)[chosen] = row;
      chosen += (descending ? numbers[row] >= bar : numbers[row] <= bar) ? 1 : 0;
    }
    rows->resize(chosen);
  }

  bool SameType(const SortKeys& other) const {
    return other.plain_ && other.numbers_.type == numbers_.type;
  }
  Value At(size_t row) const {
    return plain_ ? Numbers::ValueOf(numbers_.type, numbers_.values[row]) : values_[row];
  }

  bool plain_ = false;
  Numbers numbers_;  // where plain; none is absent
  std::vector<Value> values_;
};

}  // namespace amana::query
