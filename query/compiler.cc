#include "query/compiler.h"

#include <fmt/format.h>

#include <algorithm>

#include "query/liveness.h"
#include "query/operators/apply.h"
#include "query/operators/argument.h"
#include "query/operators/load_csv.h"
#include "query/operators/schema_change.h"
#include "query/operators/union.h"
#include "query/operators/unwind.h"
#include "query/parser.h"

namespace amana::query {
namespace {

bool IsReturn(const Clause& clause) {
  const auto* projection = std::get_if<ProjectionClause>(&clause.body);
  return projection != nullptr && projection->is_return;
}

bool IsWrite(const Clause& clause) {
  return std::holds_alternative<CreateClause>(clause.body) ||
         std::holds_alternative<MergeClause>(clause.body) ||
         std::holds_alternative<SetClause>(clause.body) ||
         std::holds_alternative<RemoveClause>(clause.body) ||
         std::holds_alternative<DeleteClause>(clause.body) ||
         std::holds_alternative<ForeachClause>(clause.body);
}

}  // namespace

bool Writes(const PlanNode& plan) {
  if (plan.effect() == Effect::kWrite) return true;
  return std::any_of(plan.children.begin(), plan.children.end(),
                     [](const PlanPtr& child) { return Writes(*child); });
}

Result<CompiledQuery> Compiler::Run(const Statement& statement) {
  plan_ = std::make_unique<UnitPlan>();
  plan_->estimated_rows = 1;
  if (statement.schema) {
    auto change = std::make_unique<SchemaChangePlan>();
    change->command = *statement.schema;
    Push(std::move(change));
  } else {
    AMANA_CHECK_OK(CompileQuery(statement.query, false));
  }
  CompiledQuery out;
  out.text = text_;
  out.mode = statement.mode;
  out.plan = std::move(plan_);
  FindLiveColumns(*out.plan, outputs_, slots_);
  out.columns = std::move(columns_);
  out.outputs = std::move(outputs_);
  out.symbols = std::move(symbols_);
  out.slot_count = slots_;
  out.argument_count = arguments_;
  out.parameters = std::move(parameters_);
  out.writes = Writes(*out.plan);
  out.returns = returned_;
  out.schema = statement.schema.has_value();
  return out;
}

Result<void> Compiler::CompileQuery(const Query& query, bool nested) {
  if (query.parts.size() == 1) return CompileSingle(query.parts[0], nested);
  auto node = std::make_unique<UnionPlan>();
  Scope outer = scope_;
  PlanPtr start = std::move(plan_);
  std::vector<std::string> columns;
  for (const SingleQuery& part : query.parts) {
    scope_ = outer;
    columns_.clear();
    outputs_.clear();
    // Each part starts from the same row; an Argument or Unit is as good as another.
    if (auto* argument = dynamic_cast<ArgumentPlan*>(start.get())) {
      auto again = std::make_unique<ArgumentPlan>();
      again->number = argument->number;
      plan_ = std::move(again);
    } else {
      plan_ = std::make_unique<UnitPlan>();
    }
    plan_->estimated_rows = 1;
    AMANA_CHECK_OK(CompileSingle(part, nested));
    if (node->children.empty()) {
      columns = columns_;
    } else if (columns != columns_) {
      return Bad(part.span, "DifferentColumnsInUnion",
                 "All parts of a UNION need the same columns");
    }
    node->slots.push_back(outputs_);
    node->children.push_back(std::move(plan_));
  }
  for (size_t i = 0; i < columns.size(); ++i) node->outputs.push_back(NewSlot());
  outputs_ = node->outputs;
  for (size_t i = 0; i < columns.size(); ++i) scope_[columns[i]] = {outputs_[i], {}};
  plan_ = std::move(node);
  if (!query.union_all.front()) {
    auto distinct = std::make_unique<DistinctPlan>();
    distinct->slots = outputs_;
    Push(std::move(distinct));
  }
  return {};
}

// What may follow what: RETURN ends a query; a read after a write needs WITH; a query that only
// reads ends in RETURN.
Result<void> Compiler::CheckOrder(const SingleQuery& single) const {
  bool wrote = false;
  for (size_t i = 0; i < single.clauses.size(); ++i) {
    const Clause& clause = single.clauses[i];
    bool last = i + 1 == single.clauses.size();
    if (IsReturn(clause) && !last) {
      return Bad(single.clauses[i + 1].span, "InvalidClauseComposition",
                 "Nothing may follow RETURN");
    }
    const auto* projection = std::get_if<ProjectionClause>(&clause.body);
    if (projection != nullptr) wrote = false;
    bool reads = std::holds_alternative<MatchClause>(clause.body) ||
                 std::holds_alternative<UnwindClause>(clause.body) ||
                 std::holds_alternative<LoadCsvClause>(clause.body);
    if (wrote && reads) {
      return Bad(clause.span, "InvalidClauseComposition",
                 "WITH is needed between a writing clause and a reading one");
    }
    wrote = wrote || IsWrite(clause);
  }
  const Clause& last = single.clauses.back();
  bool ends = IsReturn(last) || IsWrite(last) || std::holds_alternative<CallClause>(last.body) ||
              std::holds_alternative<SubqueryClause>(last.body);
  if (!ends) {
    return Bad({single.span.end, single.span.end}, "InvalidClauseComposition",
               "A query must end with RETURN or a writing clause");
  }
  return {};
}

Result<void> Compiler::CompileSingle(const SingleQuery& single, bool nested) {
  // EXISTS { MATCH ... } needs no RETURN.
  if (!nested) {
    AMANA_CHECK_OK(CheckOrder(single));
    only_clause_ = single.clauses.size() == 1;
  }
  for (const Clause& clause : single.clauses) AMANA_CHECK_OK(CompileClause(clause));
  return {};
}

Result<void> Compiler::CompileClause(const Clause& clause) {
  if (const auto* match = std::get_if<MatchClause>(&clause.body)) return CompileMatch(*match);
  if (const auto* unwind = std::get_if<UnwindClause>(&clause.body)) return CompileUnwind(*unwind);
  if (const auto* load = std::get_if<LoadCsvClause>(&clause.body)) return CompileLoadCsv(*load);
  if (const auto* projection = std::get_if<ProjectionClause>(&clause.body)) {
    return CompileProjection(*projection, clause.span);
  }
  if (const auto* create = std::get_if<CreateClause>(&clause.body)) return CompileCreate(*create);
  if (const auto* merge = std::get_if<MergeClause>(&clause.body)) return CompileMerge(*merge);
  if (const auto* set = std::get_if<SetClause>(&clause.body)) return CompileSet(set->items, false);
  if (const auto* remove = std::get_if<RemoveClause>(&clause.body)) {
    return CompileSet(remove->items, true);
  }
  if (const auto* del = std::get_if<DeleteClause>(&clause.body)) return CompileDelete(*del);
  if (const auto* each = std::get_if<ForeachClause>(&clause.body)) return CompileForeach(*each);
  if (const auto* call = std::get_if<CallClause>(&clause.body)) {
    return CompileCall(*call, clause.span);
  }
  return CompileSubquery(std::get<SubqueryClause>(clause.body));
}

Result<void> Compiler::CompileMatch(const MatchClause& match) {
  Scope before = scope_;
  AMANA_TRY(QueryGraph graph, BindPattern(PartsOf(match.pattern), true, false));
  if (match.where) AMANA_CHECK_OK(AddPredicate(*match.where, &graph));
  if (!match.optional) {
    plan_ = PlanMatch(std::move(graph), std::move(plan_), statistics_, symbols_);
    return {};
  }
  auto node = std::make_unique<OptionalPlan>();
  node->argument = arguments_++;
  node->row_slot = NewSlot();
  for (auto& [name, binding] : scope_) {
    if (before.contains(name)) continue;
    node->nulls.push_back(binding.slot);
    binding.type.mask |= kNullMask;
  }
  auto argument = std::make_unique<ArgumentPlan>();
  argument->number = node->argument;
  argument->estimated_rows = plan_->estimated_rows;
  PlanPtr inner = PlanMatch(std::move(graph), std::move(argument), statistics_, symbols_);
  double rows = std::max(plan_->estimated_rows, inner->estimated_rows);
  OptionalPlan* raw = Push(std::move(node));
  raw->children.push_back(std::move(inner));
  raw->estimated_rows = rows;
  return {};
}

Result<void> Compiler::CompileUnwind(const UnwindClause& unwind) {
  auto node = std::make_unique<UnwindPlan>();
  AMANA_TRY(node->list, Bind(*unwind.list));
  if (scope_.contains(unwind.variable.text)) {
    return Bad(unwind.variable.span, "VariableAlreadyBound",
               fmt::format("Variable `{}` already declared", unwind.variable.text));
  }
  node->slot = NewSlot();
  node->shown = Describe(*node->list, text_) + " AS " + unwind.variable.text;
  const StaticType& type = node->list->type;
  scope_[unwind.variable.text] = {
      node->slot, type.IsOnly(kListMask) ? StaticType{type.element, kAnyType} : StaticType{}};
  Push(std::move(node))->estimated_rows *= 10;
  return {};
}

Result<void> Compiler::CompileLoadCsv(const LoadCsvClause& load) {
  auto node = std::make_unique<LoadCsvPlan>();
  AMANA_TRY(node->from, Bind(*load.from));
  if (!node->from->type.MayBe(kStringMask)) return BadType(load.from->span, "Expected a STRING");
  if (scope_.contains(load.variable.text)) {
    return Bad(load.variable.span, "VariableAlreadyBound",
               fmt::format("Variable `{}` already declared", load.variable.text));
  }
  node->headers = load.headers;
  node->separator = load.separator;
  node->slot = NewSlot();
  node->shown = Describe(*node->from, text_) + " AS " + load.variable.text;
  const TypeMask record = load.headers ? kMapMask : kListMask;
  scope_[load.variable.text] = {node->slot, {record, load.headers ? kAnyType : kStringMask}};
  Push(std::move(node))->estimated_rows *= 1000;
  return {};
}

// CALL { ... }: sees what its leading WITH imports, gives back what it returns.
Result<void> Compiler::CompileSubquery(const SubqueryClause& subquery) {
  auto node = std::make_unique<ApplyPlan>();
  node->argument = arguments_++;
  Scope outer = scope_;
  PlanPtr outer_plan = std::move(plan_);
  auto columns = std::move(columns_);
  auto outputs = std::move(outputs_);
  columns_.clear();
  outputs_.clear();
  bool returned = returned_;
  returned_ = false;
  auto argument = std::make_unique<ArgumentPlan>();
  argument->number = node->argument;
  argument->estimated_rows = 1;
  plan_ = std::move(argument);
  // Nothing is visible inside but what a leading WITH imports.
  bool imports = std::any_of(
      subquery.query->parts.begin(), subquery.query->parts.end(), [](const SingleQuery& part) {
        const auto* first = std::get_if<ProjectionClause>(&part.clauses.front().body);
        return first != nullptr && !first->is_return;
      });
  if (subquery.scoped && !subquery.imports_all) {
    scope_.clear();
    for (const Name& name : subquery.imports) {
      auto found = outer.find(name.text);
      if (found == outer.end()) {
        return Bad(name.span, "UndefinedVariable",
                   fmt::format("Variable `{}` not defined", name.text));
      }
      scope_.insert(*found);
    }
  } else if (!subquery.scoped && !imports) {
    scope_.clear();
  }
  ++nesting_;
  Result<void> compiled = CompileQuery(*subquery.query, true);
  --nesting_;
  AMANA_CHECK_OK(compiled);
  PlanPtr inner = std::move(plan_);
  plan_ = std::move(outer_plan);
  scope_ = std::move(outer);
  node->unit = !returned_;
  node->outputs = outputs_;
  node->inner_effect = Writes(*inner) ? Effect::kWrite : Effect::kRead;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (scope_.contains(columns_[i])) {
      return Bad({}, "VariableAlreadyBound",
                 fmt::format("Variable `{}` already declared", columns_[i]));
    }
    scope_[columns_[i]] = {outputs_[i], {}};
  }
  columns_ = std::move(columns);
  outputs_ = std::move(outputs);
  returned_ = returned;
  ApplyPlan* raw = Push(std::move(node));
  raw->children.push_back(std::move(inner));
  return {};
}

Result<CompiledQuery> Compile(std::string_view text, const Snapshot& statistics,
                              const ProcedureTable& procedures) {
  AMANA_TRY(Statement statement, Parse(text));
  return Compiler(text, statistics, procedures).Run(statement);
}

}  // namespace amana::query
