#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/transaction.h"
#include "ingest/resolution/records.h"

namespace amana::ingest {

// The relations between entities, brought up to date with what articles assert: give the facts of
// each article that changed, then Finish() once.
class FactUpdate {
 public:
  using Facts = std::map<FactKey, std::vector<Assertion>>;

  // REQUIRES that both outlive this object.
  FactUpdate(Transaction& transaction, const std::set<std::string>& rejected)
      : tx_(transaction), rejected_(rejected) {}

  // Replaces what the article says: `before` are the facts it had a part in.
  Result<void> Replace(const std::string& article, const std::vector<FactKey>& before,
                       const Facts& now);
  // Makes, changes and deletes relations so that they say what the assertions say. REQUIRES that
  // articles that assert something, and those that did, are in the store.
  Result<void> Finish();

  uint64_t added() const { return added_; }
  uint64_t removed() const { return removed_; }

 private:
  struct Fact {
    std::vector<Assertion> assertions;  // what terms point to
    std::vector<Term> terms;
    std::vector<RelationshipId> relations;  // by term; invalid where it has none yet
  };

  Result<void> Read(const FactKey& key, Fact& fact) const;
  bool IsRejected(const Term& term) const;
  std::vector<RelationshipId> Existing(const FactKey& key) const;
  // Gives terms the relations that stand for them; answers those that stand for nothing.
  std::vector<RelationshipId> Match(const FactKey& key, Fact& fact) const;
  Result<void> Rename(Fact& fact);
  Result<void> Write(const FactKey& key, Fact& fact);
  Result<void> WriteEvidence(RelationshipId relation, const Term& term);

  Transaction& tx_;
  const std::set<std::string>& rejected_;
  std::set<FactKey> touched_;
  uint64_t added_ = 0;
  uint64_t removed_ = 0;
};

// Replaces the properties of a relation where they differ.
Result<void> UpdateRelation(Transaction& transaction, RelationshipId relation,
                            const PropertyMap& properties);

}  // namespace amana::ingest
