#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "query/flat_map.h"

namespace amana::query {

// Pairs of numbers, each once.
class PairSet {
 public:
  int64_t bytes() const { return static_cast<int64_t>(slots_.size() * sizeof(Slot)); }
  size_t size() const { return size_; }

  // Whether it is new.
  bool Insert(int64_t a, int64_t b) {
    if ((size_ + 1) * 2 > slots_.size()) Grow();
    Slot* slot = Place(slots_, a, b);
    if (slot->used) return false;
    *slot = {a, b, true};
    ++size_;
    return true;
  }
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (const Slot& slot : slots_) {
      if (slot.used) visit(slot.a, slot.b);
    }
  }
  void Clear() {
    slots_.clear();
    size_ = 0;
  }

 private:
  struct Slot {
    int64_t a = 0;
    int64_t b = 0;
    bool used = false;
  };
  static Slot* Place(std::vector<Slot>& slots, int64_t a, int64_t b) {
    const size_t mask = slots.size() - 1;
    size_t at = SpreadBits(SpreadBits(static_cast<uint64_t>(a)) + static_cast<uint64_t>(b)) & mask;
    while (slots[at].used && (slots[at].a != a || slots[at].b != b)) at = (at + 1) & mask;
    return &slots[at];
  }
  void Grow() {
    std::vector<Slot> more(slots_.empty() ? 64 : slots_.size() * 2);
    for (const Slot& slot : slots_) {
      if (slot.used) *Place(more, slot.a, slot.b) = slot;
    }
    slots_ = std::move(more);
  }

  std::vector<Slot> slots_;
  size_t size_ = 0;
};

}  // namespace amana::query
