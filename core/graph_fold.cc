// The delta is folded into a new base beside commits and queries. The fold is of the graph as it
// was when it began; what commits changed meanwhile is put over it when it is done.

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

#include "core/graph_store_impl.h"
#include "core/schema.h"
#include "core/snapshot_edit.h"
#include "core/transaction_state.h"

namespace amana {
namespace {

// The delta is folded when it holds more elements than a quarter of the base, within these bounds:
// a smaller one costs nobody time, a larger one costs memory, and time at the next opening, which
// reads the changes since the file was written.
constexpr size_t kFoldAlways = 200'000, kFoldNever = size_t{1} << 16;

bool IsWorthAFold(const SnapshotState& state) {
  const size_t base = state.base->node_count + state.base->relationship_count;
  return state.delta_size() > std::clamp(base / 4, kFoldNever, kFoldAlways);
}

}  // namespace

void GraphStore::Impl::Replace(SnapshotState graph) {
  head = std::make_shared<const SnapshotState>(std::move(graph));
  auto snapshot = std::make_shared<const Snapshot>(head);
  std::lock_guard lock(publish_mutex);
  if (waiting.empty()) {
    published = std::move(snapshot);
  } else {
    waiting.back().snapshot = std::move(snapshot);
  }
}

void GraphStore::Impl::NoteForFold(const TransactionState& transaction) {
  if (meanwhile_) {
    std::ranges::copy(transaction.nodes, std::back_inserter(meanwhile_->nodes));
    std::ranges::copy(transaction.relationships, std::back_inserter(meanwhile_->relationships));
  } else if (IsWorthAFold(*head)) {
    BeginFold();
  }
}

void GraphStore::Impl::BeginFold() {
  if (meanwhile_) return;
  meanwhile_.emplace();
  try {
    folder_ = std::jthread([this, graph = head] { FoldBeside(*graph); });  // the last one has ended
  } catch (const std::system_error&) {
    meanwhile_.reset();  // no thread is to be had: a later commit tries again
  }
}

void GraphStore::Impl::FoldBeside(const SnapshotState& graph) {
  std::optional<SnapshotState> folded;
  try {
    folded = Folded(graph);
    SaveSegment(*folded);
  } catch (const std::bad_alloc&) {
    folded.reset();  // the graph stays as it is; a later commit tries again
  }
  std::lock_guard lock(commit_mutex);
  const Meanwhile changed = *std::exchange(meanwhile_, std::nullopt);
  fold_ended_.notify_all();
  if (!folded) return;
  PutOver(*folded, *head, changed.nodes, changed.relationships);
  folded->node_bound = std::max(folded->node_bound, head->node_bound);
  folded->relationship_bound = std::max(folded->relationship_bound, head->relationship_bound);
  folded->epoch = head->epoch;
  folded->records = head->records;
  if (folded->schema != head->schema) SetSchema(*folded, head->schema);
  Replace(std::move(*folded));
}

void GraphStore::Impl::WaitForFold(std::unique_lock<std::mutex>& lock) {
  fold_ended_.wait(lock, [this] { return !meanwhile_; });
}

Result<void> GraphStore::Fold() {
  std::lock_guard lock(impl_->commit_mutex);
  impl_->Replace(Folded(*impl_->head));
  return {};
}

void GraphStore::BeginFold() {
  std::lock_guard lock(impl_->commit_mutex);
  if (!impl_->read_only) impl_->BeginFold();
}

}  // namespace amana
