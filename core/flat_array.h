#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace amana {

// An immutable array that somebody else keeps alive: a vector built in memory, or a mapped file.
// The arrays of a base segment are all of this kind, so that segments can be mapped as they are.
template <typename T>
class FlatArray {
 public:
  FlatArray() = default;
  FlatArray(std::vector<T> items) {  // NOLINT(*-explicit-*): building is what it is for
    auto owner = std::make_shared<const std::vector<T>>(std::move(items));
    items_ = *owner;
    owner_ = std::move(owner);
  }
  FlatArray(std::span<const T> items, std::shared_ptr<const void> owner)
      : items_(items), owner_(std::move(owner)) {}

  size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  const T* data() const { return items_.data(); }
  const T& operator[](size_t i) const { return items_.data()[i]; }
  std::span<const T> span() const { return items_; }
  std::span<const T> span(size_t begin, size_t end) const {
    return {items_.data() + begin, end - begin};
  }

 private:
  std::span<const T> items_;
  std::shared_ptr<const void> owner_;
};

}  // namespace amana
