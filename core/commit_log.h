#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/kv_store.h"
#include "core/result.h"

namespace amana {

// What every store writes along with each batch, so that commits can be told apart, recognised when
// retried, and followed: the head (epoch, digest), an entry for each of the latest commits, and
// their ids. The log is part of the batch: it can neither lag behind nor run ahead of the records.
// Not thread-safe.
class CommitLog {
 public:
  // Reads what the store holds. kCorruption for entries that do not decode.
  static Result<CommitLog> Load(const KvSnapshot& snapshot);

  uint64_t epoch() const { return epoch_; }
  uint64_t digest() const { return digest_; }
  // Whether a batch with this id is in the log, and if so its epoch.
  std::optional<uint64_t> EpochOf(const std::string& id) const;

  // The checks that come before a write: kConflict, kResourceExhausted, or a replay to answer with.
  Result<std::optional<KvReceipt>> Admit(const KvBatch& batch, uint64_t expected_epoch) const;
  // The log's own writes for a batch that becomes the next epoch.
  std::vector<KvWrite> Entries(const KvBatch& batch) const;
  // Counts the batch as written.
  void Advance(const KvBatch& batch);

  // The entries after `epoch` out of a store.
  static Result<std::vector<KvCommit>> Tail(const KvSnapshot& snapshot, uint64_t epoch);
  // The digest that the log has for `epoch`; nullopt where it does not go back so far.
  static Result<std::optional<uint64_t>> DigestAt(const KvSnapshot& snapshot, uint64_t epoch);

 private:
  uint64_t NextDigest(const KvBatch& batch) const;

  uint64_t epoch_ = 0;
  uint64_t digest_ = 0;
  std::deque<std::pair<uint64_t, std::string>> latest_;  // epochs in the log, and their ids
  std::unordered_map<std::string, uint64_t> ids_;
};

}  // namespace amana
