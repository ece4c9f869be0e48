#include "ingest/assimilate.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "ingest/extraction_codec.h"
#include "ingest/resolution/graph_update.h"
#include "ingest/resolution/layout.h"
#include "ingest/resolution/rejections.h"
#include "ingest/resolution/stored_article.h"
#include "ingest/resolution/variants.h"

namespace amana::ingest {
namespace {

// Other writers are people at a keyboard: to lose against them so often is a fault.
constexpr int kAttempts = 16;

class Assimilation {
 public:
  Assimilation(Transaction& tx, GraphUpdate& update) : tx_(tx), update_(update) {}

  Result<IngestStatus> Put(const ReadArticle& read) {
    return read.article.carrier.empty() ? PutOwn(read) : PutEmbedded(read);
  }
  // Makes `articles` all that the page embeds.
  Result<void> SetCarried(const std::string& page, std::set<std::string> articles);
  Result<void> Remove(const std::string& article, std::vector<std::string>& removed);

 private:
  Result<IngestStatus> PutOwn(const ReadArticle& read);
  Result<IngestStatus> PutEmbedded(const ReadArticle& read);
  Result<void> AddCarried(const std::string& page, const std::string& article);
  // Stores the best of the variants. `stored`: what the store has now, for variants without record.
  Result<void> StoreBest(const std::string& article, Variants variants,
                         const std::optional<ArticleRecord>& stored);
  // The page no longer embeds the article; answers whether it is gone with that.
  Result<bool> LetGo(const std::string& article, const std::string& page);

