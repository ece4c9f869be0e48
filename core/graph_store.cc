#include "core/graph_store.h"

#include <utility>

#include "core/graph_store_impl.h"
#include "core/key_layout.h"
#include "core/memory_store.h"
#include "core/record_reader.h"
#include "core/rocks_store.h"
#include "core/source_records.h"
#include "core/transaction_state.h"

namespace amana {

GraphStore::GraphStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
GraphStore::~GraphStore() { impl_->FreshenSegment(); }

Result<std::unique_ptr<GraphStore>> GraphStore::Open(const std::string& path, OpenMode mode) {
  // What does not fit the records is found out afterwards. Where no thread is to be had it is
  // mapped when it is asked for.
  const std::string segment_path = path + "/graph.segment";
  auto segment = std::async(MapSegment, segment_path);
  AMANA_TRY(auto records,
            OpenRocksStore(path, mode == OpenMode::kReadOnly    ? RocksMode::kReadOnly
                                 : mode == OpenMode::kReadWrite ? RocksMode::kReadWrite
                                                                : RocksMode::kReadWriteOrCreate));
  auto impl = std::make_unique<Impl>();
  impl->records = std::move(records);
  impl->read_only = mode == OpenMode::kReadOnly;
  impl->segment_path = segment_path;
  impl->segment = std::move(segment);
  AMANA_CHECK_OK(impl->Load());
  return std::unique_ptr<GraphStore>(new GraphStore(std::move(impl)));
}

std::unique_ptr<GraphStore> GraphStore::InMemory() {
  auto opened = Over(std::make_unique<MemoryStore>(), false);
  return std::move(opened).value();  // nothing to load, nothing that fails
}

Result<std::unique_ptr<GraphStore>> GraphStore::Over(std::unique_ptr<KvStore> records,
                                                     bool read_only) {
  auto impl = std::make_unique<Impl>();
  impl->records = std::move(records);
  impl->read_only = read_only;
  AMANA_CHECK_OK(impl->Load());
  return std::unique_ptr<GraphStore>(new GraphStore(std::move(impl)));
}

std::shared_ptr<const Snapshot> GraphStore::snapshot() const {
  std::lock_guard lock(impl_->publish_mutex);
  return impl_->published;
}

bool GraphStore::read_only() const { return impl_->read_only; }

Result<Transaction> GraphStore::Begin(Writer writer) {
  if (impl_->read_only) {
    return Fail(ErrorCode::kUnsupported, "the store is open for reading only");
  }
  std::shared_ptr<const SnapshotState> begun_at;
  {
    std::lock_guard lock(impl_->commit_mutex);
    begun_at = impl_->head;
    impl_->begun.insert(begun_at->epoch);
  }
  return Transaction(
      std::make_unique<TransactionState>(*this, *impl_, writer, std::move(begun_at)));
}

Result<std::optional<ArticleRecord>> GraphStore::GetArticle(std::string_view id,
                                                            ArticleParts parts) const {
  const RecordReader reader(snapshot()->state().records);
  AMANA_TRY(const auto number, FindArticle(reader, id));
  if (!number) return std::optional<ArticleRecord>();
  return ReadArticle(reader, *number, parts);
}

Result<void> GraphStore::ScanArticles(ArticleParts parts, const ArticleVisitor& visit) const {
  const RecordReader reader(snapshot()->state().records);
  const uint64_t bound = impl_->next_article;
  for (uint64_t number = 0; number < bound; ++number) {
    AMANA_TRY(const auto article, ReadArticle(reader, ArticleNumber(number), parts));
    if (article && !visit(*article)) break;
  }
  return {};
}

uint64_t GraphStore::article_count() const {
  std::lock_guard lock(impl_->publish_mutex);
  return impl_->published_articles;
}

Result<std::vector<EvidenceItem>> GraphStore::Evidence(RelationshipId relationship) const {
  return ReadEvidence(RecordReader(snapshot()->state().records), *impl_->names, relationship);
}

Result<std::vector<Decision>> GraphStore::Decisions() const {
  return ReadDecisions(RecordReader(snapshot()->state().records));
}

Result<void> GraphStore::ScanAux(std::string_view space, std::string_view prefix,
                                 const AuxVisitor& visit) const {
  const size_t skip = keys::AuxPrefixSize(space);
  return RecordReader(snapshot()->state().records)
      .Scan(keys::AuxRange(space, prefix), [&](std::string_view key, std::string_view value) {
        return visit(key.substr(skip), value);
      });
}

}  // namespace amana
