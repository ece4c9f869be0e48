// Commits: ordered one after the other under a lock, made durable in groups outside of it, and then
// published to readers in order.

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/graph_store_impl.h"
#include "core/key_layout.h"
#include "core/snapshot_edit.h"
#include "core/transaction_state.h"

namespace amana {
namespace {

uint64_t HashKey(const KvKey& key) { return std::hash<std::string>()(key.bytes) * 31 + key.token; }

bool Meet(const std::unordered_set<uint64_t>& a, const std::unordered_set<uint64_t>& b) {
  const auto& fewer = a.size() < b.size() ? a : b;
  const auto& more = a.size() < b.size() ? b : a;
  return std::ranges::any_of(fewer, [&](uint64_t item) { return more.contains(item); });
}

// Two transactions that give one public id to two elements meet here.
template <typename State>
void ClaimPublicId(Footprint& footprint, const State& element, KvKey (*key)(std::string_view)) {
  if (!element.public_id.empty()) footprint.records.insert(HashKey(key(element.public_id)));
}

Footprint FootprintOf(const TransactionState& t) {
  Footprint footprint;
  footprint.attached.insert(t.attached.begin(), t.attached.end());
  for (const uint64_t id : t.nodes) {
    footprint.nodes.insert(id);
    const NodeState& node = *t.state->DeltaNode(id);
    if (!node.exists) footprint.deleted.insert(id);
    ClaimPublicId(footprint, node, &keys::NodeOverlay);
  }
  for (const uint64_t id : t.relationships) {
    footprint.relationships.insert(id);
    ClaimPublicId(footprint, *t.state->DeltaRelationship(id), &keys::RelationshipOverlay);
  }
  for (const auto& [key, value] : t.pending) footprint.records.insert(HashKey(key));
  for (const auto& [article, relationships] : t.evidenced) {
    footprint.records.insert(
        HashKey(keys::Article(ArticleNumber(article), ArticlePart::kEvidenced)));
  }
  return footprint;
}

template <typename State>
void PutOverlay(KvBatch& batch, const State& now, bool had_layers, KvKey key) {
  if (now.layers) {
    batch.Put(std::move(key), EncodeOverlay(now.layers->overlay));
  } else if (had_layers) {
    batch.Delete(std::move(key));
  }
}

// An element in a block cannot be taken out of it: an empty record hides it.
void DeleteElement(KvBatch& batch, KvKey key, bool in_block) {
  if (in_block) {
    batch.Put(std::move(key), "");
  } else {
    batch.Delete(std::move(key));
  }
}

// Puts what the transaction changed over a head that others have moved on. A change of the schema
// meets a fold at most (see Order).
SnapshotState Rebased(const SnapshotState& head, const TransactionState& t) {
  SnapshotState next = head;
  PutOver(next, *t.state, t.nodes, t.relationships);
  if (t.schema_changed) SetSchema(next, t.state->schema);
  return next;
}

}  // namespace

bool Footprint::ConflictsWith(const Footprint& earlier) const {
  return Meet(nodes, earlier.nodes) || Meet(deleted, earlier.attached) ||
         Meet(attached, earlier.deleted) || Meet(relationships, earlier.relationships) ||
         Meet(records, earlier.records);
}

StoreCounters GraphStore::Impl::Counters() const {
  return {next_node, next_relationship, next_article, next_decision, articles};
}

void GraphStore::Impl::SaveNames(KvBatch& batch) {
  const auto save = [&](DictionaryKind kind, const auto& dictionary, auto id) {
    using Id = decltype(id);
    uint32_t& saved = saved_names[static_cast<size_t>(kind)];
    for (const uint32_t size = dictionary.size(); saved < size; ++saved) {
      batch.Put(keys::DictionaryEntry(kind, saved), std::string(dictionary.Name(Id(saved))));
    }
  };
  save(DictionaryKind::kLabels, names->labels, LabelId());
  save(DictionaryKind::kTypes, names->types, TypeId());
  save(DictionaryKind::kKeys, names->keys, KeyId());
  save(DictionaryKind::kRules, names->rules, RuleId());
}

void GraphStore::Impl::PutElements(KvBatch& batch, const TransactionState& t) const {
  for (const uint64_t id : t.nodes) {
    const NodeState& node = *t.state->DeltaNode(id);
    if (!node.exists) {
      DeleteElement(batch, keys::Node(NodeId(id)), BulkRanges::Cover(bulk.nodes, id));
      continue;
    }
    batch.Put(keys::Node(NodeId(id)), EncodeNode(node));
    const NodeState* before = t.begin->DeltaNode(id);
    PutOverlay(batch, node, before != nullptr && before->layers, keys::NodeOverlay(node.public_id));
  }
  for (const uint64_t id : t.relationships) {
    const RelationshipState& relationship = *t.state->DeltaRelationship(id);
    if (!relationship.exists) {
      DeleteElement(batch, keys::Relationship(RelationshipId(id)),
                    BulkRanges::Cover(bulk.relationships, id));
      continue;
    }
    batch.Put(keys::Relationship(RelationshipId(id)), EncodeRelationship(relationship));
    const RelationshipState* before = t.begin->DeltaRelationship(id);
    PutOverlay(batch, relationship, before != nullptr && before->layers,
               keys::RelationshipOverlay(relationship.public_id));
  }
}

KvBatch GraphStore::Impl::MakeBatch(TransactionState& t) {
  KvBatch batch;
  batch.id = t.idempotency_key;
  if (head->epoch == 0) batch.Put(keys::Version(), std::to_string(kStorageVersion));
  PutElements(batch, t);
  for (auto& [key, value] : t.pending) batch.writes.push_back({key, std::move(value)});
  for (const auto& [article, set] : t.evidenced) {
    std::vector<RelationshipId> relationships;
    for (const uint64_t r : set) relationships.emplace_back(r);
    const KvKey key = keys::Article(ArticleNumber(article), ArticlePart::kEvidenced);
    if (relationships.empty()) {
      batch.Delete(key);
    } else {
      batch.Put(key, EncodeEvidenced(relationships));
    }
  }
  return batch;
}

std::shared_ptr<const SnapshotState> GraphStore::Impl::NextHead(const TransactionState& t) {
  SnapshotState next = head == t.begin ? *t.state : Rebased(*head, t);
  next.records = records->Snapshot();
  next.epoch = next.records->epoch();
  return std::make_shared<const SnapshotState>(std::move(next));
}

void GraphStore::Impl::Remember(uint64_t epoch, Footprint footprint) {
  recent.emplace_back(epoch, std::move(footprint));
  // Only transactions that began before a commit can conflict with it.
  const uint64_t oldest = begun.empty() ? epoch : *begun.begin();
  while (!recent.empty() && recent.front().first <= oldest) recent.pop_front();
}

Result<CommitInfo> GraphStore::Impl::Order(TransactionState& t) {
  std::lock_guard lock(commit_mutex);
  if (failed) {
    return Fail(ErrorCode::kIo, "an earlier write to the store failed",
                "see to the disk, then open the store again");
  }
  if (const auto epoch = records->EpochOf(t.idempotency_key)) return CommitInfo{*epoch, {}, true};
  t.SortTouched();
  // Nobody can conflict with a transaction that has been alone since it began.
  const bool alone = begun.size() == 1 && head->epoch == t.begin->epoch;
  Footprint footprint = alone ? Footprint() : FootprintOf(t);
  for (const auto& [epoch, earlier] : recent) {
    if (epoch > t.begin->epoch && footprint.ConflictsWith(earlier)) {
      return Fail(ErrorCode::kConflict, "another transaction changed the same element first",
                  "try again");
    }
  }
  if (t.schema_changed && head->epoch != t.begin->epoch) {
    return Fail(ErrorCode::kConflict, "another transaction changed the graph meanwhile",
                "try again");
  }
  if (t.state->schema || head->schema) {
    AMANA_CHECK_OK(CheckUnique(head == t.begin ? *t.state : Rebased(*head, t), t.nodes));
  }
  const auto saved = std::to_array(saved_names);
  KvBatch batch = MakeBatch(t);
  SaveNames(batch);
  articles += static_cast<uint64_t>(t.articles);
  batch.Put(keys::Counters(), EncodeCounters(Counters()));
  const auto receipt = records->Write(batch, head->epoch);
  if (!receipt) {
    articles -= static_cast<uint64_t>(t.articles);
    std::ranges::copy(saved, saved_names);
    failed = receipt.error().code == ErrorCode::kIo;
    return Fail(receipt.error());
  }
  head = NextHead(t);
  NoteForFold(t);
  Remember(head->epoch, std::move(footprint));
  std::lock_guard publish_lock(publish_mutex);
  waiting.push_back({head->epoch, std::make_shared<const Snapshot>(head), articles});
  return CommitInfo{head->epoch, t.counters, false};
}

Result<void> GraphStore::Impl::SyncAndPublish(uint64_t epoch) {
  if (const auto synced = records->Sync(epoch); !synced) {
    std::lock_guard lock(commit_mutex);
    failed = true;
    return synced;
  }
  std::lock_guard lock(publish_mutex);
  for (; !waiting.empty() && waiting.front().epoch <= epoch; waiting.pop_front()) {
    published = waiting.front().snapshot;
    published_articles = waiting.front().articles;
  }
  return {};
}

}  // namespace amana
