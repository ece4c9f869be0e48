#pragma once

#include <map>
#include <set>
#include <string>

#include "core/transaction.h"
#include "ingest/resolution/entity_update.h"
#include "ingest/resolution/fact_update.h"
#include "ingest/resolution/identity_rules.h"

namespace amana::ingest {

// Brings the graph of one transaction up to date with articles that come, change and go: give all
// of them, then Finish() once. What results is a function of the articles in the store and of the
// decisions, whatever the order and the batches.
class GraphUpdate {
 public:
  // `rejected`: RejectedIds of the store's decisions. REQUIRES that all three outlive this object.
  GraphUpdate(Transaction& transaction, const IdentityRules& identity,
              const std::set<std::string>& rejected)
      : tx_(transaction), identity_(identity), rejected_(rejected) {}
  GraphUpdate(const GraphUpdate&) = delete;
  GraphUpdate& operator=(const GraphUpdate&) = delete;

  // Stores the article in place of what it was, with its extraction in `article.extraction` too.
  Result<void> Put(ArticleRecord article, Extraction extraction);
  // kNotFound where the store does not have it.
  Result<void> Remove(const std::string& article);
  Result<void> Finish();

  // Relations between entities that Finish() made and deleted.
  uint64_t relations_added() const { return added_; }
  uint64_t relations_removed() const { return removed_; }

 private:
  // An article whose relations are to be brought up to date.
  struct Source {
    ArticleRecord record;
    Extraction extraction;
  };

  Result<std::optional<ArticleState>> LoadState(const std::string& article) const;
  Result<void> SaveState(const std::string& article, const ArticleState& state);
  Result<void> RemoveMentions(const ArticleState& state);
  Result<void> AddMentions(const Source& source, ArticleState& state);
  Result<Source> LoadSource(const std::string& article) const;
  Result<void> Relate(const Source& source);
  FactUpdate::Facts FactsOf(const Source& source, const ArticleState& state,
                            const std::vector<NodeId>& nodes) const;

  Transaction& tx_;
  const IdentityRules& identity_;
  const std::set<std::string>& rejected_;
  EntityUpdate entities_{tx_, identity_, rejected_};
  FactUpdate facts_{tx_, rejected_};
  std::map<std::string, Source> changed_;
  std::map<std::string, ArticleState> removed_articles_;
  uint64_t added_ = 0;
  uint64_t removed_ = 0;
};

}  // namespace amana::ingest
