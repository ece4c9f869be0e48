// The only file that knows RocksDB (7.8.3; the options answer for its known faults, see
// docs/adr/0010-durability.md). Keys are the token, big-endian, and the key's bytes.
//
// Durability: a Write goes to the log without a sync. Sync has one thread at a time sync the log
// and then the acknowledged-commit file for all writes so far, while the others wait for it.
// Recovery forgives a torn end of the log; opening compares what it found with the acknowledged
// commit.

#include "core/rocks_store.h"

#include <fmt/core.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>

#include "core/ack_file.h"
#include "core/bytes.h"
#include "core/commit_log.h"

namespace amana {
namespace {

namespace fs = std::filesystem;

constexpr size_t kProtectionBytesPerKey = 8;

// RocksDB's own log would be renamed by every reader that opens beside the writer.
class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

std::string RawKey(uint64_t token, std::string_view bytes) {
  std::string raw;
  raw.reserve(8 + bytes.size());
  PutFixed64(raw, token);
  raw += bytes;
  return raw;
}

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

tl::unexpected<Error> FromStatus(const rocksdb::Status& status, std::string_view doing) {
  const std::string message = fmt::format("cannot {}: {}", doing, status.ToString());
  if (status.IsCorruption()) {
    return Fail(ErrorCode::kCorruption, message,
                "restore the store from a backup, or ingest the articles into a new one");
  }
  if (status.IsNoSpace()) return Fail(ErrorCode::kIo, message, "make room on the disk");
  return Fail(ErrorCode::kIo, message);
}

rocksdb::Options MakeOptions(RocksMode mode) {
  rocksdb::Options options;
  options.create_if_missing = mode == RocksMode::kReadWriteOrCreate;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.paranoid_checks = true;
  options.paranoid_file_checks = true;
  options.force_consistency_checks = true;
  options.max_open_files = -1;  // a reader beside a writer keeps files that compaction removes
  options.compression = rocksdb::kLZ4Compression;
  options.info_log = std::make_shared<SilentLogger>();
  rocksdb::BlockBasedTableOptions table;
  table.checksum = rocksdb::kXXH3;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class RocksSnapshot : public KvSnapshot {
 public:
  RocksSnapshot(std::shared_ptr<rocksdb::DB> db, uint64_t epoch)
      : db_(std::move(db)), snapshot_(db_->GetSnapshot()), epoch_(epoch) {}
  ~RocksSnapshot() override { db_->ReleaseSnapshot(snapshot_); }

  uint64_t epoch() const override { return epoch_; }

  Result<std::vector<std::optional<std::string>>> MultiGet(
      std::span<const KvKey> keys) const override {
    std::vector<std::optional<std::string>> values(keys.size());
    if (keys.empty()) return values;
    std::vector<std::string> raw;
    raw.reserve(keys.size());
    for (const KvKey& key : keys) raw.push_back(RawKey(key.token, key.bytes));
    const std::vector<rocksdb::Slice> slices(raw.begin(), raw.end());
    std::vector<rocksdb::PinnableSlice> found(keys.size());
    std::vector<rocksdb::Status> statuses(keys.size());
    db_->MultiGet(Options(), db_->DefaultColumnFamily(), keys.size(), slices.data(), found.data(),
                  statuses.data());
    for (size_t i = 0; i < keys.size(); ++i) {
      if (statuses[i].IsNotFound()) continue;
      if (!statuses[i].ok()) return FromStatus(statuses[i], "read a record");
      values[i] = found[i].ToString();
    }
    return values;
  }

  Result<void> MultiScan(std::span<const KvRange> ranges, const Sink& sink) const override {
    for (size_t i = 0; i < ranges.size(); ++i) AMANA_CHECK_OK(ScanOne(i, ranges[i], sink));
    return {};
  }

 private:
  rocksdb::ReadOptions Options() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    options.verify_checksums = true;
    return options;
  }

  Result<void> ScanOne(size_t index, const KvRange& range, const Sink& sink) const {
    // An open end is the beginning of the next token.
    const std::string end =
        range.end.empty() ? RawKey(range.token + 1, {}) : RawKey(range.token, range.end);
    const rocksdb::Slice bound(end);
    rocksdb::ReadOptions options = Options();
    if (!range.end.empty() || range.token != UINT64_MAX) options.iterate_upper_bound = &bound;
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options));
    for (at->Seek(RawKey(range.token, range.begin)); at->Valid(); at->Next()) {
      const std::string_view key(at->key().data() + 8, at->key().size() - 8);
      if (!sink(index, key, {at->value().data(), at->value().size()})) break;
    }
    if (!at->status().ok()) return FromStatus(at->status(), "scan records");
    return {};
  }

