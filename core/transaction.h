#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/article_record.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/snapshot.h"
#include "core/value.h"

namespace amana {

class GraphStore;
struct TransactionState;

// Names and values; of equal names the last wins, a null value means absent.
using PropertyMap = std::vector<std::pair<std::string, Value>>;

struct ChangeCounters {
  uint64_t nodes_created = 0;
  uint64_t nodes_deleted = 0;
  uint64_t relationships_created = 0;
  uint64_t relationships_deleted = 0;
  uint64_t properties_set = 0;
  uint64_t labels_added = 0;
  uint64_t labels_removed = 0;
  uint64_t indexes_added = 0;
  uint64_t indexes_removed = 0;
  uint64_t constraints_added = 0;
  uint64_t constraints_removed = 0;

  bool any() const { return *this != ChangeCounters{}; }
  bool operator==(const ChangeCounters&) const = default;
};

struct CommitInfo {
  uint64_t epoch = 0;
  ChangeCounters counters;
  bool replayed = false;  // a commit with the same idempotency key had been made before
};

// Who is writing, which decides what a change of a derived element means.
enum class Writer : uint8_t {
  kPerson,  // a query or import: what is created is kUser; SET on a derived element becomes an
            // overlay that wins over extraction; DELETE of a derived one logs a reject decision
  kIngest,  // derivation: what is created is kDerived; changes replace the derived state and leave
            // overlays alone; deletions log nothing
};

// A commit that is ordered and visible to later transactions but may not be on disk yet. REQUIRES
// that the store lives.
class CommitTicket {
 public:
  // Returns once the commit is synced; many tickets share one sync.
  Result<CommitInfo> Wait();

 private:
  friend class Transaction;
  GraphStore* store_ = nullptr;
  CommitInfo info_;
};

// A set of changes that becomes durable at once or not at all. Used by one thread. Reads its own
// writes. Sees the store as of its beginning (snapshot isolation); Commit() fails with kConflict
// when another transaction has since changed an element or record that this one changes too.
// Destroying it without Commit() drops the changes.
//
// Changes that name a node or relationship that does not exist fail with kNotFound and change
// nothing. Values must be storable: booleans, integers, floats, strings, temporal values, and flat
// lists of these; else kType.
class Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  Transaction& operator=(Transaction&&) noexcept;
  ~Transaction();

  // The graph with this transaction's changes. One object for the life of the transaction: each
  // change shows through it and invalidates spans taken from it.
  const Snapshot& view() const;
  // The same, fixed at this moment: later changes do not touch it. O(1).
  std::shared_ptr<const Snapshot> Freeze() const;

  Result<NodeId> CreateNode(std::span<const std::string> labels, const PropertyMap& properties);
  // kIngest gives the public id; kAlreadyExists where a node or a former id has it.
  Result<NodeId> CreateNode(std::string_view public_id, std::span<const std::string> labels,
                            const PropertyMap& properties);
  Result<RelationshipId> CreateRelationship(NodeId source, NodeId target, std::string_view type,
                                            const PropertyMap& properties);
  Result<RelationshipId> CreateRelationship(std::string_view public_id, NodeId source,
                                            NodeId target, std::string_view type,
                                            const PropertyMap& properties);

  // A null value removes the property.
  Result<void> SetNodeProperty(NodeId node, std::string_view key, const Value& value);
  Result<void> SetRelationshipProperty(RelationshipId relationship, std::string_view key,
                                       const Value& value);
  // Replaces all of them.
  Result<void> ReplaceNodeProperties(NodeId node, const PropertyMap& properties);
  Result<void> ReplaceRelationshipProperties(RelationshipId relationship,
                                             const PropertyMap& properties);
  Result<void> AddLabel(NodeId node, std::string_view label);
  Result<void> RemoveLabel(NodeId node, std::string_view label);

  Result<void> DeleteRelationship(RelationshipId relationship);
  // kConstraint where relationships remain.
  Result<void> DeleteNode(NodeId node);
  Result<void> DetachDeleteNode(NodeId node);

