#pragma once

#include <cstddef>
#include <cstdint>

#include "query/counted.h"
#include "query/flat_map.h"
#include "query/number_set.h"

namespace amana::query {

// Pairs of numbers, each once. Those of two numbers of 32 bits, as ordinals and most ids are, take
// eight bytes a slot.
class PairSet {
 public:
  explicit PairSet(MemoryAccount* account = nullptr) : narrow_(account), slots_(account) {}

  int64_t bytes() const {
    return narrow_.bytes() + static_cast<int64_t>(slots_.size() * sizeof(Slot));
  }
  size_t size() const { return narrow_.size() + size_; }

  // Have the processor fetch what Insert() will read.
  void Prefetch(int64_t a, int64_t b) const {
    if (IsNarrow(a, b)) narrow_.Prefetch(Narrow(a, b));
  }
  // Whether it is new.
  bool Insert(int64_t a, int64_t b) {
    if (IsNarrow(a, b)) return narrow_.Insert(Narrow(a, b));
    if ((size_ + 1) * 2 > slots_.size()) Grow();
    Slot* slot = Place(slots_, a, b);
    if (slot->used) return false;
    *slot = {a, b, true};
    ++size_;
    return true;
  }
  template <typename Visit>
  void ForEach(Visit visit) const {
    narrow_.ForEach([&](uint64_t pair) {
      visit(static_cast<int64_t>(pair >> 32), static_cast<int64_t>(pair & UINT32_MAX));
    });
    for (const Slot& slot : slots_) {
      if (slot.used) visit(slot.a, slot.b);
    }
  }
  void Clear() {
    narrow_.Clear();
    slots_.clear();
    slots_.shrink_to_fit();
    size_ = 0;
  }

 private:
  static bool IsNarrow(int64_t a, int64_t b) {
    return (static_cast<uint64_t>(a) | static_cast<uint64_t>(b)) <= UINT32_MAX;
  }
  static uint64_t Narrow(int64_t a, int64_t b) {
    return static_cast<uint64_t>(a) << 32 | static_cast<uint64_t>(b);
  }

  struct Slot {
    int64_t a = 0;
    int64_t b = 0;
    bool used = false;
  };
  static Slot* Place(Counted<Slot>& slots, int64_t a, int64_t b) {
    const size_t mask = slots.size() - 1;
    size_t at = SpreadBits(SpreadBits(static_cast<uint64_t>(a)) + static_cast<uint64_t>(b)) & mask;
    while (slots[at].used && (slots[at].a != a || slots[at].b != b)) at = (at + 1) & mask;
    return &slots[at];
  }
  void Grow() {
    Counted<Slot> more(slots_.empty() ? 64 : slots_.size() * 2, Slot(), slots_.get_allocator());
    for (const Slot& slot : slots_) {
      if (slot.used) *Place(more, slot.a, slot.b) = slot;
    }
    slots_ = std::move(more);
  }

  FlatSet narrow_;
  Counted<Slot> slots_;  // of the others
  size_t size_ = 0;
};

}  // namespace amana::query