  Transaction& tx_;
  GraphUpdate& update_;
};

Result<IngestStatus> Assimilation::PutOwn(const ReadArticle& read) {
  ArticleRecord record = ToRecord(read.article, read.extraction, read.original);
  AMANA_TRY(const auto stored, tx_.GetArticle(record.id, ArticleParts::kMeta));
  if (stored) {
    if (stored->content_hash == record.content_hash &&
        Attribute(*stored, "rules") == Attribute(record, "rules"))
      return IngestStatus::kUnchanged;
    record.carriers = stored->carriers;
  }
  AMANA_CHECK_OK(update_.Put(std::move(record), read.extraction));
  return stored ? IngestStatus::kUpdated : IngestStatus::kNew;
}

Result<IngestStatus> Assimilation::PutEmbedded(const ReadArticle& read) {
  const std::string &id = read.article.id, &carrier = read.article.carrier;
  AMANA_TRY(Variants variants, LoadVariants(tx_, id));
  Variant variant;
  variant.content_hash = read.article.content_hash;
  variant.rules = read.extraction.rules_version;
  variant.text_bytes = read.article.text.size();
  const auto before = variants.find(carrier);
  if (before != variants.end() && before->second.content_hash == variant.content_hash &&
      before->second.rules == variant.rules)
    return IngestStatus::kUnchanged;
  // Its page keeps the original bytes.
  variant.record = EncodeRecord(ToRecord(read.article, read.extraction, ""));
  variants[carrier] = std::move(variant);
  AMANA_TRY(const auto stored, tx_.GetArticle(id, ArticleParts::kAll));
  AMANA_CHECK_OK(AddCarried(carrier, id));
  AMANA_CHECK_OK(StoreBest(id, std::move(variants), stored));
  if (!stored) return IngestStatus::kNew;
  AMANA_TRY(const auto now, tx_.GetArticle(id, ArticleParts::kMeta));
  const bool same = now && now->content_hash == stored->content_hash &&
                    Attribute(*now, "rules") == Attribute(*stored, "rules");
  return same ? IngestStatus::kUnchanged : IngestStatus::kUpdated;
}

Result<void> Assimilation::StoreBest(const std::string& article, Variants variants,
                                     const std::optional<ArticleRecord>& stored) {
  for (auto& [carrier, variant] : variants) {
    if (variant.record.empty() && stored) variant.record = EncodeRecord(*stored);
  }
  const auto best = std::ranges::min_element(
      variants, [](const auto& a, const auto& b) { return a.second.PreferredTo(b.second); });
  const Variant chosen = best->second;
  AMANA_TRY(ArticleRecord record, DecodeRecord(chosen.record));
  for (auto& [carrier, variant] : variants) {
    record.carriers.push_back(carrier);
    if (variant.content_hash == chosen.content_hash && variant.rules == chosen.rules)
      variant.record.clear();
  }
  AMANA_CHECK_OK(SaveVariants(tx_, article, variants));
  AMANA_TRY(Extraction extraction, DecodeExtraction(record.extraction));
  return update_.Put(std::move(record), std::move(extraction));
}

Result<void> Assimilation::AddCarried(const std::string& page, const std::string& article) {
  AMANA_TRY(auto articles, LoadCarried(tx_, page));
  const auto at = std::ranges::lower_bound(articles, article);
  if (at != articles.end() && *at == article) return {};
  articles.insert(at, article);
  return SaveCarried(tx_, page, articles);
}

Result<bool> Assimilation::LetGo(const std::string& article, const std::string& page) {
  AMANA_TRY(Variants variants, LoadVariants(tx_, article));
  if (variants.erase(page) == 0) return false;
  AMANA_CHECK_OK(DeleteVariant(tx_, article, page));
  if (variants.empty()) {
    AMANA_CHECK_OK(update_.Remove(article));
    return true;
  }
  AMANA_TRY(const auto stored, tx_.GetArticle(article, ArticleParts::kAll));
  AMANA_CHECK_OK(StoreBest(article, std::move(variants), stored));
  return false;
}

Result<void> Assimilation::SetCarried(const std::string& page, std::set<std::string> articles) {
  AMANA_TRY(const auto before, LoadCarried(tx_, page));
  for (const std::string& article : before) {
    if (!articles.contains(article)) AMANA_CHECK_OK(LetGo(article, page));
  }
  return SaveCarried(tx_, page, {articles.begin(), articles.end()});
}

Result<void> Assimilation::Remove(const std::string& article, std::vector<std::string>& removed) {
  AMANA_TRY(const Variants variants, LoadVariants(tx_, article));
  for (const auto& [carrier, variant] : variants) {
    AMANA_TRY(auto carried, LoadCarried(tx_, carrier));
    std::erase(carried, article);
    AMANA_CHECK_OK(SaveCarried(tx_, carrier, carried));
    AMANA_CHECK_OK(DeleteVariant(tx_, article, carrier));
  }
  AMANA_CHECK_OK(update_.Remove(article));
  removed.push_back(article);
  AMANA_TRY(const auto carried, LoadCarried(tx_, article));
  for (const std::string& embedded : carried) {
    AMANA_TRY(const bool gone, LetGo(embedded, article));
    if (gone) removed.push_back(embedded);
  }
  return SaveCarried(tx_, article, {});
}

// Runs `change` in a transaction of its own, again where another writer came between.
Result<void> InTransaction(GraphStore& store, const IdentityRules& identity,
                           const std::function<Result<void>(Assimilation&)>& change,
                           const std::function<void(const GraphUpdate&)>& report) {
  for (int attempt = 1;; ++attempt) {
    AMANA_TRY(Transaction tx, store.Begin(Writer::kIngest));
    AMANA_CHECK_OK(EnsureLayout(tx));
    AMANA_TRY(const auto decisions, tx.Decisions());
    const std::set<std::string> rejected = RejectedIds(decisions);
    GraphUpdate update(tx, identity, rejected);
    Assimilation assimilation(tx, update);
    AMANA_CHECK_OK(change(assimilation));
    AMANA_CHECK_OK(update.Finish());
    report(update);
    const auto committed = tx.Commit();
    if (committed) return {};
    if (committed.error().code != ErrorCode::kConflict || attempt == kAttempts)
      return Fail(committed.error());
  }
}

// What a page embeds is known where its own article is among those read.
Result<void> PutPage(Assimilation& assimilation, const ReadPage& page, BatchOutcome& outcome) {
  std::set<std::string> carried;
  const std::string* own = nullptr;
  for (const ReadArticle& read : page) {
    AMANA_TRY(const IngestStatus status, assimilation.Put(read));
    outcome.articles.push_back({read.article.id, status});
    if (read.article.carrier.empty()) {
      own = &read.article.id;
    } else {
      carried.insert(read.article.id);
    }
  }
  if (own != nullptr) AMANA_CHECK_OK(assimilation.SetCarried(*own, std::move(carried)));
  return {};
}

}  // namespace

Result<BatchOutcome> AssimilatePages(GraphStore& store, std::span<const ReadPage> pages,
                                     const IdentityRules& identity) {
  BatchOutcome outcome;
  const auto done = InTransaction(
      store, identity,
      [&](Assimilation& assimilation) -> Result<void> {
        outcome = {};
        for (const ReadPage& page : pages) AMANA_CHECK_OK(PutPage(assimilation, page, outcome));
        return {};
      },
      [&](const GraphUpdate& update) {
        outcome.relations_added = update.relations_added();
        outcome.relations_removed = update.relations_removed();
      });
  if (!done) return Fail(done.error());
  return outcome;
}

Result<BatchOutcome> Assimilate(GraphStore& store, const Article& article,
                                const Extraction& extraction, std::string original,
                                const IdentityRules& identity) {
  BatchOutcome outcome;
  const ReadArticle read{article, extraction, std::move(original)};
  const auto done = InTransaction(
      store, identity,
      [&](Assimilation& assimilation) -> Result<void> {
        AMANA_TRY(const IngestStatus status, assimilation.Put(read));
        outcome.articles = {{article.id, status}};
        return {};
      },
      [&](const GraphUpdate& update) {
        outcome.relations_added = update.relations_added();
        outcome.relations_removed = update.relations_removed();
      });
  if (!done) return Fail(done.error());
  return outcome;
}

Result<RetractOutcome> Retract(GraphStore& store, std::string_view article_id,
                               const IdentityRules& identity) {
  RetractOutcome outcome;
  AMANA_CHECK_OK(InTransaction(
      store, identity,
      [&](Assimilation& assimilation) {
        outcome = {};
        return assimilation.Remove(std::string(article_id), outcome.articles);
      },
      [&](const GraphUpdate& update) { outcome.relations_removed = update.relations_removed(); }));
  return outcome;
}

}  // namespace amana::ingest
