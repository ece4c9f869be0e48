#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace amana {

// The ordered key-value contract that everything durable is reached through. One conformance suite
// (tests/core/kv_store_test.cc) runs on every implementation.

// Keys with one token live together and are ordered by their bytes; between tokens no order is
// promised, so that a distributed store may put each token where it likes.
struct KvKey {
  uint64_t token = 0;
  std::string bytes;

  auto operator<=>(const KvKey&) const = default;
};

// Keys of one token from `begin` on, up to but without `end`; an empty `end` means to the last.
struct KvRange {
  uint64_t token = 0;
  std::string begin;
  std::string end;
};

// The range of all keys that start with `prefix`.
KvRange PrefixRange(uint64_t token, std::string_view prefix);

struct KvWrite {
  KvKey key;
  std::optional<std::string> value;  // nullopt deletes
};

// Applied whole or not at all. Of two writes to one key the later wins.
struct KvBatch {
  std::vector<KvWrite> writes;
  std::string id;  // what makes a retry recognisable; empty for none

  void Put(KvKey key, std::string value) { writes.push_back({std::move(key), std::move(value)}); }
  void Delete(KvKey key) { writes.push_back({std::move(key), std::nullopt}); }
  uint64_t size_bytes() const;
};

struct KvReceipt {
  uint64_t epoch = 0;
  bool replayed =
      false;  // the id was known: nothing was written, `epoch` is that of the first time
};

// One entry of the commit log.
struct KvCommit {
  uint64_t epoch = 0;
  uint64_t digest = 0;  // of this batch and, through its predecessor's digest, of all before it
  std::string id;
  bool keys_known = true;   // false where the batch was too large to list its keys
  std::vector<KvKey> keys;  // that it wrote, in key order, each once
};

// A state of the store that later commits do not change. Thread-safe. Keeps the store's files open:
// let go of it.
class KvSnapshot {
 public:
  virtual ~KvSnapshot() = default;

  // Of the last commit it shows.
  virtual uint64_t epoch() const = 0;

  // One answer for each key, in the order asked; nullopt for absent ones.
  virtual Result<std::vector<std::optional<std::string>>> MultiGet(
      std::span<const KvKey> keys) const = 0;

  // For each range in turn, its keys ascending. The sink answers false to leave the range it is in.
  // Views are valid during the call.
  using Sink =
      std::function<bool(size_t range, std::string_view key_bytes, std::string_view value)>;
  virtual Result<void> MultiScan(std::span<const KvRange> ranges, const Sink& sink) const = 0;
};

class KvStore {
 public:
  // Batches above this are refused with kResourceExhausted.
  static constexpr uint64_t kMaxBatchBytes = uint64_t{64} << 20;
  // So many of the latest commits stay in the log, for Tail() and for recognising retries.
  static constexpr uint64_t kLogLength = 1024;
  // Tail() lists the keys of batches with at most so many writes.
  static constexpr size_t kMaxLoggedKeys = 4096;

  virtual ~KvStore() = default;

  // The state after the last Write, synced or not.
  virtual std::shared_ptr<const KvSnapshot> Snapshot() const = 0;

  // Orders the batch behind all earlier ones: what survives a crash is always a prefix of the
  // writes that includes every synced one. Fails with kConflict, and writes nothing, when
  // `expected_epoch` is not the epoch of the last Write. After kIo nothing more can be written
  // until the store is opened anew.
  virtual Result<KvReceipt> Write(const KvBatch& batch, uint64_t expected_epoch) = 0;

  // Returns once every write up to `epoch` is on disk, and kept for good even against a damaged
  // log: calls from several threads share one sync.
  virtual Result<void> Sync(uint64_t epoch) = 0;

  // Write and Sync.
  Result<KvReceipt> Commit(const KvBatch& batch, uint64_t expected_epoch);

  // The epoch of the batch with this id, where it is still in the log.
  virtual std::optional<uint64_t> EpochOf(const std::string& batch_id) const = 0;

  // Commits after `epoch`, oldest first. kNotFound where the log does not go back so far.
  virtual Result<std::vector<KvCommit>> Tail(uint64_t epoch) const = 0;
};

}  // namespace amana
