#include "core/commit_log.h"

#include <fmt/core.h>
#include <xxhash.h>

#include <algorithm>
#include <memory>

#include "core/bytes.h"
#include "core/key_layout.h"

namespace amana {
namespace {

std::string EncodeEntry(uint64_t digest, const KvBatch& batch) {
  std::string out;
  PutFixed64(out, digest);
  PutString(out, batch.id);
  const bool keys_known = batch.writes.size() <= KvStore::kMaxLoggedKeys;
  out.push_back(keys_known ? 1 : 0);
  if (!keys_known) return out;
  std::vector<KvKey> keys;
  for (const KvWrite& write : batch.writes) keys.push_back(write.key);
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  PutVarint(out, keys.size());
  for (const KvKey& key : keys) {
    PutFixed64(out, key.token);
    PutString(out, key.bytes);
  }
  return out;
}

Result<KvCommit> DecodeEntry(uint64_t epoch, std::string_view bytes) {
  ByteReader in(bytes);
  KvCommit commit;
  commit.epoch = epoch;
  commit.digest = in.Fixed64();
  commit.id = in.String();
  commit.keys_known = in.Byte() != 0;
  if (commit.keys_known) {
    commit.keys.resize(in.Count(9));
    for (KvKey& key : commit.keys) {
      key.token = in.Fixed64();
      key.bytes = in.String();
    }
  }
  if (in.complete()) return commit;
  return Fail(ErrorCode::kCorruption, fmt::format("commit {} in the log does not decode", epoch),
              "restore the store from a backup, or ingest the articles into a new one");
}

Result<std::vector<KvCommit>> ReadEntries(const KvSnapshot& snapshot, uint64_t from) {
  std::vector<KvCommit> commits;
  std::optional<Error> failed;
  const KvKey first = keys::LogEntry(from);
  const KvRange range{first.token, first.bytes, PrefixRange(first.token, "l").end};
  AMANA_CHECK_OK(snapshot.MultiScan(
      std::span(&range, 1), [&](size_t, std::string_view key, std::string_view value) {
        auto commit = DecodeEntry(ByteReader(key.substr(1)).Fixed64(), value);
        if (commit) {
          commits.push_back(std::move(*commit));
        } else {
          failed = std::move(commit.error());
        }
        return !failed;
      }));
  if (failed) return Fail(std::move(*failed));
  return commits;
}

}  // namespace

Result<CommitLog> CommitLog::Load(const KvSnapshot& snapshot) {
  CommitLog log;
  const KvKey head = keys::LogHead();
  AMANA_TRY(const auto values, snapshot.MultiGet(std::span(&head, 1)));
  if (!values[0]) return log;
  ByteReader in(*values[0]);
  log.epoch_ = in.Fixed64();
  log.digest_ = in.Fixed64();
  if (!in.complete()) return Fail(ErrorCode::kCorruption, "the head of the log does not decode");
  AMANA_TRY(const auto commits, ReadEntries(snapshot, 0));
  for (const KvCommit& commit : commits) {
    log.latest_.emplace_back(commit.epoch, commit.id);
    if (!commit.id.empty()) log.ids_[commit.id] = commit.epoch;
  }
  return log;
}

std::optional<uint64_t> CommitLog::EpochOf(const std::string& id) const {
  const auto found = ids_.find(id);
  if (id.empty() || found == ids_.end()) return std::nullopt;
  return found->second;
}

Result<std::optional<KvReceipt>> CommitLog::Admit(const KvBatch& batch,
                                                  uint64_t expected_epoch) const {
  if (const auto epoch = EpochOf(batch.id)) return KvReceipt{*epoch, true};
  if (expected_epoch != epoch_) {
    return Fail(ErrorCode::kConflict,
                fmt::format("expected epoch {}, but the store is at {}", expected_epoch, epoch_));
  }
  if (const uint64_t bytes = batch.size_bytes(); bytes > KvStore::kMaxBatchBytes) {
    return Fail(ErrorCode::kResourceExhausted,
                fmt::format("one transaction would write {} bytes, more than {}", bytes,
                            KvStore::kMaxBatchBytes),
                "split it into several");
  }
  return std::optional<KvReceipt>();
}

uint64_t CommitLog::NextDigest(const KvBatch& batch) const {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  XXH3_64bits_reset_withSeed(state.get(), digest_);
  const auto add = [&](std::string_view bytes) {
    XXH3_64bits_update(state.get(), bytes.data(), bytes.size());
  };
  std::string head;
  for (const KvWrite& write : batch.writes) {
    head.clear();
    PutFixed64(head, write.key.token);
    PutString(head, write.key.bytes);
    PutVarint(head, write.value ? write.value->size() + 1 : 0);
    add(head);
    if (write.value) add(*write.value);
  }
  add(batch.id);
  return XXH3_64bits_digest(state.get());
}

std::vector<KvWrite> CommitLog::Entries(const KvBatch& batch) const {
  const uint64_t epoch = epoch_ + 1;
  const uint64_t digest = NextDigest(batch);
  std::vector<KvWrite> writes;
  std::string head;
  PutFixed64(head, epoch);
  PutFixed64(head, digest);
  writes.push_back({keys::LogHead(), std::move(head)});
  writes.push_back({keys::LogEntry(epoch), EncodeEntry(digest, batch)});
  if (latest_.size() >= KvStore::kLogLength) {
    writes.push_back({keys::LogEntry(latest_.front().first), std::nullopt});
  }
  return writes;
}

void CommitLog::Advance(const KvBatch& batch) {
  digest_ = NextDigest(batch);
  ++epoch_;
  if (latest_.size() >= KvStore::kLogLength) {
    ids_.erase(latest_.front().second);
    latest_.pop_front();
  }
  latest_.emplace_back(epoch_, batch.id);
  if (!batch.id.empty()) ids_[batch.id] = epoch_;
}

Result<std::vector<KvCommit>> CommitLog::Tail(const KvSnapshot& snapshot, uint64_t epoch) {
  if (epoch >= snapshot.epoch()) return std::vector<KvCommit>();
  AMANA_TRY(auto commits, ReadEntries(snapshot, epoch + 1));
  if (!commits.empty() && commits.front().epoch == epoch + 1) return commits;
  return Fail(ErrorCode::kNotFound, fmt::format("the log does not go back to commit {}", epoch + 1),
              "read the whole store instead");
}

Result<std::optional<uint64_t>> CommitLog::DigestAt(const KvSnapshot& snapshot, uint64_t epoch) {
  const KvKey key = keys::LogEntry(epoch);
  AMANA_TRY(const auto values, snapshot.MultiGet(std::span(&key, 1)));
  if (!values[0]) return std::optional<uint64_t>();
  AMANA_TRY(const KvCommit commit, DecodeEntry(epoch, *values[0]));
  return std::optional<uint64_t>(commit.digest);
}

}  // namespace amana
