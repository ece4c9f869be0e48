#pragma once

#define XXH_INLINE_ALL  // words are short: a call would cost more than the hash
#include <xxhash.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace amana::ingest {

inline uint32_t HashText(std::string_view text) {
  return static_cast<uint32_t>(XXH3_64bits(text.data(), text.size()));
}

// For maps of texts.
struct TextHash {
  size_t operator()(std::string_view text) const { return HashText(text); }
};

// Numbers different texts from 0 on. One open-addressed table: looking up a text that is not there,
// the usual case, touches one cache line.
class StringIndex {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  StringIndex() : slots_(size_t{1} << 6) {}

  uint32_t Find(std::string_view text) const { return slots_[SlotOf(text, HashText(text))].number; }

  // The number of a text, which is one more than the last one where it is new.
  uint32_t Add(std::string_view text) {
    const uint32_t hash = HashText(text);
    const size_t at = SlotOf(text, hash);
    if (slots_[at].number != kNone) return slots_[at].number;
    const auto number = static_cast<uint32_t>(texts_.size());
    texts_.emplace_back(text);
    slots_[at] = {hash, number};
    if (texts_.size() * 2 > slots_.size()) Grow();
    return number;
  }

  size_t size() const { return texts_.size(); }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t number = kNone;  // kNone: empty
  };

  // Where the text is, or where it would be put.
  size_t SlotOf(std::string_view text, uint32_t hash) const {
    const size_t mask = slots_.size() - 1;
    size_t at = hash & mask;
    while (slots_[at].number != kNone &&
           (slots_[at].hash != hash || texts_[slots_[at].number] != text)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.number == kNone) continue;
      size_t at = slot.hash & mask;
      while (slots_[at].number != kNone) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two
  std::deque<std::string> texts_;
};

}  // namespace amana::ingest
