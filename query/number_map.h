#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "query/flat_map.h"

namespace amana::query {

// From numbers to positions, 0 where there is none yet. As with NumberSet, small numbers are looked
// up in an array that grows with the count of numbers offered.
class NumberMap {
 public:
  int64_t bytes() const {
    return static_cast<int64_t>(small_.size() * sizeof(uint32_t)) + others_.bytes();
  }

  // To be called before a batch of `count` look-ups.
  void Expect(size_t count) { offered_ += count; }
  // To be read or set; until the next call.
  uint32_t& operator[](int64_t number) {
    const auto at = static_cast<uint64_t>(number);
    return at < small_.size() ? small_[at] : Other(number);
  }
  void Clear() {
    small_.clear();
    others_.Clear();
    offered_ = 0;
  }

 private:
  static constexpr size_t kPlacesEach = 16;

  uint32_t& Other(int64_t number) {
    const auto at = static_cast<uint64_t>(number);
    if (at >= offered_ * kPlacesEach) return *others_.Insert(number).value;
    const size_t before = small_.size();
    small_.resize(std::max<size_t>(at + 1, before * 2), 0);
    // What stood among the others stands in the array from now on.
    others_.ForEach([&](int64_t other, uint32_t position) {
      const auto place = static_cast<uint64_t>(other);
      if (place >= before && place < small_.size()) small_[place] = position;
    });
    return small_[at];
  }

  std::vector<uint32_t> small_;
  FlatMap<int64_t, uint32_t> others_;
  uint64_t offered_ = 0;
};

}  // namespace amana::query
