#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "query/counted.h"
#include "query/flat_map.h"
#include "query/paged_array.h"

namespace amana::query {

// 64-bit numbers, each once: eight bytes a slot.
class FlatSet {
 public:
  explicit FlatSet(MemoryAccount* account = nullptr) : slots_(account) {}

  size_t size() const { return size_; }
  int64_t bytes() const { return static_cast<int64_t>(slots_.size() * sizeof(uint64_t)); }

  // Have the processor fetch where the number stands or would stand.
  void Prefetch(uint64_t number) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[SpreadBits(number) & (slots_.size() - 1)]);
  }
  // Whether it is new.
  bool Insert(uint64_t number) {
    if (number == kFree) {
      size_ += has_free_ ? 0 : 1;
      return !std::exchange(has_free_, true);
    }
    if ((size_ + 1) * 2 > slots_.size()) Grow();
    const size_t mask = slots_.size() - 1;
    for (size_t at = SpreadBits(number) & mask;; at = (at + 1) & mask) {
      if (slots_[at] == number) return false;
      if (slots_[at] != kFree) continue;
      slots_[at] = number;
      ++size_;
      return true;
    }
  }
  template <typename Visit>
  void ForEach(Visit visit) const {
    if (has_free_) visit(kFree);
    for (const uint64_t number : slots_) {
      if (number != kFree) visit(number);
    }
  }
  void Clear() {
    slots_.clear();
    slots_.shrink_to_fit();
    size_ = 0;
    has_free_ = false;
  }

 private:
  static constexpr uint64_t kFree = UINT64_MAX;

  void Grow() {
    Counted<uint64_t> old(slots_.empty() ? 64 : slots_.size() * 2, kFree, slots_.get_allocator());
    old.swap(slots_);
    const size_t mask = slots_.size() - 1;
    for (const uint64_t number : old) {
      if (number == kFree) continue;
      size_t at = SpreadBits(number) & mask;
      while (slots_[at] != kFree) at = (at + 1) & mask;
      slots_[at] = number;
    }
  }

  Counted<uint64_t> slots_;
  size_t size_ = 0;
  bool has_free_ = false;
};

// The same, for numbers that are often small: those below a bound that grows with the count of
// numbers offered are bits of a paged array, so that memory follows the work, not the numbers.
class NumberSet {
 public:
  explicit NumberSet(MemoryAccount* account = nullptr) : words_(account), others_(account) {}

  size_t size() const { return size_; }
  int64_t bytes() const { return words_.bytes() + others_.bytes(); }

  // To be called before a batch of `count` insertions.
  void Expect(size_t count) { offered_ += count; }
  // Whether it is new.
  bool Insert(uint64_t number) {
    if (number / 64 >= words_.reach()) return InsertOther(number);
    uint64_t& word = words_[number / 64];
    const uint64_t bit = uint64_t{1} << (number % 64);
    const bool fresh = (word & bit) == 0;
    word |= bit;
    size_ += fresh ? 1 : 0;
    return fresh;
  }
  template <typename Visit>
  void ForEach(Visit visit) const {
    words_.ForEach([&](size_t at, uint64_t word) {
      for (uint64_t rest = word; rest != 0; rest &= rest - 1) {
        visit(at * 64 + static_cast<uint64_t>(std::countr_zero(rest)));
      }
    });
    others_.ForEach([&](uint64_t number) {
      if (number / 64 >= words_.reach()) visit(number);
    });
  }
  // Empties a set of just these numbers, in time that follows their count.
  void Forget(std::span<const uint32_t> numbers) {
    for (const uint32_t number : numbers) {
      if (number / 64 < words_.reach()) words_.Erase(number / 64);
    }
    others_.Clear();
    size_ = 0;
  }
  void Clear() {
    words_.Clear();
    others_.Clear();
    offered_ = size_ = 0;
  }

 private:
  static constexpr size_t kPageWords = 16;
  // The directory may grow to as much as a hash table would take, and a little to begin with.
  static constexpr size_t kWordsEach = 4 * kPageWords;
  static constexpr size_t kWordsAtFirst = 4096 * kPageWords;

  [[gnu::noinline]] bool InsertOther(uint64_t number) {
    if (number / 64 < offered_ * kWordsEach + kWordsAtFirst) {
      Widen(number / 64);
      return Insert(number);
    }
    const bool fresh = others_.Insert(number);
    size_ += fresh ? 1 : 0;
    return fresh;
  }
  void Widen(size_t word_wanted) {
    const size_t before = words_.reach();
    words_.Reach(word_wanted);
    // What stood among the others stands in the array from now on.
    others_.ForEach([&](uint64_t number) {
      const uint64_t word = number / 64;
      if (word >= before && word < words_.reach()) words_[word] |= uint64_t{1} << (number % 64);
    });
  }

  PagedArray<uint64_t, kPageWords> words_;
  FlatSet others_;
  uint64_t offered_ = 0;
  size_t size_ = 0;
};

}  // namespace amana::query
