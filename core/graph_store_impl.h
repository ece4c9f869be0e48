#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <unordered_set>
#include <vector>

#include "core/element_blocks.h"
#include "core/graph_store.h"
#include "core/kv_store.h"
#include "core/record_codec.h"
#include "core/segment_file.h"
#include "core/snapshot_state.h"

namespace amana {

struct TransactionState;

// What a commit changed, as far as conflicts with others are concerned.
struct Footprint {
  std::unordered_set<uint64_t> nodes;     // changed or deleted
  std::unordered_set<uint64_t> deleted;   // nodes
  std::unordered_set<uint64_t> attached;  // got a relationship
  std::unordered_set<uint64_t> relationships;
  std::unordered_set<uint64_t> records;  // hashes of the keys of other records

  // Whether whoever made this one cannot have seen what `earlier` did.
  bool ConflictsWith(const Footprint& earlier) const;
};

struct GraphStore::Impl {
  std::unique_ptr<KvStore> records;
  bool read_only = false;
  std::string segment_path;  // of the base as a file; empty for none
  // Of which commit the file is; 0 where there is none. A fold saves beside commits.
  std::atomic<uint64_t> saved_epoch = 0;
  // The file, mapped while the records were opened; for the first Load() only.
  std::future<Result<MappedSegment>> segment;
  std::shared_ptr<Dictionaries> names = std::make_shared<Dictionaries>();

  // Handed out at once, to be saved with the next commit.
  std::atomic<uint64_t> next_node = 0;
  std::atomic<uint64_t> next_relationship = 0;
  std::atomic<uint64_t> next_article = 0;
  std::atomic<uint64_t> next_decision = 1;

  // Commits are ordered under this lock, and so is what they leave behind.
  mutable std::mutex commit_mutex;
  std::shared_ptr<const SnapshotState> head;  // with commits that are not synced yet
  uint64_t articles = 0;
  BulkRanges bulk;                                    // what stands in blocks
  uint32_t saved_names[4] = {0, 0, 0, 0};             // by DictionaryKind: how many are on disk
  std::deque<std::pair<uint64_t, Footprint>> recent;  // by epoch
  std::multiset<uint64_t> begun;                      // epochs that open transactions see
  bool failed = false;                                // a write went wrong: open anew

  // What readers see.
  mutable std::mutex publish_mutex;
  std::shared_ptr<const Snapshot> published;
  uint64_t published_articles = 0;
  struct Waiting {
    uint64_t epoch;
    std::shared_ptr<const Snapshot> snapshot;
    uint64_t articles;
  };
  std::deque<Waiting> waiting;  // for their sync, by epoch

  // Fills head, names and counters from the records, and from the base as a file where that is of
  // the same store and not too far behind.
  Result<void> Load();
  // Writes the base as a file, where it is worth it and all of the graph stands in it. What fails
  // here costs only time, later.
  void SaveSegment(const SnapshotState& state);
  // Before closing: writes the file anew where the log of commits, from which the next opening
  // brings it up to date, will soon not reach back to it.
  void FreshenSegment();
  // Puts this graph, another form of the head's, in its place. REQUIRES commit_mutex.
  void Replace(SnapshotState graph);
  // Begins a fold where none goes on. REQUIRES commit_mutex.
  void BeginFold();
  // Until no fold goes on; `lock` holds commit_mutex.
  void WaitForFold(std::unique_lock<std::mutex>& lock);
  Result<CommitInfo> Order(TransactionState& transaction);
  Result<void> SyncAndPublish(uint64_t epoch);
  void SaveNames(KvBatch& batch);
  StoreCounters Counters() const;

 private:
  Result<std::optional<SnapshotState>> LoadSegment(const KvSnapshot& snapshot);
  // After each commit: begins a fold where the delta has grown, or notes what the one that goes on
  // does not know. REQUIRES commit_mutex.
  void NoteForFold(const TransactionState& transaction);
  void FoldBeside(const SnapshotState& graph);
  KvBatch MakeBatch(TransactionState& transaction);
  void PutElements(KvBatch& batch, const TransactionState& transaction) const;
  std::shared_ptr<const SnapshotState> NextHead(const TransactionState& transaction);
  void Remember(uint64_t epoch, Footprint footprint);

  // What commits have changed since the fold that goes on began; under commit_mutex.
  struct Meanwhile {
    std::vector<uint64_t> nodes;
    std::vector<uint64_t> relationships;
  };
  std::optional<Meanwhile> meanwhile_;  // while one goes on
  std::condition_variable fold_ended_;
  std::jthread folder_;  // the last member: it uses all others
};

}  // namespace amana
