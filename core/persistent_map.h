#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/cow_ptr.h"

namespace amana {

// An ordered map from 32-bit keys, of which a copy costs one reference count and shares all it can:
// a radix trie, 64 ways at each level, that copies only the path to what changes (and not even that
// where nobody else holds the path). The trie is as high as its greatest key asks for.
// As with CowPtr, copies may be used by different threads.
template <typename T>
class PersistentMap {
 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // nullptr where there is none. Valid until this map changes.
  const T* Find(uint32_t key) const {
    if (size_ == 0 || !Covers(key)) return nullptr;
    const Node* node = root_.get();
    for (unsigned level = height_; level > 0; --level) {
      const size_t slot = node->Slot(key, level);
      if (slot == kNone) return nullptr;
      node = node->children[slot].get();
    }
    const size_t slot = node->Slot(key, 0);
    return slot == kNone ? nullptr : &node->values[slot];
  }

  // The value of `key` to change, made by T() where there is none.
  T& Mutable(uint32_t key) {
    Grow(key);
    Node* node = &root_.Mutable();
    for (unsigned level = height_; level > 0; --level) {
      node = &node->Ensure(key, level, node->children).Mutable();
    }
    if (node->Slot(key, 0) == kNone) ++size_;
    return node->Ensure(key, 0, node->values);
  }

  // Calls visit(key, value) for keys at or after `from`, ascending, until it answers false.
  template <typename Visit>
  void ForEach(uint32_t from, Visit&& visit) const {
    if (size_ == 0 || !Covers(from)) return;
    Walk(*root_, height_, from, 0, visit);
  }
  template <typename Visit>
  void ForEach(Visit&& visit) const {
    ForEach(0, [&](uint32_t key, const T& value) {
      visit(key, value);
      return true;
    });
  }

 private:
  static constexpr unsigned kBits = 6;
  static constexpr size_t kNone = static_cast<size_t>(-1);

  static unsigned Way(uint32_t key, unsigned level) {
    return static_cast<unsigned>((uint64_t{key} >> (kBits * level)) & 63);
  }

  struct Node {
    uint64_t present = 0;                // which of the 64 ways exist
    std::vector<CowPtr<Node>> children;  // above the lowest level, in order of their ways
    std::vector<T> values;               // at the lowest level

    size_t Rank(unsigned way) const {
      return static_cast<size_t>(std::popcount(present & ((uint64_t{1} << way) - 1)));
    }
    size_t Slot(uint32_t key, unsigned level) const {
      const unsigned way = Way(key, level);
      return (present >> way & 1) == 0 ? kNone : Rank(way);
    }
    template <typename Item>
    Item& Ensure(uint32_t key, unsigned level, std::vector<Item>& items) {
      const unsigned way = Way(key, level);
      const size_t slot = Rank(way);
      if ((present >> way & 1) == 0) {
        items.insert(items.begin() + static_cast<std::ptrdiff_t>(slot), Item());
        present |= uint64_t{1} << way;
      }
      return items[slot];
    }
  };

  bool Covers(uint32_t key) const { return (uint64_t{key} >> (kBits * (height_ + 1))) == 0; }

  void Grow(uint32_t key) {
    for (; !Covers(key); ++height_) {
      if (!root_) continue;
      Node above;
      above.present = 1;
      above.children.push_back(std::move(root_));
      root_ = CowPtr<Node>(std::move(above));
    }
  }

  template <typename Visit>
  static bool Walk(const Node& node, unsigned level, uint32_t from, uint32_t prefix, Visit& visit) {
    const unsigned first = Way(from, level);
    size_t slot = node.Rank(first);
    for (uint64_t rest = node.present & (~uint64_t{0} << first); rest != 0; rest &= rest - 1) {
      const unsigned way = static_cast<unsigned>(std::countr_zero(rest));
      const uint32_t key = prefix | static_cast<uint32_t>(uint64_t{way} << (kBits * level));
      const uint32_t start = way == first ? from : 0;  // only on the boundary does `from` count
      const bool go_on = level == 0 ? visit(key, node.values[slot])
                                    : Walk(*node.children[slot], level - 1, start, key, visit);
      if (!go_on) return false;
      ++slot;
    }
    return true;
  }

  CowPtr<Node> root_;
  unsigned height_ = 0;
  size_t size_ = 0;
};

}  // namespace amana