  std::shared_ptr<rocksdb::DB> db_;
  const rocksdb::Snapshot* snapshot_;
  uint64_t epoch_;
};

class RocksStore : public KvStore {
 public:
  RocksStore(std::shared_ptr<rocksdb::DB> db, std::optional<AckFile> acknowledged)
      : db_(std::move(db)), acknowledged_(std::move(acknowledged)) {}

  // Reads the log, and holds it against what was acknowledged.
  Result<void> Recover(const std::optional<Acknowledged>& acknowledged,
                       const std::string& directory);

  std::shared_ptr<const KvSnapshot> Snapshot() const override {
    std::lock_guard lock(write_mutex_);
    return std::make_shared<RocksSnapshot>(db_, log_.epoch());
  }
  Result<KvReceipt> Write(const KvBatch& batch, uint64_t expected_epoch) override;
  Result<void> Sync(uint64_t epoch) override;
  std::optional<uint64_t> EpochOf(const std::string& batch_id) const override {
    std::lock_guard lock(write_mutex_);
    return log_.EpochOf(batch_id);
  }
  Result<std::vector<KvCommit>> Tail(uint64_t epoch) const override {
    return CommitLog::Tail(*Snapshot(), epoch);
  }

 private:
  Result<void> SyncLog(const Acknowledged& upto);
  Acknowledged Written() const {
    std::lock_guard lock(write_mutex_);
    return {log_.epoch(), log_.digest()};
  }

  const std::shared_ptr<rocksdb::DB> db_;

  mutable std::mutex write_mutex_;
  CommitLog log_;
  bool failed_ = false;

  std::mutex sync_mutex_;
  std::condition_variable synced_;
  bool syncing_ = false;
  uint64_t durable_ = 0;
  std::optional<Error>
      sync_failure_;  // for good: the system may have dropped what it could not write
  std::optional<AckFile> acknowledged_;  // used by the thread that is syncing; none when read-only
};

Result<void> RocksStore::Recover(const std::optional<Acknowledged>& acknowledged,
                                 const std::string& directory) {
  AMANA_TRY(log_, CommitLog::Load(*Snapshot()));
  durable_ = log_.epoch();
  if (!acknowledged) return {};
  const std::string hint = fmt::format(
      "restore a backup, or ingest the latest articles again into a new store; to go on with what "
      "is left, remove {}",
      (fs::path(directory) / "acknowledged").string());
  if (acknowledged->epoch > log_.epoch()) {
    return Fail(ErrorCode::kCorruption,
                fmt::format("the log ends at commit {}, but commit {} was acknowledged",
                            log_.epoch(), acknowledged->epoch),
                hint);
  }
  AMANA_TRY(const auto digest, CommitLog::DigestAt(*Snapshot(), acknowledged->epoch));
  if (digest && *digest != acknowledged->digest) {
    return Fail(ErrorCode::kCorruption,
                fmt::format("commit {} is not the one that was acknowledged", acknowledged->epoch),
                hint);
  }
  return {};
}

Result<KvReceipt> RocksStore::Write(const KvBatch& batch, uint64_t expected_epoch) {
  if (!acknowledged_) return Fail(ErrorCode::kUnsupported, "the store is open for reading only");
  std::lock_guard lock(write_mutex_);
  if (failed_) {
    return Fail(ErrorCode::kIo, "an earlier write to the store failed",
                "see to the disk, then open the store again");
  }
  AMANA_TRY(const auto replay, log_.Admit(batch, expected_epoch));
  if (replay) return *replay;
  rocksdb::WriteBatch writes(batch.size_bytes() + 1024, 0, kProtectionBytesPerKey, 0);
  rocksdb::Status status;
  const auto add = [&](const KvWrite& write) {
    if (!status.ok()) return;
    const std::string key = RawKey(write.key.token, write.key.bytes);
    status = write.value ? writes.Put(key, ToSlice(*write.value)) : writes.Delete(key);
  };
  for (const KvWrite& write : batch.writes) add(write);
  for (const KvWrite& write : log_.Entries(batch)) add(write);
  if (status.ok()) status = db_->Write(rocksdb::WriteOptions(), &writes);
  if (!status.ok()) {
    failed_ = true;
    return FromStatus(status, "write a commit");
  }
  log_.Advance(batch);
  return KvReceipt{log_.epoch(), false};
}

Result<void> RocksStore::SyncLog(const Acknowledged& upto) {
  if (const auto status = db_->SyncWAL(); !status.ok()) return FromStatus(status, "sync the log");
  return acknowledged_->Write(upto);
}

