#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "query/flat_map.h"
#include "query/paged_array.h"

namespace amana::query {

// From numbers to positions, 0 where there is none yet. As with NumberSet, small numbers are looked
// up in a paged array, whose directory grows with the count of numbers offered.
class NumberMap {
 public:
  int64_t bytes() const { return small_.bytes() + others_.bytes(); }

  // To be called before a batch of `count` look-ups.
  void Expect(size_t count) { offered_ += count; }
  // Sets positions[i] to that of numbers[i]. Many at once wait for memory together.
  void FindAll(std::span<const int64_t> numbers, uint32_t* positions) {
    if (small_.Read(numbers, positions) || others_.size() == 0) return;
    constexpr size_t kAhead = 16;
    for (size_t i = 0; i < numbers.size(); ++i) {
      if (i + kAhead < numbers.size()) others_.Prefetch(numbers[i + kAhead]);
      if (static_cast<uint64_t>(numbers[i]) < small_.reach()) continue;
      const uint32_t* position = others_.Find(numbers[i]);
      positions[i] = position == nullptr ? 0 : *position;
    }
  }
  // To be read or set; until the next call.
  uint32_t& operator[](int64_t number) {
    const auto at = static_cast<uint64_t>(number);
    return at < small_.reach() ? small_[at] : Other(number);
  }
  void Clear() {
    small_.Clear();
    others_.Clear();
    offered_ = 0;
  }

 private:
  static constexpr size_t kPagePlaces = 64;
  static constexpr size_t kPlacesEach = 4 * kPagePlaces;
  static constexpr size_t kPlacesAtFirst = 4096 * kPagePlaces;

  [[gnu::noinline]] uint32_t& Other(int64_t number) {
    const auto at = static_cast<uint64_t>(number);
    if (at >= offered_ * kPlacesEach + kPlacesAtFirst) return *others_.Insert(number).value;
    const size_t before = small_.reach();
    small_.Reach(at);
    // What stood among the others stands in the array from now on.
    others_.ForEach([&](int64_t other, uint32_t position) {
      const auto place = static_cast<uint64_t>(other);
      if (place >= before && place < small_.reach()) small_[place] = position;
    });
    return small_[at];
  }

  PagedArray<uint32_t, kPagePlaces> small_;
  FlatMap<int64_t, uint32_t> others_;
  uint64_t offered_ = 0;
};

}  // namespace amana::query
