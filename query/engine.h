#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph_store.h"
#include "core/result.h"
#include "query/execution.h"
#include "query/plan_cache.h"
#include "query/procedures/procedure.h"

namespace amana::query {

struct CompiledQuery;

struct QueryOptions {
  std::chrono::milliseconds time_limit = std::chrono::seconds(30);
  int64_t memory_limit_bytes = int64_t{1} << 30;
  uint64_t max_rows = 1'000'000;
  const std::atomic<bool>* cancel = nullptr;  // set it from another thread; may be null
  bool read_only = false;                     // writing statements fail
  std::string import_directory = {};          // below which LOAD CSV reads; empty: it is off
};

enum class QueryType : uint8_t { kRead, kReadWrite, kWrite, kSchema };
// "r", "rw", "w", "s"
std::string_view QueryTypeName(QueryType type);

struct Notification {
  std::string code;
  std::string title;
  std::string description;
  std::string severity;
  std::string category;
  std::optional<SourcePosition> position;
};

// Parsed, bound and planned. Immutable: may be run many times, by several threads at once.
class PreparedQuery {
 public:
  explicit PreparedQuery(std::shared_ptr<const CompiledQuery> compiled)
      : compiled_(std::move(compiled)) {}

  const std::vector<std::string>& columns() const;
  QueryType type() const;
  bool explains() const;
  std::string plan_text() const;
  std::string plan_json() const;
  const CompiledQuery& compiled() const { return *compiled_; }

 private:
  std::shared_ptr<const CompiledQuery> compiled_;
};

// What a statement answers. Nodes, relationships and paths among the values are ids in `snapshot`,
// which the result keeps alive.
struct QueryResult {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;  // each with a value for each column
  QueryType type = QueryType::kRead;
  ChangeCounters counters;
  uint64_t epoch = 0;               // of the commit, or of what was read
  std::optional<std::string> plan;  // of EXPLAIN, where nothing was run, and of PROFILE
  std::optional<std::string> plan_json;
  std::vector<Notification> notifications;
  std::shared_ptr<const Snapshot> snapshot;
};

// Runs openCypher on a store. Thread-safe.
class Engine {
 public:
  // Keeps a reference: the store must outlive the engine.
  explicit Engine(GraphStore& store) : store_(store) {}

  // Makes a procedure callable, before the first query.
  void AddProcedure(ProcedureDef procedure) { procedures_.Add(std::move(procedure)); }

  // Errors: kSyntax, kSemantic, kType, with position and `detail`. What was prepared lately is
  // kept.
  Result<PreparedQuery> Prepare(std::string_view text) const;

  // Runs in a transaction of its own, all or nothing. Errors of limits: kTimeout, kCancelled,
  // kResourceExhausted; a conflict with another writer is tried again a few times, then kConflict.
  Result<QueryResult> Run(const PreparedQuery& query, const Parameters& parameters = {},
                          const QueryOptions& options = {}) const;
  Result<QueryResult> Run(std::string_view text, const Parameters& parameters = {},
                          const QueryOptions& options = {}) const;

  // Within a transaction of the caller, who commits. The result's snapshot is fixed at the end of
  // this statement.
  Result<QueryResult> Run(const PreparedQuery& query, Transaction& transaction,
                          const Parameters& parameters = {},
                          const QueryOptions& options = {}) const;

  // Gets rows as they come; answers false to stop. Values are ids in the snapshot given. Only for
  // statements that do not write (kUnsupported otherwise). The result comes without rows.
  using RowConsumer = std::function<bool(const Snapshot& snapshot, std::span<const Value> row)>;
  Result<QueryResult> Stream(const PreparedQuery& query, const Parameters& parameters,
                             const QueryOptions& options, const RowConsumer& consume) const;

  GraphStore& store() const { return store_; }

 private:
  static constexpr size_t kCachedPlans = 512;

  GraphStore& store_;
  ProcedureTable procedures_;
  std::unique_ptr<PlanCache> plans_ = std::make_unique<PlanCache>(kCachedPlans);
};

}  // namespace amana::query
