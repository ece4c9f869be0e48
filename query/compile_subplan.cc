// Binding of what runs a plan for each row within an expression: patterns, EXISTS, COUNT, COLLECT.

#include <set>
#include <utility>

#include "query/compiler.h"
#include "query/functions.h"
#include "query/operators/argument.h"
#include "query/switch.h"

namespace amana::query {
namespace {

StaticType TypeOf(Subplan::Kind kind) {
  switch (kind) {
    case Subplan::Kind::kExists:
      return {kBooleanMask};
    case Subplan::Kind::kCount:
      return {kIntegerMask};
    default:
      return {kListMask, kAnyType};
  }
}

}  // namespace

// (a)-->(b) as a predicate; shortestPath(...) as a value.
Result<ExprPtr> Compiler::BindPatternExpression(const Expression& e) {
  if (e.pattern->parts[0].kind == PathKind::kAll) {
    return BindPatternSubplan(e, *e.pattern, nullptr, nullptr, Subplan::Kind::kExists, false);
  }
  bool all = e.pattern->parts[0].kind == PathKind::kAllShortest;
  AMANA_TRY(ExprPtr paths,
            BindPatternSubplan(e, *e.pattern, nullptr, nullptr, Subplan::Kind::kCollect, false));
  if (all) return paths;
  auto head = NewExpr(ExprKind::kFunction, e.span, {kPathMask | kNullMask});
  head->function = FindFunction("head");
  head->children.push_back(std::move(paths));
  return head;
}

Result<ExprPtr> Compiler::BindPatternSubplan(const Expression& e, const Pattern& pattern,
                                             const Expression* where, const Expression* projection,
                                             Subplan::Kind kind, bool new_variables) {
  Scope outer = scope_;
  Switch aggregates(&aggregates_allowed_, false);
  auto subplan = std::make_shared<Subplan>();
  subplan->kind = kind;
  subplan->argument = arguments_++;
  subplan->row_slot = NewSlot();
  std::set<int> before = std::exchange(touched_, {});
  AMANA_TRY(QueryGraph graph, BindPattern(PartsOf(pattern), new_variables, false));
  if (where != nullptr) AMANA_CHECK_OK(AddPredicate(*where, &graph));
  bool whole_path = kind == Subplan::Kind::kCollect && projection == nullptr;
  if (whole_path) {  // collect the path itself
    int slot = NewSlot();
    auto path = NewExpr(ExprKind::kPath, e.span, {kPathMask});
    const GraphRelationship& r = graph.relationships[0];
    path->children.push_back(SlotExpr(graph.nodes[r.from].slot, "", {}));
    path->children.push_back(SlotExpr(r.slot, "", {}));
    path->children.push_back(SlotExpr(graph.nodes[r.to].slot, "", {}));
    graph.paths.emplace_back(slot, std::move(path));
    subplan->projection = SlotExpr(slot, "", {kPathMask});
  } else if (projection != nullptr) {
    AMANA_TRY(subplan->projection, Bind(*projection));
  }
  auto expr = NewExpr(ExprKind::kSubquery, e.span);
  expr->type = TypeOf(kind);
  if (subplan->projection) expr->type.element = subplan->projection->type.mask;
  scope_ = std::move(outer);
  CaptureTouched(std::move(before), subplan.get());
  auto argument = std::make_unique<ArgumentPlan>();
  argument->number = subplan->argument;
  subplan->plan = PlanMatch(std::move(graph), std::move(argument), statistics_, symbols_);
  expr->subplan = std::move(subplan);
  return expr;
}

void Compiler::CaptureTouched(std::set<int> before, Subplan* subplan) {
  for (const auto& [name, binding] : scope_) {
    if (touched_.contains(binding.slot)) subplan->captures.push_back(binding.slot);
  }
  touched_.merge(before);
}

// EXISTS { query }, COUNT { query }, COLLECT { query }: run for each row.
Result<ExprPtr> Compiler::BindQuerySubplan(const Expression& e) {
  auto subplan = std::make_shared<Subplan>();
  subplan->kind = e.kind == ExpressionKind::kExists  ? Subplan::Kind::kExists
                  : e.kind == ExpressionKind::kCount ? Subplan::Kind::kCount
                                                     : Subplan::Kind::kCollect;
  subplan->argument = arguments_++;
  std::set<int> before = std::exchange(touched_, {});
  Switch aggregates(&aggregates_allowed_, false);
  Switch inside(&in_aggregate_, false);
  Switch patterns(&patterns_allowed_, false);
  Scope outer = scope_;
  PlanPtr outer_plan = std::move(plan_);
  auto columns = std::move(columns_);
  auto outputs = std::move(outputs_);
  bool returned = returned_;
  columns_.clear();
  outputs_.clear();
  returned_ = false;
  auto argument = std::make_unique<ArgumentPlan>();
  argument->number = subplan->argument;
  argument->estimated_rows = 1;
  plan_ = std::move(argument);
  ++nesting_;
  Result<void> compiled = CompileQuery(*e.subquery, true);
  --nesting_;
  subplan->plan = std::move(plan_);
  if (subplan->kind == Subplan::Kind::kCollect && outputs_.size() == 1) {
    subplan->projection = SlotExpr(outputs_[0], "", {});
  }
  scope_ = std::move(outer);
  CaptureTouched(std::move(before), subplan.get());
  plan_ = std::move(outer_plan);
  columns_ = std::move(columns);
  outputs_ = std::move(outputs);
  returned_ = returned;
  AMANA_CHECK_OK(compiled);
  if (Writes(*subplan->plan)) {
    return Bad(e.span, "InvalidClauseComposition", "A subquery in an expression cannot write");
  }
  if (subplan->kind == Subplan::Kind::kCollect && !subplan->projection) {
    return Bad(e.span, "InvalidClauseComposition",
               "COLLECT expects a query that returns one column");
  }
  auto expr = NewExpr(ExprKind::kSubquery, e.span);
  expr->type = TypeOf(subplan->kind);
  expr->subplan = std::move(subplan);
  return expr;
}

}  // namespace amana::query
