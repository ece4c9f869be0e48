#include "query/engine.h"

#include <fmt/format.h>

#include <new>

#include "query/compiler.h"
#include "query/plan.h"
#include "query/profile.h"

namespace amana::query {
namespace {

constexpr int kConflictRetries = 5;

Result<void> CheckParameters(const CompiledQuery& query, const Parameters& parameters) {
  for (const std::string& name : query.parameters) {
    if (parameters.contains(name)) continue;
    Error error(ErrorCode::kInvalidArgument, fmt::format("Parameter `{}` is missing", name),
                "give it a value");
    error.detail = "ParameterMissing:MissingParameter";
    return Fail(std::move(error));
  }
  return {};
}

ExecutionLimits LimitsOf(const QueryOptions& options) {
  ExecutionLimits limits;
  limits.deadline = std::chrono::steady_clock::now() + options.time_limit;
  limits.memory_bytes = options.memory_limit_bytes;
  limits.cancel = options.cancel;
  return limits;
}

// The one place where QueryAborted and bad_alloc are caught.
template <typename Consume>
Result<void> Execute(const CompiledQuery& query, ExecutionContext& context, uint64_t max_rows,
                     QueryResult* result, Consume&& consume) {
  Profile profile;
  if (query.mode == StatementMode::kProfile) context.profile = &profile;
  try {
    context.slot_count = query.slot_count;
    context.arguments.resize(query.argument_count);
    OperatorPtr root = query.plan->Start(context);
    Batch batch(query.slot_count);
    uint64_t rows = 0;
    while (root->Next(&batch)) {
      if (!query.returns) continue;
      rows += batch.rows;
      if (rows > max_rows) {
        return Fail(ErrorCode::kResourceExhausted,
                    fmt::format("The query returns more than {} rows", max_rows),
                    "add LIMIT, or raise the limit");
      }
      if (!consume(batch)) break;
    }
    context.subqueries.clear();
  } catch (QueryAborted& aborted) {
    context.subqueries.clear();
    return Fail(std::move(aborted.error));
  } catch (const std::bad_alloc&) {
    return Fail(ErrorCode::kResourceExhausted, "The machine is out of memory");
  }
  if (context.profile != nullptr) {
    context.profile = nullptr;
    result->plan = Explain(*query.plan, &profile);
    result->plan_json = ExplainJson(*query.plan, &profile);
  }
  return {};
}

QueryResult Describe(const CompiledQuery& query, QueryType type) {
  QueryResult result;
  result.columns = query.columns;
  result.type = type;
  if (query.mode == StatementMode::kExplain) {
    result.plan = Explain(*query.plan);
    result.plan_json = ExplainJson(*query.plan);
  }
  return result;
}

auto Collector(const CompiledQuery& query, QueryResult* result) {
  return [&query, result](const Batch& batch) {
    for (size_t row = 0; row < batch.rows; ++row) {
      std::vector<Value> values;
      values.reserve(query.outputs.size());
      for (int slot : query.outputs) values.push_back(batch.at(slot, row));
      result->rows.push_back(std::move(values));
    }
    return true;
  };
}

Error ReadOnlyError() {
  return Error(ErrorCode::kInvalidArgument, "The statement writes, but only reading is allowed");
}

}  // namespace

std::string_view QueryTypeName(QueryType type) {
  switch (type) {
    case QueryType::kRead:
      return "r";
    case QueryType::kReadWrite:
      return "rw";
    case QueryType::kWrite:
      return "w";
    case QueryType::kSchema:
      return "s";
  }
  return "r";
}

const std::vector<std::string>& PreparedQuery::columns() const { return compiled_->columns; }

QueryType PreparedQuery::type() const {
  if (compiled_->schema) return QueryType::kSchema;
  if (!compiled_->writes) return QueryType::kRead;
  return compiled_->returns ? QueryType::kReadWrite : QueryType::kWrite;
}

bool PreparedQuery::explains() const { return compiled_->mode == StatementMode::kExplain; }

std::string PreparedQuery::plan_text() const { return Explain(*compiled_->plan); }

std::string PreparedQuery::plan_json() const { return ExplainJson(*compiled_->plan); }

Result<PreparedQuery> Engine::Prepare(std::string_view text) const {
  const auto graph = store_.snapshot();
  if (auto cached = plans_->Find(text, *graph)) return PreparedQuery(std::move(cached));
  AMANA_TRY(CompiledQuery compiled, Compile(text, *graph, procedures_));
  auto plan = std::make_shared<const CompiledQuery>(std::move(compiled));
  plans_->Put(text, *graph, plan);
  return PreparedQuery(std::move(plan));
}

Result<QueryResult> Engine::Run(std::string_view text, const Parameters& parameters,
                                const QueryOptions& options) const {
  AMANA_TRY(PreparedQuery prepared, Prepare(text));
  return Run(prepared, parameters, options);
}

Result<QueryResult> Engine::Run(const PreparedQuery& query, const Parameters& parameters,
                                const QueryOptions& options) const {
  const CompiledQuery& compiled = query.compiled();
  if (compiled.writes && !query.explains()) {
    if (options.read_only) return Fail(ReadOnlyError());
    for (int attempt = 1;; ++attempt) {
      AMANA_TRY(Transaction transaction, store_.Begin(Writer::kPerson));
      AMANA_TRY(QueryResult result, Run(query, transaction, parameters, options));
      auto committed = transaction.Commit();
      if (committed) {
        result.epoch = committed->epoch;
        return result;
      }
      if (committed.error().code != ErrorCode::kConflict || attempt == kConflictRetries) {
        return Fail(std::move(committed).error());
      }
    }
  }
  std::vector<std::vector<Value>> rows;
  QueryResult result = Describe(compiled, query.type());
  AMANA_CHECK_OK(CheckParameters(compiled, parameters));
  result.snapshot = store_.snapshot();
  result.epoch = result.snapshot->epoch();
  if (query.explains()) return result;
  ExecutionContext context(result.snapshot, compiled.symbols, parameters, LimitsOf(options));
  context.UseStore(&store_);
  context.import_directory = options.import_directory;
  AMANA_CHECK_OK(
      Execute(compiled, context, options.max_rows, &result, Collector(compiled, &result)));
  return result;
}

Result<QueryResult> Engine::Run(const PreparedQuery& query, Transaction& transaction,
                                const Parameters& parameters, const QueryOptions& options) const {
  const CompiledQuery& compiled = query.compiled();
  if (compiled.writes && options.read_only) return Fail(ReadOnlyError());
  AMANA_CHECK_OK(CheckParameters(compiled, parameters));
  QueryResult result = Describe(compiled, query.type());
  if (query.explains()) {
    result.snapshot = transaction.Freeze();
    return result;
  }
  ChangeCounters before = transaction.counters();
  ExecutionContext context(store_.snapshot(), compiled.symbols, parameters, LimitsOf(options));
  context.UseStore(&store_);
  context.import_directory = options.import_directory;
  context.UseTransaction(&transaction);
  AMANA_CHECK_OK(
      Execute(compiled, context, options.max_rows, &result, Collector(compiled, &result)));
  if (compiled.writes) AMANA_CHECK_OK(transaction.CheckConstraints());
  ChangeCounters after = transaction.counters();
  result.counters.nodes_created = after.nodes_created - before.nodes_created;
  result.counters.nodes_deleted = after.nodes_deleted - before.nodes_deleted;
  result.counters.relationships_created =
      after.relationships_created - before.relationships_created;
  result.counters.relationships_deleted =
      after.relationships_deleted - before.relationships_deleted;
  result.counters.properties_set = after.properties_set - before.properties_set;
  result.counters.labels_added = after.labels_added - before.labels_added;
  result.counters.labels_removed = after.labels_removed - before.labels_removed;
  result.counters.indexes_added = after.indexes_added - before.indexes_added;
  result.counters.indexes_removed = after.indexes_removed - before.indexes_removed;
  result.counters.constraints_added = after.constraints_added - before.constraints_added;
  result.counters.constraints_removed = after.constraints_removed - before.constraints_removed;
  result.snapshot = transaction.Freeze();
  return result;
}

Result<QueryResult> Engine::Stream(const PreparedQuery& query, const Parameters& parameters,
                                   const QueryOptions& options, const RowConsumer& consume) const {
  const CompiledQuery& compiled = query.compiled();
  if (compiled.writes) {
    return Fail(ErrorCode::kUnsupported, "Only statements that read can be streamed");
  }
  AMANA_CHECK_OK(CheckParameters(compiled, parameters));
  QueryResult result = Describe(compiled, query.type());
  result.snapshot = store_.snapshot();
  result.epoch = result.snapshot->epoch();
  if (query.explains()) return result;
  ExecutionContext context(result.snapshot, compiled.symbols, parameters, LimitsOf(options));
  context.UseStore(&store_);
  context.import_directory = options.import_directory;
  std::vector<Value> row;
  auto hand_on = [&](const Batch& batch) {
    for (size_t i = 0; i < batch.rows; ++i) {
      row.clear();
      for (int slot : compiled.outputs) row.push_back(batch.at(slot, i));
      if (!consume(*result.snapshot, row)) return false;
    }
    return true;
  };
  AMANA_CHECK_OK(Execute(compiled, context, options.max_rows, &result, hand_on));
  return result;
}

}  // namespace amana::query
