#pragma once

#include <functional>
#include <memory>

#include "core/kv_store.h"

namespace amana {

// The store contract in memory: for tests and scratch graphs. Nothing is on disk, so a sync has
// nothing to do. Snapshots share the map; a write copies it where a snapshot still looks at it.
class MemoryStore : public KvStore {
 public:
  MemoryStore();
  ~MemoryStore() override;

  std::shared_ptr<const KvSnapshot> Snapshot() const override;
  Result<KvReceipt> Write(const KvBatch& batch, uint64_t expected_epoch) override;
  Result<void> Sync(uint64_t epoch) override;
  std::optional<uint64_t> EpochOf(const std::string& batch_id) const override;
  Result<std::vector<KvCommit>> Tail(uint64_t epoch) const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace amana
