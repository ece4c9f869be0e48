#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "query/counted.h"

namespace amana::query {

// An array that is zero wherever nothing was written, and holds only the pages that were written
// to: looking an item up costs one load more than in a plain array, and memory follows the work
// wherever the items lie. A directory of four bytes for each page has to reach as far as they do.
// Pages that nobody wrote to are all the same one, the first, so that reading needs no test.
template <typename T, size_t kPageItems>
class PagedArray {
 public:
  explicit PagedArray(MemoryAccount* account = nullptr) : directory_(account), items_(account) {}

  // Items from here on cannot be reached.
  size_t reach() const { return directory_.size() * kPageItems; }
  int64_t bytes() const {
    return static_cast<int64_t>(directory_.size() * sizeof(uint32_t) + items_.size() * sizeof(T));
  }

  // Makes the directory reach beyond `item`.
  void Reach(size_t item) {
    if (items_.empty()) items_.resize(kPageItems, T{});
    directory_.resize(std::max(item / kPageItems + 1, directory_.size() * 2), 0);
  }
  // Both REQUIRE that the item can be reached.
  T& operator[](size_t item) {
    uint32_t& page = directory_[item / kPageItems];
    if (page == 0) page = AddPage();
    return items_[size_t{page} * kPageItems + item % kPageItems];
  }
  // Sets out[i] to the item at places[i], or to zero where that cannot be reached; returns whether
  // all could be. A loop without branches, whose loads need not wait for each other.
  bool Read(std::span<const int64_t> places, T* out) const {
    const size_t end = reach();
    const uint32_t* const directory = directory_.data();
    const T* const items = items_.data();
    if (const auto page = OnePageOf(places)) {
      const T* const from = items + size_t{directory[*page]} * kPageItems;
      for (size_t i = 0; i < places.size(); ++i) {
        out[i] = from[static_cast<uint64_t>(places[i]) % kPageItems];
      }
      return true;
    }
    size_t reached = 0;
    for (size_t i = 0; i < places.size(); ++i) {
      const auto at = static_cast<uint64_t>(places[i]);
      const bool in_reach = at < end;
      out[i] =
          in_reach ? items[size_t{directory[at / kPageItems]} * kPageItems + at % kPageItems] : T{};
      reached += in_reach ? 1 : 0;
    }
    return reached == places.size();
  }
  // Sets the item to zero; makes no page for that.
  void Erase(size_t item) {
    const uint32_t page = directory_[item / kPageItems];
    if (page != 0) items_[size_t{page} * kPageItems + item % kPageItems] = T{};
  }

  // Calls visit(index, item) for what is not zero, ascending.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (size_t page = 0; page < directory_.size(); ++page) {
      if (directory_[page] == 0) continue;
      for (size_t i = 0; i < kPageItems; ++i) {
        const T& item = items_[size_t{directory_[page]} * kPageItems + i];
        if (item != T{}) visit(page * kPageItems + i, item);
      }
    }
  }

  void Clear() {
    directory_.clear();
    items_.clear();
  }

 private:
  static_assert(std::has_single_bit(kPageItems));

  // The page within reach that all places lie on, as years, months and the like often do.
  std::optional<size_t> OnePageOf(std::span<const int64_t> places) const {
    if (places.empty() || static_cast<uint64_t>(places[0]) >= reach()) return std::nullopt;
    uint64_t differing = 0;
    for (const int64_t place : places) differing |= static_cast<uint64_t>(place ^ places[0]);
    if (differing >= kPageItems) return std::nullopt;
    return static_cast<uint64_t>(places[0]) / kPageItems;
  }
  [[gnu::noinline]] uint32_t AddPage() {
    items_.resize(items_.size() + kPageItems, T{});
    return static_cast<uint32_t>(items_.size() / kPageItems - 1);
  }

  Counted<uint32_t> directory_;  // by page: its number in items_; 0 for those not written to
  Counted<T> items_;             // page 0 stays zero
};

}  // namespace amana::query
