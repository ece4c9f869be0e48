#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace amana::query {

// What counts the memory of a query.
class MemoryAccount {
 public:
  // To be called before memory is taken; throws where it would be too much.
  virtual void Take(int64_t bytes) = 0;
  virtual void Give(int64_t bytes) noexcept = 0;

 protected:
  ~MemoryAccount() = default;
};

// Allocates what an account admits, or anything where there is none. As a container that grows
// asks for its new memory while it has the old, both count for that moment.
template <typename T>
class CountingAllocator {
 public:
  using value_type = T;
  using propagate_on_container_copy_assignment = std::true_type;
  using propagate_on_container_move_assignment = std::true_type;
  using propagate_on_container_swap = std::true_type;

  CountingAllocator(MemoryAccount* account = nullptr) : account_(account) {}
  template <typename U>
  CountingAllocator(const CountingAllocator<U>& other) : account_(other.account()) {}

  MemoryAccount* account() const { return account_; }
  T* allocate(size_t count) {
    if (account_ != nullptr) account_->Take(static_cast<int64_t>(count * sizeof(T)));
    return std::allocator<T>().allocate(count);
  }
  void deallocate(T* items, size_t count) noexcept {
    std::allocator<T>().deallocate(items, count);
    if (account_ != nullptr) account_->Give(static_cast<int64_t>(count * sizeof(T)));
  }
  template <typename U>
  bool operator==(const CountingAllocator<U>& other) const {
    return account_ == other.account();
  }

 private:
  MemoryAccount* account_;
};

template <typename T>
using Counted = std::vector<T, CountingAllocator<T>>;

}  // namespace amana::query