Result<void> RocksStore::Sync(uint64_t epoch) {
  std::unique_lock lock(sync_mutex_);
  while (durable_ < epoch) {
    if (sync_failure_) return Fail(*sync_failure_);
    if (syncing_) {
      synced_.wait(lock);
      continue;
    }
    syncing_ = true;
    lock.unlock();
    const Acknowledged upto = Written();
    const auto outcome = SyncLog(upto);
    lock.lock();
    syncing_ = false;
    synced_.notify_all();
    if (outcome) {
      durable_ = upto.epoch;
    } else {
      sync_failure_ = outcome.error();
      std::lock_guard write_lock(write_mutex_);
      failed_ = true;
    }
  }
  return {};
}

// What the holder of the store left in server.json; empty where it left nothing.
std::string ServerUrl(const fs::path& directory) {
  std::ifstream file(directory / "server.json");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const size_t name = text.find("\"url\"");
  if (name == std::string::npos) return {};
  const size_t begin = text.find('"', name + 5);
  const size_t end = begin == std::string::npos ? begin : text.find('"', begin + 1);
  return end == std::string::npos ? std::string() : text.substr(begin + 1, end - begin - 1);
}

tl::unexpected<Error> Busy(const std::string& directory) {
  const std::string url = ServerUrl(directory);
  if (url.empty()) {
    return Fail(ErrorCode::kBusy, fmt::format("another process writes to {}", directory),
                "wait until it has ended");
  }
  return Fail(ErrorCode::kBusy, fmt::format("a server holds {}: {}", directory, url),
              "send the request to the server, or stop it");
}

bool IsLocked(const rocksdb::Status& status) {
  return status.IsIOError() && status.ToString().find("lock") != std::string::npos;
}

Result<std::unique_ptr<KvStore>> OpenWriter(const std::string& directory, RocksMode mode) {
  const fs::path records = fs::path(directory) / "records";
  const std::string ack_path = fs::path(directory) / "acknowledged";
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::Open(MakeOptions(mode), records.string(), &opened);
  if (IsLocked(status)) return Busy(directory);
  if (!status.ok()) return FromStatus(status, "open " + directory);
  std::shared_ptr<rocksdb::DB> db(opened);
  // Under the lock, so that nobody else is writing it.
  AMANA_TRY(const auto acknowledged, AckFile::Read(ack_path));
  AMANA_TRY(AckFile file, AckFile::Open(ack_path));
  auto store = std::make_unique<RocksStore>(std::move(db), std::move(file));
  AMANA_CHECK_OK(store->Recover(acknowledged, directory));
  return store;
}

// With the column family named: without it RocksDB first opens everything as a store that is
// compacted and not written any more, to find that it is none.
rocksdb::Status OpenForReadOnly(const std::string& records, rocksdb::DB** opened) {
  const rocksdb::Options options = MakeOptions(RocksMode::kReadOnly);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const auto status = rocksdb::DB::OpenForReadOnly(
      options, records, {{rocksdb::kDefaultColumnFamilyName, options}}, &handles, opened);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    (*opened)->DestroyColumnFamilyHandle(handle);  // the store has its own
  }
  return status;
}

// Files may go away between the reading of the manifest and the opening of what it lists, as long
// as a writer compacts: then the next attempt reads a newer manifest.
Result<std::unique_ptr<KvStore>> OpenReader(const std::string& directory, const ReadRetry& retry) {
  const fs::path records = fs::path(directory) / "records";
  auto pause = retry.first_pause;
  for (int attempt = 1;; ++attempt) {
    // Before the log, which then cannot be behind it.
    AMANA_TRY(const auto acknowledged,
              AckFile::Read((fs::path(directory) / "acknowledged").string()));
    rocksdb::DB* opened = nullptr;
    const auto status = OpenForReadOnly(records.string(), &opened);
    Result<void> outcome;
    if (status.ok()) {
      auto store = std::make_unique<RocksStore>(std::shared_ptr<rocksdb::DB>(opened), std::nullopt);
      outcome = store->Recover(acknowledged, directory);
      if (outcome) return store;
    } else {
      outcome = FromStatus(status, "open " + directory);
    }
    if (attempt >= retry.attempts) return Fail(std::move(outcome.error()));
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, retry.longest_pause);
  }
}

}  // namespace

Result<std::unique_ptr<KvStore>> OpenRocksStore(const std::string& directory, RocksMode mode,
                                                const ReadRetry& retry) {
  std::error_code error;
  const bool exists = fs::exists(fs::path(directory) / "records" / "CURRENT", error);
  if (!exists && mode != RocksMode::kReadWriteOrCreate) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no store at {}", directory),
                "make one with `amana ingest`, or name another with --db");
  }
  if (mode == RocksMode::kReadOnly) return OpenReader(directory, retry);
  fs::create_directories(directory, error);
  if (error) {
    return Fail(ErrorCode::kIo, fmt::format("cannot make {}: {}", directory, error.message()));
  }
  return OpenWriter(directory, mode);
}

}  // namespace amana
