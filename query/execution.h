#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/graph_store.h"
#include "core/result.h"
#include "core/snapshot.h"
#include "query/batch.h"
#include "query/counted.h"
#include "query/source_text.h"

namespace amana::query {

class Operator;
struct Profile;
struct Subplan;

// The only exception of ours: thrown inside the executor, caught in Engine.
struct QueryAborted {
  Error error;
};

[[noreturn]] void Abort(ErrorCode code, std::string detail, std::string message);

// Names of labels, types and keys that a plan mentions; expressions hold positions in these lists.
struct SymbolTable {
  std::vector<std::string> labels;
  std::vector<std::string> types;
  std::vector<std::string> keys;

  uint32_t Label(const std::string& name) { return Intern(&labels, name); }
  uint32_t Type(const std::string& name) { return Intern(&types, name); }
  uint32_t Key(const std::string& name) { return Intern(&keys, name); }

 private:
  static uint32_t Intern(std::vector<std::string>* names, const std::string& name);
};

using Parameters = std::map<std::string, Value, std::less<>>;

struct ExecutionLimits {
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  int64_t memory_bytes = INT64_MAX;
  const std::atomic<bool>* cancel = nullptr;
};

// What one run of a plan shares: the graph it sees, parameters, limits. Used by one thread.
class ExecutionContext final : public MemoryAccount {
 public:
  ExecutionContext(std::shared_ptr<const Snapshot> snapshot, const SymbolTable& symbols,
                   const Parameters& parameters, ExecutionLimits limits);
  ~ExecutionContext();

  const Snapshot& graph() const { return *graph_; }
  const Parameters& parameters() const { return parameters_; }
  const SymbolTable& symbols() const { return symbols_; }

  // Ids of the plan's symbols; invalid where the graph does not know the name.
  LabelId label(uint32_t symbol) const { return labels_[symbol]; }
  TypeId type(uint32_t symbol) const { return types_[symbol]; }
  KeyId key(uint32_t symbol) const { return keys_[symbol]; }

  // For plans that write: reads go to the transaction's view from now on.
  void UseTransaction(Transaction* transaction);
  Transaction* transaction() const { return transaction_; }
  // To be called after changes: names may have come into being.
  void Refresh();
  // Where evidence and articles are read.
  void UseStore(const GraphStore* store) { store_ = store; }
  const GraphStore* store() const { return store_; }
  // Below which LOAD CSV may read; empty: nowhere.
  std::string import_directory;

  // Throws QueryAborted where time is up, memory is over the limit or somebody cancelled. Cheap
  // enough for every batch and for every few hundred steps of a loop.
  void Check() {
    if (limits_.cancel != nullptr && limits_.cancel->load(std::memory_order_relaxed)) Cancelled();
    if (held_bytes() > limits_.memory_bytes) OutOfMemory();
    if (std::chrono::steady_clock::now() > limits_.deadline) TimedOut();
  }
  // Counts memory that operators hold beside values; negative to give back.
  void Charge(int64_t bytes) {
    charged_bytes_ += bytes;
    if (bytes > 0 && held_bytes() > limits_.memory_bytes) OutOfMemory();
  }
  void Take(int64_t bytes) override {
    Reserve(bytes);
    charged_bytes_ += bytes;
  }
  void Give(int64_t bytes) noexcept override { charged_bytes_ -= bytes; }
  // Throws where `bytes` more would be too many; for functions before they build something big.
  void Reserve(int64_t bytes) {
    if (held_bytes() + bytes > limits_.memory_bytes) OutOfMemory();
  }
  int64_t held_bytes() const {
    return Value::ThreadHeapBytes() - heap_bytes_before_ + charged_bytes_;
  }

  // What an Argument operator hands on; indexed by argument number.
  std::vector<const Batch*> arguments;
  size_t slot_count = 0;

  Profile* profile = nullptr;  // of PROFILE

  // Types of the relationships that this statement has deleted: type() still tells them.
  std::unordered_map<RelationshipId, TypeId> deleted_types;

  // The running operators of subqueries in expressions.
  std::unordered_map<const Subplan*, std::unique_ptr<Operator>> subqueries;

  // Seeded when first asked for, which takes longer than a small query.
  std::mt19937_64& random() {
    if (!random_) random_.emplace(std::random_device{}());
    return *random_;
  }
  // The statement's moment: all of now(), date() and so on agree within it.
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();

 private:
  [[noreturn]] void Cancelled() const;
  [[noreturn]] void OutOfMemory() const;
  [[noreturn]] void TimedOut() const;

  std::shared_ptr<const Snapshot> snapshot_;
  const Snapshot* graph_;
  const SymbolTable& symbols_;
  const Parameters& parameters_;
  ExecutionLimits limits_;
  Transaction* transaction_ = nullptr;
  const GraphStore* store_ = nullptr;
  std::optional<std::mt19937_64> random_;
  std::vector<LabelId> labels_;
  std::vector<TypeId> types_;
  std::vector<KeyId> keys_;
  int64_t heap_bytes_before_ = 0;
  int64_t charged_bytes_ = 0;
};

}  // namespace amana::query
