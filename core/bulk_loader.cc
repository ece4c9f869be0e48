#include "core/bulk_loader.h"

#include <utility>

#include "core/block_writer.h"
#include "core/bytes.h"
#include "core/element_blocks.h"
#include "core/key_layout.h"
#include "core/snapshot_edit.h"
#include "core/transaction_state.h"
#include "core/unique_guard.h"

namespace amana {
namespace {

uint64_t NextToken(uint64_t ordinal) {
  return (ordinal + keys::kElementsPerToken - 1) / keys::kElementsPerToken *
         keys::kElementsPerToken;
}

// Records of consecutive ordinals on their way to a block.
class OpenBlock {
 public:
  explicit OpenBlock(uint64_t begin) : begin_(begin), next_(begin) {}

  uint64_t begin() const { return begin_; }
  uint64_t next() const { return next_; }
  BulkRange range() const { return {begin_, next_}; }

  void Add(std::string_view record, ElementKind kind, BlockWriter& writer) {
    PutString(records_, record);
    ++next_;
    if (next_ % keys::kElementsPerToken == 0) Close(kind, writer);
  }
  void Close(ElementKind kind, BlockWriter& writer) {
    if (records_.empty()) return;
    const uint64_t first = (next_ - 1) / keys::kElementsPerToken * keys::kElementsPerToken;
    KvKey key = kind == ElementKind::kNode ? keys::NodeBlock(NodeId(first))
                                           : keys::RelationshipBlock(RelationshipId(first));
    writer.Write(std::move(key), next_ - first, std::exchange(records_, {}));
  }

 private:
  const uint64_t begin_;
  uint64_t next_;
  std::string records_;
};

class Loader : public BulkLoader {
 public:
  Loader(TransactionState::StoreParts& store, std::unique_lock<std::mutex> lock)
      : store_(store),
        lock_(std::move(lock)),
        unique_(store.head),
        into_empty_(store.head->node_bound == 0 && store.head->relationship_bound == 0),
        nodes_(NextToken(store.next_node)),
        relationships_(NextToken(store.next_relationship)),
        writer_(*store.records, store.head->epoch) {}

  ~Loader() override {
    // What was written without an end is in no graph, but the log has moved on.
    if (!finished_ &&
        (nodes_.next() > nodes_.begin() || relationships_.next() > relationships_.begin())) {
      store_.failed = true;
    }
  }

  LabelId Label(std::string_view name) override { return store_.names->labels.Intern(name); }
  TypeId Type(std::string_view name) override { return store_.names->types.Intern(name); }
  KeyId Key(std::string_view name) override { return store_.names->keys.Intern(name); }

  Result<NodeId> AddNode(const NodeState& node) override {
    if (nodes_.next() >= kMaxElements) return Full("nodes");
    AMANA_CHECK_OK(unique_.Admit(node));
    const NodeId id(nodes_.next());
    if (into_empty_) builder_.AddNode(id, node);
    nodes_.Add(EncodeNode(node), ElementKind::kNode, writer_);
    return id;
  }

  Result<RelationshipId> AddRelationship(const RelationshipState& relationship) override {
    if (relationships_.next() >= kMaxElements) return Full("relationships");
    const RelationshipId id(relationships_.next());
    if (into_empty_) builder_.AddRelationship(id, relationship);
    relationships_.Add(EncodeRelationship(relationship), ElementKind::kRelationship, writer_);
    return id;
  }

  Result<CommitInfo> Finish() override {
    nodes_.Close(ElementKind::kNode, writer_);
    relationships_.Close(ElementKind::kRelationship, writer_);
    AMANA_TRY(const uint64_t epoch, writer_.Finish());
    store_.next_node = nodes_.next();
    store_.next_relationship = relationships_.next();
    AddRange(&store_.bulk.nodes, nodes_.range());
    AddRange(&store_.bulk.relationships, relationships_.range());
    KvBatch batch;
    batch.Put(keys::Version(), std::to_string(kStorageVersion));
    batch.Put(keys::BulkRanges(), EncodeBulkRanges(store_.bulk));
    store_.SaveNames(batch);
    batch.Put(keys::Counters(), EncodeCounters(store_.Counters()));
    AMANA_TRY(const auto receipt, store_.records->Commit(batch, epoch));
    AMANA_CHECK_OK(Publish());
    finished_ = true;
    CommitInfo info;
    info.epoch = receipt.epoch;
    info.counters.nodes_created = nodes_.next() - nodes_.begin();
    info.counters.relationships_created = relationships_.next() - relationships_.begin();
    return info;
  }

 private:
  static constexpr uint64_t kMaxElements = UINT32_MAX - 1;

  static tl::unexpected<Error> Full(std::string_view what) {
    return Fail(ErrorCode::kResourceExhausted, "the store can hold no more " + std::string(what));
  }
  static void AddRange(std::vector<BulkRange>* ranges, BulkRange range) {
    if (range.end > range.begin) ranges->push_back(range);
  }

  Result<void> Publish() {
    std::lock_guard publish_lock(store_.publish_mutex);
    store_.waiting.clear();  // they are synced, and in what is published now
    store_.published_articles = store_.articles;
    if (!into_empty_) return store_.Load();
    SnapshotState state = StateOver(store_.names, std::move(builder_).Build());
    state.schema = store_.head->schema;
    BuildPropertyIndexes(state);
    state.records = store_.records->Snapshot();
    state.epoch = state.records->epoch();
    store_.SaveSegment(state);
    store_.head = std::make_shared<const SnapshotState>(std::move(state));
    store_.published = std::make_shared<const Snapshot>(store_.head);
    return {};
  }

  TransactionState::StoreParts& store_;
  std::unique_lock<std::mutex> lock_;  // of commits
  UniqueGuard unique_;
  const bool into_empty_;
  BaseBuilder builder_;  // of the graph as it will be, where there was none
  OpenBlock nodes_;
  OpenBlock relationships_;
  BlockWriter writer_;
  bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<BulkLoader>> BulkLoader::Begin(GraphStore& store) {
  if (store.read_only()) {
    return Fail(ErrorCode::kUnsupported, "the store is open for reading only");
  }
  TransactionState::StoreParts& impl = TransactionState::PartsOf(store);
  std::unique_lock lock(impl.commit_mutex);
  impl.WaitForFold(lock);
  if (!impl.begun.empty()) {
    return Fail(ErrorCode::kBusy, "a transaction is open", "commit or drop it, then import");
  }
  if (impl.failed) {
    return Fail(ErrorCode::kIo, "an earlier write to the store failed",
                "see to the disk, then open the store again");
  }
  return std::make_unique<Loader>(impl, std::move(lock));
}

}  // namespace amana
