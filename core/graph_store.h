#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/article_record.h"
#include "core/result.h"
#include "core/snapshot.h"
#include "core/transaction.h"

namespace amana {

class KvStore;

enum class OpenMode : uint8_t {
  kReadOnly,          // beside a writer, or alone; sees the store as of opening
  kReadWrite,         // the one writer; fails with kNotFound where there is no store
  kReadWriteOrCreate  // the one writer
};

// One graph with its sources and decisions. Thread-safe: any number of readers, writers one after
// the other at commit. Snapshots may outlive the store, transactions and tickets must not.
class GraphStore {
 public:
  // Errors: kNotFound (no store at `path`), kBusy (another process writes; the message names the
  // server's URL where it left one), kCorruption (with what to do), kUnsupported (storage version).
  static Result<std::unique_ptr<GraphStore>> Open(const std::string& path, OpenMode mode);
  // For tests and scratch graphs: nothing survives the object.
  static std::unique_ptr<GraphStore> InMemory();
  // Over any store that fulfils the contract.
  static Result<std::unique_ptr<GraphStore>> Over(std::unique_ptr<KvStore> records, bool read_only);
  ~GraphStore();

  GraphStore(const GraphStore&) = delete;
  GraphStore& operator=(const GraphStore&) = delete;

  // The latest synced state.
  std::shared_ptr<const Snapshot> snapshot() const;
  bool read_only() const;

  // A new transaction over the latest ordered state. kUnsupported for a read-only store.
  Result<Transaction> Begin(Writer writer);

  // Reads of the latest synced records.
  Result<std::optional<ArticleRecord>> GetArticle(std::string_view id, ArticleParts parts) const;
  // In the order they were first stored, until the visitor answers false.
  using ArticleVisitor = std::function<bool(const ArticleRecord&)>;
  Result<void> ScanArticles(ArticleParts parts, const ArticleVisitor& visit) const;
  uint64_t article_count() const;
  // By article and start; empty for a relationship that no article says.
  Result<std::vector<EvidenceItem>> Evidence(RelationshipId relationship) const;
  Result<std::vector<Decision>> Decisions() const;
  // Records beside the graph (Transaction::PutAux), ascending, until the visitor answers false.
  using AuxVisitor = std::function<bool(std::string_view key, std::string_view value)>;
  Result<void> ScanAux(std::string_view space, std::string_view prefix,
                       const AuxVisitor& visit) const;

  // Merges the delta into a new base, in memory. Also happens by itself as the delta grows.
  Result<void> Fold();
  // The same beside commits and queries, which do not wait for it; a store does so by itself when
  // much has changed. Nothing where one goes on already.
  void BeginFold();

 private:
  friend class Transaction;
  friend class CommitTicket;
  friend struct TransactionState;
  struct Impl;
  explicit GraphStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace amana
