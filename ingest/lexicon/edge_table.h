#pragma once

#include <cstdint>
#include <vector>

namespace amana::ingest {

// The edges of a trie in one open-addressed table: (node, word) -> node. Looking up an edge that is
// not there, the usual case, touches one cache line.
class EdgeTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  EdgeTable() : slots_(size_t{1} << 10) {}

  uint32_t Find(uint32_t node, uint32_t word) const {
    const uint64_t key = Key(node, word);
    for (size_t at = Hash(key);; ++at) {
      const Slot& slot = slots_[at & (slots_.size() - 1)];
      if (slot.key == key) return slot.child;
      if (slot.key == 0) return kNone;
    }
  }

  // Says that Find will be called.
  void Fetch(uint32_t node, uint32_t word) const {
    __builtin_prefetch(&slots_[Hash(Key(node, word)) & (slots_.size() - 1)]);
  }

  // Adds an edge that is not there yet.
  void Add(uint32_t node, uint32_t word, uint32_t child) {
    if ((used_ + 1) * 2 > slots_.size()) Grow();
    Place(Key(node, word), child);
    ++used_;
  }

 private:
  struct Slot {
    uint64_t key = 0;  // 0: empty
    uint32_t child = kNone;
  };

  static uint64_t Key(uint32_t node, uint32_t word) { return (uint64_t{node} << 32 | word) + 1; }
  static size_t Hash(uint64_t key) { return (key * 0x9E3779B97F4A7C15U) >> 24; }

  void Place(uint64_t key, uint32_t child) {
    size_t at = Hash(key);
    while (slots_[at & (slots_.size() - 1)].key != 0) ++at;
    slots_[at & (slots_.size() - 1)] = {key, child};
  }

  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.key != 0) Place(slot.key, slot.child);
    }
  }

  std::vector<Slot> slots_;  // a power of two
  size_t used_ = 0;
};

}  // namespace amana::ingest
