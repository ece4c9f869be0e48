// Each key keeps the versions that some live snapshot may still read.

#include "core/memory_store.h"

#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <utility>

#include "core/commit_log.h"

namespace amana {
namespace {

struct Version {
  uint64_t epoch = 0;
  std::optional<std::string> value;
};

struct Data {
  mutable std::shared_mutex mutex;
  std::map<KvKey, std::vector<Version>> versions;  // of a key, ascending by epoch
  std::multiset<uint64_t> live;                    // epochs of live snapshots
  uint64_t epoch = 0;

  // REQUIRES that the mutex is held.
  const std::optional<std::string>* Read(const std::vector<Version>& all, uint64_t at) const {
    for (auto version = all.rbegin(); version != all.rend(); ++version) {
      if (version->epoch <= at) return &version->value;
    }
    return nullptr;
  }

  // Drops what no snapshot from `oldest` on can see.
  static void Trim(std::vector<Version>& all, uint64_t oldest) {
    size_t needed = 0;
    for (size_t i = 1; i < all.size(); ++i) {
      if (all[i].epoch <= oldest) needed = i;
    }
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(needed));
  }
};

class MemorySnapshot : public KvSnapshot {
 public:
  explicit MemorySnapshot(std::shared_ptr<Data> data) : data_(std::move(data)) {
    std::unique_lock lock(data_->mutex);
    epoch_ = data_->epoch;
    data_->live.insert(epoch_);
  }
  ~MemorySnapshot() override {
    std::unique_lock lock(data_->mutex);
    data_->live.erase(data_->live.find(epoch_));
  }

  uint64_t epoch() const override { return epoch_; }

  Result<std::vector<std::optional<std::string>>> MultiGet(
      std::span<const KvKey> keys) const override {
    std::shared_lock lock(data_->mutex);
    std::vector<std::optional<std::string>> values(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
      const auto found = data_->versions.find(keys[i]);
      if (found == data_->versions.end()) continue;
      if (const auto* value = data_->Read(found->second, epoch_)) values[i] = *value;
    }
    return values;
  }

  // The sink runs without the lock, so that it may itself read.
  Result<void> MultiScan(std::span<const KvRange> ranges, const Sink& sink) const override {
    for (size_t i = 0; i < ranges.size(); ++i) {
      for (const auto& [key, value] : Copy(ranges[i])) {
        if (!sink(i, key, value)) break;
      }
    }
    return {};
  }

 private:
  std::vector<std::pair<std::string, std::string>> Copy(const KvRange& range) const {
    std::shared_lock lock(data_->mutex);
    std::vector<std::pair<std::string, std::string>> entries;
    auto at = data_->versions.lower_bound(KvKey{range.token, range.begin});
    for (; at != data_->versions.end() && at->first.token == range.token; ++at) {
      if (!range.end.empty() && at->first.bytes >= range.end) break;
      const auto* value = data_->Read(at->second, epoch_);
      if (value != nullptr && *value) entries.emplace_back(at->first.bytes, **value);
    }
    return entries;
  }

  std::shared_ptr<Data> data_;
  uint64_t epoch_ = 0;
};

}  // namespace

struct MemoryStore::Impl {
  std::mutex writing;
  std::shared_ptr<Data> data = std::make_shared<Data>();
  CommitLog log;
};

MemoryStore::MemoryStore() : impl_(std::make_unique<Impl>()) {}
MemoryStore::~MemoryStore() = default;

std::shared_ptr<const KvSnapshot> MemoryStore::Snapshot() const {
  return std::make_shared<MemorySnapshot>(impl_->data);
}

Result<KvReceipt> MemoryStore::Write(const KvBatch& batch, uint64_t expected_epoch) {
  std::lock_guard writing(impl_->writing);
  AMANA_TRY(const auto replay, impl_->log.Admit(batch, expected_epoch));
  if (replay) return *replay;
  const std::vector<KvWrite> log_entries = impl_->log.Entries(batch);
  Data& data = *impl_->data;
  std::unique_lock lock(data.mutex);
  const uint64_t epoch = data.epoch + 1;
  const uint64_t oldest = data.live.empty() ? epoch : *data.live.begin();
  const auto apply = [&](const KvWrite& write) {
    std::vector<Version>& all = data.versions[write.key];
    if (!all.empty() && all.back().epoch == epoch) all.pop_back();
    all.push_back({epoch, write.value});
    Data::Trim(all, oldest);
    if (all.size() == 1 && !all[0].value) data.versions.erase(write.key);
  };
  for (const KvWrite& write : batch.writes) apply(write);
  for (const KvWrite& write : log_entries) apply(write);
  data.epoch = epoch;
  impl_->log.Advance(batch);
  return KvReceipt{epoch, false};
}

Result<void> MemoryStore::Sync(uint64_t) { return {}; }

std::optional<uint64_t> MemoryStore::EpochOf(const std::string& batch_id) const {
  std::lock_guard writing(impl_->writing);
  return impl_->log.EpochOf(batch_id);
}

Result<std::vector<KvCommit>> MemoryStore::Tail(uint64_t epoch) const {
  return CommitLog::Tail(*Snapshot(), epoch);
}

}  // namespace amana
