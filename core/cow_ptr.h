#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace amana {

// Shares one immutable T between copies; whoever wants to change it gets a copy of their own,
// unless they are its only holder. The building block of persistent (versioned) structures: copying
// a CowPtr is one atomic increment.
// Different CowPtr objects that share a T may be used by different threads; one object may not.
template <typename T>
class CowPtr {
 public:
  CowPtr() = default;
  explicit CowPtr(T value) : box_(new Box(std::move(value))) {}
  CowPtr(const CowPtr& other) : box_(other.box_) {
    if (box_ != nullptr) box_->holders.fetch_add(1, std::memory_order_relaxed);
  }
  CowPtr(CowPtr&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  CowPtr& operator=(CowPtr other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~CowPtr() {
    if (box_ != nullptr && box_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1) delete box_;
  }

  explicit operator bool() const { return box_ != nullptr; }
  const T* get() const { return box_ == nullptr ? nullptr : &box_->value; }
  const T& operator*() const { return box_->value; }
  const T* operator->() const { return &box_->value; }

  // The value to change, no longer shared with anybody. Makes a default T where there is none.
  T& Mutable() {
    if (box_ == nullptr) {
      box_ = new Box(T{});
    } else if (box_->holders.load(std::memory_order_acquire) != 1) {
      *this = CowPtr(box_->value);
    }
    return box_->value;
  }

 private:
  struct Box {
    explicit Box(T v) : value(std::move(v)) {}
    std::atomic<uint32_t> holders{1};
    T value;
  };
  Box* box_ = nullptr;
};

}  // namespace amana
