#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/graph_store_impl.h"
#include "core/record_reader.h"
#include "core/snapshot_edit.h"
#include "core/transaction.h"

namespace amana {

struct TransactionState {
  TransactionState(GraphStore& graph_store, GraphStore::Impl& store_impl, Writer by,
                   std::shared_ptr<const SnapshotState> begun_at);
  ~TransactionState();
  TransactionState(const TransactionState&) = delete;
  TransactionState& operator=(const TransactionState&) = delete;

  // What the parts of a store share, for those of them that are no transactions.
  using StoreParts = GraphStore::Impl;
  static StoreParts& PartsOf(GraphStore& store) { return *store.impl_; }

  // Ascending, each once.
  void SortTouched();

  RecordReader reader() const { return RecordReader(begin->records, &pending); }
  bool has_changes() const {
    return !nodes.empty() || !relationships.empty() || !pending.empty() || !evidenced.empty();
  }

  GraphStore& graph;
  GraphStore::Impl& store;
  const Writer writer;
  const std::shared_ptr<const SnapshotState> begin;
  std::shared_ptr<SnapshotState> state;  // private until it is committed or frozen
  Snapshot view;

  // Elements whose final state is in `state`; may repeat until SortTouched().
  std::vector<uint64_t> nodes;
  std::vector<uint64_t> relationships;
  std::vector<uint64_t> attached;  // ends of new relationships
  PendingWrites pending;           // all records but elements, names and decisions
  std::map<uint64_t, std::set<uint64_t>> evidenced;  // by article: its relationships, where changed
  int64_t articles = 0;                              // more (or fewer) than before
  bool schema_changed = false;
  ChangeCounters counters;
  std::string idempotency_key;
};

}  // namespace amana
