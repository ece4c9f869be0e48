#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "query/counted.h"

namespace amana::query {

inline uint64_t SpreadBits(uint64_t key) {
  key *= 0x9E3779B97F4A7C15ULL;
  return key ^ key >> 32;
}

// From integers to small values, in one array with linear probing. Grows; never shrinks or forgets
// single keys.
template <typename Key, typename T>
class FlatMap {
 public:
  explicit FlatMap(MemoryAccount* account = nullptr) : slots_(account) {}

  size_t size() const { return size_; }
  size_t capacity() const { return slots_.size(); }
  int64_t bytes() const { return static_cast<int64_t>(slots_.size() * sizeof(Slot)); }

  void Clear() {
    if (size_ == 0) return;
    slots_.assign(slots_.size(), Slot());
    size_ = 0;
  }

  // Have the processor fetch where the key stands or would stand.
  void Prefetch(Key key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[Home(key)]);
  }
  T* Find(Key key) {
    if (slots_.empty()) return nullptr;
    for (size_t at = Home(key);; at = (at + 1) & mask_) {
      Slot& slot = slots_[at];
      if (!slot.used) return nullptr;
      if (slot.key == key) return &slot.value;
    }
  }
  bool Contains(Key key) { return Find(key) != nullptr; }

  struct Inserted {
    T* value;  // until the next insertion
    bool fresh;
  };
  // The value of `key`, T() where it is new.
  Inserted Insert(Key key) {
    if ((size_ + 1) * 2 > slots_.size()) Grow();
    for (size_t at = Home(key);; at = (at + 1) & mask_) {
      Slot& slot = slots_[at];
      if (slot.used && slot.key == key) return {&slot.value, false};
      if (slot.used) continue;
      slot.key = key;
      slot.used = true;
      ++size_;
      return {&slot.value, true};
    }
  }

  template <typename Visit>
  void ForEach(Visit visit) const {
    for (const Slot& slot : slots_) {
      if (slot.used) visit(slot.key, slot.value);
    }
  }

 private:
  struct Slot {
    Key key{};
    T value{};
    bool used = false;
  };

  size_t Home(Key key) const { return SpreadBits(static_cast<uint64_t>(key)) & mask_; }

  void Grow() {
    Counted<Slot> old(slots_.empty() ? 64 : slots_.size() * 2, Slot(), slots_.get_allocator());
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (!slot.used) continue;
      size_t at = Home(slot.key);
      while (slots_[at].used) at = (at + 1) & mask_;
      slots_[at] = slot;
    }
  }

  Counted<Slot> slots_;
  size_t mask_ = 0;
  size_t size_ = 0;
};

}  // namespace amana::query
