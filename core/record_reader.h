#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/kv_store.h"

namespace amana {

// Writes that wait for their commit; nullopt deletes.
using PendingWrites = std::map<KvKey, std::optional<std::string>>;

// Reads records of one snapshot, seen through the pending writes of a transaction where there are
// any.
class RecordReader {
 public:
  explicit RecordReader(std::shared_ptr<const KvSnapshot> snapshot,
                        const PendingWrites* pending = nullptr)
      : snapshot_(std::move(snapshot)), pending_(pending) {}

  Result<std::optional<std::string>> Get(const KvKey& key) const;

  // Visits the range ascending until the visitor answers false.
  using Visitor = std::function<bool(std::string_view key_bytes, std::string_view value)>;
  Result<void> Scan(const KvRange& range, const Visitor& visit) const;

  const KvSnapshot& snapshot() const { return *snapshot_; }

 private:
  std::shared_ptr<const KvSnapshot> snapshot_;
  const PendingWrites* pending_;
};

}  // namespace amana
