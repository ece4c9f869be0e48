#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/result.h"

namespace amana::ingest {

// Takes items from `next` (false: no more), works on them on several threads, and hands what comes
// of each to `take`, on the calling thread and in the order of the items, so that the result does
// not depend on the number of threads. Ends at the first error, be it of `next` or of `take`; the
// items before it have been taken. One call of `next` runs at a time.
//   next: (Item*) -> Result<bool>    work: (Item) -> Done    take: (Done) -> Result<void>
template <typename Item, typename Done, typename Next, typename Work, typename Take>
class OrderedWork {
 public:
  OrderedWork(unsigned threads, Next next, Work work, Take take)
      : most_(size_t{threads} + 2),
        next_(std::move(next)),
        work_(std::move(work)),
        take_(std::move(take)) {
    for (unsigned i = 1; i < threads; ++i) helpers_.emplace_back([this] { Help(); });
  }
  ~OrderedWork() {
    {
      std::lock_guard lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
  }

  Result<void> Run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (!window_.empty() && window_.front()) {
        Result<Done> done = *std::exchange(window_.front(), std::nullopt);
        window_.pop_front();
        ++taken_;
        lock.unlock();
        changed_.notify_all();
        if (!done) return tl::make_unexpected(std::move(done).error());
        AMANA_CHECK_OK(take_(std::move(*done)));
        lock.lock();
      } else if (window_.empty() && ended_) {
        return {};
      } else if (!ended_ && !reading_ && window_.size() < most_) {
        Step(lock);
      } else {
        changed_.wait(lock);
      }
    }
  }

 private:
  void Help() {
    std::unique_lock lock(mutex_);
    while (!ended_) {
      if (!reading_ && window_.size() < most_) {
        Step(lock);
      } else {
        changed_.wait(lock);
      }
    }
  }

  // Works on one more item. Called and left with the lock held.
  void Step(std::unique_lock<std::mutex>& lock) {
    reading_ = true;
    lock.unlock();
    Item item{};
    Result<bool> more = next_(&item);
    lock.lock();
    reading_ = false;
    const uint64_t place = taken_ + window_.size();
    if (!more || !*more) ended_ = true;
    if (!more)
      window_.push_back(tl::make_unexpected(std::move(more).error()));
    else if (*more)
      window_.emplace_back();
    changed_.notify_all();
    if (!more || !*more) return;
    lock.unlock();
    Done done = work_(std::move(item));
    lock.lock();
    window_[place - taken_] = std::move(done);
    changed_.notify_all();
  }

  const size_t most_;  // items under way
  Next next_;
  Work work_;
  Take take_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::optional<Result<Done>>> window_;  // items from taken_ on; empty: in work
  uint64_t taken_ = 0;
  bool reading_ = false;  // somebody is at `next`
  bool ended_ = false;
  std::vector<std::jthread> helpers_;  // last: join before the rest goes
};

template <typename Item, typename Done, typename Next, typename Work, typename Take>
Result<void> WorkInOrder(unsigned threads, Next next, Work work, Take take) {
  return OrderedWork<Item, Done, Next, Work, Take>(threads, std::move(next), std::move(work),
                                                   std::move(take))
      .Run();
}

}  // namespace amana::ingest
