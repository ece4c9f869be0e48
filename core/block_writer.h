#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/kv_store.h"

namespace amana {

// Compresses blocks and writes them to a store, on a thread of its own.
class BlockWriter {
 public:
  BlockWriter(KvStore& store, uint64_t epoch);
  ~BlockWriter();

  // Waits while too much is under way.
  void Write(KvKey key, uint64_t count, std::string records);
  // Returns when everything is written, with the epoch of the last batch.
  Result<uint64_t> Finish();

 private:
  struct Job {
    KvKey key;
    uint64_t count = 0;
    std::string records;
  };
  void Run();
  void Flush(KvBatch* batch);

  KvStore& store_;
  uint64_t epoch_;
  std::optional<Error> failure_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool ended_ = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace amana
