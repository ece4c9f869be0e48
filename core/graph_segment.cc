// The base as a file: when it is written, and how a store opens with it. Commits that it does not
// know yet are found in the commit log, and their elements read again.

#include <algorithm>
#include <new>
#include <optional>
#include <set>

#include "core/commit_log.h"
#include "core/graph_store_impl.h"
#include "core/key_layout.h"
#include "core/segment_file.h"
#include "core/snapshot_edit.h"

namespace amana {
namespace {

// Smaller graphs are built as fast as they are mapped.
constexpr uint64_t kWorthAFile = 50'000;
// Of more changed records than this the base is built anew.
constexpr size_t kMaxChanges = 200'000;
// A file that is so many commits behind is written anew when the store is closed.
constexpr uint64_t kFarBehind = KvStore::kLogLength / 2;

struct Changes {
  std::set<uint64_t> nodes;
  std::set<uint64_t> relationships;
};

// What commits after `epoch` changed; nullopt where the log does not tell, or where overlays are
// among it.
Result<std::optional<Changes>> ChangesSince(const KvStore& records, uint64_t epoch) {
  const auto commits = records.Tail(epoch);
  if (!commits) {
    if (commits.error().code == ErrorCode::kNotFound) return std::optional<Changes>();
    return Fail(commits.error());
  }
  Changes changes;
  for (const KvCommit& commit : *commits) {
    if (!commit.keys_known) return std::optional<Changes>();
    for (const KvKey& key : commit.keys) {
      switch (keys::ElementOf(key)) {
        case keys::Element::kNode:
          changes.nodes.insert(keys::OrdinalOf(key.bytes));
          break;
        case keys::Element::kRelationship:
          changes.relationships.insert(keys::OrdinalOf(key.bytes));
          break;
        case keys::Element::kOther:
          break;
        case keys::Element::kUnclear:
          return std::optional<Changes>();
      }
    }
  }
  if (changes.nodes.size() + changes.relationships.size() > kMaxChanges) {
    return std::optional<Changes>();
  }
  return changes;
}

Result<std::vector<std::optional<std::string>>> ReadAll(const KvSnapshot& snapshot,
                                                        const std::vector<KvKey>& keys) {
  AMANA_TRY(auto values, snapshot.MultiGet(keys));
  for (auto& value : values) {
    if (value && value->empty()) value.reset();  // deleted out of a block
  }
  return values;
}

// Puts the changed elements over the base as they are now.
Result<void> Apply(const KvSnapshot& snapshot, const Changes& changes, SnapshotState* state) {
  std::vector<KvKey> keys;
  for (uint64_t id : changes.nodes) keys.push_back(keys::Node(NodeId(id)));
  AMANA_TRY(const auto nodes, ReadAll(snapshot, keys));
  keys.clear();
  for (uint64_t id : changes.relationships) {
    keys.push_back(keys::Relationship(RelationshipId(id)));
  }
  AMANA_TRY(const auto relationships, ReadAll(snapshot, keys));
  size_t i = 0;
  for (uint64_t id : changes.nodes) {
    const auto& record = nodes[i++];
    if (!record) continue;
    AMANA_TRY(NodeState node, DecodeNode(*record));
    PutNode(*state, NodeId(id), std::move(node));
  }
  i = 0;
  for (uint64_t id : changes.relationships) {
    const auto& record = relationships[i++];
    const RelationshipId r(id);
    if (record) {
      AMANA_TRY(RelationshipState relationship, DecodeRelationship(*record));
      if (!LoadNode(*state, relationship.source).exists ||
          !LoadNode(*state, relationship.target).exists) {
        return Fail(ErrorCode::kCorruption, "a relationship has lost its end");
      }
      PutRelationship(*state, r, std::move(relationship));
    } else if (LoadRelationship(*state, r).exists) {
      RemoveRelationship(*state, r);
    }
  }
  i = 0;
  for (uint64_t id : changes.nodes) {
    if (!nodes[i++] && LoadNode(*state, NodeId(id)).exists) RemoveNode(*state, NodeId(id));
  }
  return {};
}

Result<bool> HasOverlays(const KvSnapshot& snapshot) {
  bool any = false;
  AMANA_CHECK_OK(
      snapshot.MultiScan(keys::OverlayRanges(), [&](size_t, std::string_view, std::string_view) {
        any = true;
        return false;
      }));
  return any;
}

}  // namespace

Result<std::optional<SnapshotState>> GraphStore::Impl::LoadSegment(const KvSnapshot& snapshot) {
  const std::optional<SnapshotState> none;
  if (segment_path.empty()) return none;
  auto mapped = segment.valid() ? segment.get() : MapSegment(segment_path);
  if (!mapped) return none;  // missing, another version's, or damaged: all the same here
  AMANA_TRY(const auto digest, CommitLog::DigestAt(snapshot, mapped->state.epoch));
  if (!digest || *digest != mapped->state.digest) return none;
  AMANA_TRY(const bool overlaid, HasOverlays(snapshot));
  if (overlaid) return none;
  AMANA_TRY(const auto changes, ChangesSince(*records, mapped->state.epoch));
  if (!changes) return none;
  SnapshotState state = StateOver(names, std::move(mapped->base));
  if (!Apply(snapshot, *changes, &state)) return none;
  saved_epoch = mapped->state.epoch;
  return state;
}

void GraphStore::Impl::SaveSegment(const SnapshotState& state) {
  if (segment_path.empty() || state.delta_size() > 0) return;
  if (state.node_count + state.relationship_count < kWorthAFile) return;
  const auto snapshot = records->Snapshot();
  const auto digest = CommitLog::DigestAt(*snapshot, state.epoch);
  if (!digest || !*digest) return;
  if (WriteSegment(segment_path, *state.base, {state.epoch, **digest})) saved_epoch = state.epoch;
}

void GraphStore::Impl::FreshenSegment() {
  std::unique_lock lock(commit_mutex);
  WaitForFold(lock);
  const uint64_t saved = saved_epoch;
  if (read_only || failed || saved == 0 || head->epoch - saved < kFarBehind) return;
  try {
    SaveSegment(Folded(*head));
  } catch (const std::bad_alloc&) {
    // The next opening builds it.
  }
}

}  // namespace amana