  // What people made holds on to entities, whatever derivation does with them: when one node is
  // merged into another, the user-made relationships of the first move to the second (and keep
  // their ids); when a node is no longer derived but has user-made relationships, it stays as a
  // stub whose origin is kUser.
  Result<void> MoveUserRelationships(NodeId from, NodeId to);
  Result<void> TurnIntoStub(NodeId node);

  // The former id goes on resolving. kAlreadyExists where another node has it.
  Result<void> SetPublicId(NodeId node, std::string_view public_id);
  // Makes `former` resolve to this node. Call after deleting the node that had it.
  Result<void> AddFormerId(NodeId node, std::string_view former);
  // `former` no longer resolves to this node, so that another one may bear it. Nothing where the
  // node did not have it.
  Result<void> RemoveFormerId(NodeId node, std::string_view former);
  // The former id of a relationship does not go on resolving. kAlreadyExists as above.
  Result<void> SetPublicId(RelationshipId relationship, std::string_view public_id);

  // Sources. PutArticle replaces the article as a whole; its evidence stays until it is put anew.
  Result<void> PutArticle(const ArticleRecord& article);
  // Also takes its evidence away. kNotFound where there is none.
  Result<void> DeleteArticle(std::string_view id);
  Result<std::optional<ArticleRecord>> GetArticle(std::string_view id, ArticleParts parts) const;

  // Evidence of one article for one relationship, replacing what this article said of it; an empty
  // list removes it. REQUIRES items[i].article == article. kNotFound for an unknown article.
  Result<void> PutEvidence(RelationshipId relationship, std::string_view article,
                           std::span<const EvidenceItem> items);
  // Of all articles, by article and start.
  Result<std::vector<EvidenceItem>> Evidence(RelationshipId relationship) const;
  // The relationships that have evidence in the article, ascending.
  Result<std::vector<RelationshipId>> EvidencedBy(std::string_view article) const;

  // Records of other layers, atomic with the rest. Keys of a space are ordered as bytes.
  Result<std::optional<std::string>> GetAux(std::string_view space, std::string_view key) const;
  Result<void> PutAux(std::string_view space, std::string_view key, std::string_view value);
  Result<void> DeleteAux(std::string_view space, std::string_view key);
  // Visits keys that start with `prefix`, ascending, until the visitor answers false.
  using AuxVisitor = std::function<bool(std::string_view key, std::string_view value)>;
  Result<void> ScanAux(std::string_view space, std::string_view prefix,
                       const AuxVisitor& visit) const;

  // kAlreadyExists where the name is taken, kConstraint where the graph breaks the constraint. Such
  // a transaction conflicts with every commit since it began.
  Result<void> CreateSchemaItem(const SchemaItem& item);
  // kNotFound where there is no such index or constraint.
  Result<void> DropSchemaItem(std::string_view name, SchemaKind kind);
  // kConstraint where this transaction's nodes break one; Commit() asks too.
  Result<void> CheckConstraints() const;

  // Appends to the log; returns the decision's number.
  Result<uint64_t> AppendDecision(Decision decision);
  Result<std::vector<Decision>> Decisions() const;

  // A commit with a key that was used before (among the last thousand commits) changes nothing and
  // answers as the first did.
  void SetIdempotencyKey(std::string_view key);

  ChangeCounters counters() const;
  bool has_changes() const;

  // Returns when the changes are synced. A transaction without changes commits to nothing. After
  // either call, in success or failure, the transaction must not be used again.
  Result<CommitInfo> Commit();
  // Returns when the changes are ordered: later transactions see them, snapshots of the store do
  // after the sync. For pipelines that wait for many commits at once.
  Result<CommitTicket> CommitAsync();

 private:
  friend class GraphStore;
  explicit Transaction(std::unique_ptr<TransactionState> state);
  std::unique_ptr<TransactionState> state_;
};

}  // namespace amana
