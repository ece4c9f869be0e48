// WITH and RETURN: items, grouping, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "query/compiler.h"
#include "query/functions.h"
#include "query/operators/filter.h"
#include "query/operators/project.h"
#include "query/operators/sort.h"

namespace amana::query {
namespace {

// What an aggregating item may use beside aggregates: grouping keys that are variables or
// properties of variables.
bool SimpleKey(const Expr& expr) {
  return expr.kind == ExprKind::kSlot ||
         (expr.kind == ExprKind::kProperty && expr.children[0]->kind == ExprKind::kSlot);
}

}  // namespace

Result<std::vector<Compiler::Projected>> Compiler::BindItems(const ProjectionClause& clause,
                                                             Span span) {
  std::vector<Projected> items;
  if (clause.star) {
    if (scope_.empty() && clause.items.empty() && clause.is_return) {
      return Bad(span, "NoVariablesInScope", "RETURN * needs a variable in scope");
    }
    for (const auto& [name, binding] : scope_) {
      Projected item;
      item.name = name;
      touched_.insert(binding.slot);
      item.expr = SlotExpr(binding.slot, name, binding.type);
      items.push_back(std::move(item));
    }
  }
  for (const ProjectionItem& item : clause.items) {
    Projected out;
    aggregates_allowed_ = true;
    auto bound = Bind(*item.expression);
    aggregates_allowed_ = false;
    if (!bound) return Fail(bound.error());
    out.expr = std::move(*bound);
    out.aggregates = ContainsAggregate(*out.expr);
    bool variable = item.expression->kind == ExpressionKind::kVariable;
    if (!item.alias && !variable && !clause.is_return) {
      return Bad(item.expression->span, "NoExpressionAlias",
                 "An expression in WITH needs a name: add AS");
    }
    out.name = item.alias ? item.alias->text : variable ? item.expression->name : item.text;
    for (const Projected& other : items) {
      if (other.name == out.name) {
        return Bad(item.expression->span, "ColumnNameConflict",
                   fmt::format("Two columns are called `{}`", out.name));
      }
    }
    items.push_back(std::move(out));
  }
  return items;
}

// Replaces aggregates by slots of the aggregation and simple grouping keys by theirs; what else is
// read from the rows before is ambiguous.
Result<void> Compiler::ExtractAggregates(ExprPtr* expr, const std::vector<Projected>& items,
                                         std::vector<AggregatePlan::Item>* out) {
  Expr& e = **expr;
  if (e.kind == ExprKind::kAggregate) {
    AggregatePlan::Item item;
    item.slot = NewSlot();
    item.aggregate = e.aggregate;
    item.distinct = e.distinct;
    item.arguments = std::move(e.children);
    auto slot = SlotExpr(item.slot, "", e.type);
    out->push_back(std::move(item));
    *expr = std::move(slot);
    return {};
  }
  for (const Projected& item : items) {
    if (item.aggregates || !item.expr || !SimpleKey(*item.expr) || !SameExpr(*item.expr, e)) {
      continue;
    }
    *expr = SlotExpr(item.slot, item.name, item.expr->type);
    return {};
  }
  if (e.kind == ExprKind::kSlot) {
    // Inner variables of comprehensions are not of the row.
    for (const auto& [name, binding] : scope_) {
      if (binding.slot != e.slot) continue;
      return Bad(e.span, "AmbiguousAggregationExpression",
                 fmt::format("`{}` is neither aggregated nor a grouping key", name));
    }
    return {};
  }
  for (ExprPtr& child : e.children) {
    if (child) AMANA_CHECK_OK(ExtractAggregates(&child, items, out));
  }
  if (!e.captures.empty()) CaptureSlots(&e);
  return {};
}

// Rewrites an ORDER BY or WHERE expression, bound over the rows before, to what the projection
// gives.
Result<void> Compiler::RewriteAfter(ExprPtr* expr, const std::vector<Projected>& items,
                                    bool aggregates,
                                    std::vector<AggregatePlan::Item>* aggregate_items) {
  Expr& e = **expr;
  for (const Projected& item : items) {
    if (item.expr && SameExpr(*item.expr, e) && e.kind != ExprKind::kConstant) {
      *expr = SlotExpr(item.slot, item.name, item.expr->type);
      return {};
    }
  }
  if (e.kind == ExprKind::kAggregate && aggregates) {
    AggregatePlan::Item item;
    item.slot = NewSlot();
    item.aggregate = e.aggregate;
    item.distinct = e.distinct;
    item.arguments = std::move(e.children);
    auto slot = SlotExpr(item.slot, "", e.type);
    aggregate_items->push_back(std::move(item));
    *expr = std::move(slot);
    return {};
  }
  for (ExprPtr& child : e.children) {
    if (child) AMANA_CHECK_OK(RewriteAfter(&child, items, aggregates, aggregate_items));
  }
  if (!e.captures.empty()) CaptureSlots(&e);
  return {};
}

// An expression after the items: sees their names, and, where rows are neither grouped nor made
// distinct, the variables before them.
Result<ExprPtr> Compiler::BindAfter(const Expression& expression,
                                    const std::vector<Projected>& items, const Scope& before,
                                    bool distinct, bool aggregates,
                                    std::vector<AggregatePlan::Item>* aggregate_items) {
  Scope after = scope_;
  Scope both = before;
  for (const auto& [name, binding] : after) both[name] = binding;
  scope_ = both;
  aggregates_allowed_ = aggregates;
  auto bound = BindPredicateOrValue(expression);
  aggregates_allowed_ = false;
  scope_ = after;
  if (!bound) return bound;
  ExprPtr expr = std::move(*bound);
  bool aggregated = ContainsAggregate(*expr);
  bool restricted = distinct || aggregates;
  if (!restricted) return expr;
  if (aggregated) {
    // Like an item with aggregates: beside them only simple keys.
    Scope keep = scope_;
    scope_ = before;
    for (const Projected& item : items) {
      if (item.aggregates && item.expr && SameExpr(*item.expr, *expr)) {
        expr = SlotExpr(item.slot, item.name, item.expr->type);
        scope_ = keep;
        return expr;
      }
    }
    auto extracted = ExtractSorted(&expr, items, aggregate_items);
    scope_ = keep;
    if (!extracted) return Fail(extracted.error());
  } else {
    AMANA_CHECK_OK(RewriteAfter(&expr, items, aggregates, aggregate_items));
  }
  std::vector<int> slots;
  CollectSlots(*expr, &slots);
  for (int slot : slots) {
    for (const auto& [name, binding] : before) {
      if (binding.slot != slot) continue;
      bool projected = std::any_of(items.begin(), items.end(),
                                   [&](const Projected& item) { return item.slot == slot; });
      if (projected) continue;
      return Bad(expression.span, "UndefinedVariable",
                 fmt::format("Variable `{}` not defined behind this projection", name));
    }
  }
  return expr;
}

Result<void> Compiler::ExtractSorted(ExprPtr* expr, const std::vector<Projected>& items,
                                     std::vector<AggregatePlan::Item>* out) {
  Expr& e = **expr;
  for (const Projected& item : items) {
    if (item.aggregates && item.expr && SameExpr(*item.expr, e)) {
      *expr = SlotExpr(item.slot, item.name, item.expr->type);
      return {};
    }
  }
  if (e.kind == ExprKind::kAggregate) {
    std::vector<int> slots;
    CollectSlots(e, &slots);
    if (!slots.empty()) {
      return Bad(e.span, "UndefinedVariable", "This aggregate is not among the projected ones");
    }
  }
  if (e.kind == ExprKind::kAggregate || SimpleKey(e) || e.children.empty()) {
    return ExtractAggregates(expr, items, out);
  }
  for (ExprPtr& child : e.children) {
    if (child) AMANA_CHECK_OK(ExtractSorted(&child, items, out));
  }
  if (!e.captures.empty()) CaptureSlots(&e);
  return {};
}

Result<ExprPtr> Compiler::BindPredicateOrValue(const Expression& e) {
  bool before = patterns_allowed_;
  patterns_allowed_ = true;
  auto bound = Bind(e);
  patterns_allowed_ = before;
  return bound;
}

// SKIP and LIMIT: without variables, a whole number of 0 or more.
Result<ExprPtr> Compiler::BindCount(const ExpressionPtr& expression) {
  if (!expression) return ExprPtr();
  Scope scope = std::move(scope_);
  scope_.clear();
  auto bound = Bind(*expression);
  scope_ = std::move(scope);
  if (!bound) {
    if (bound.error().detail == "SyntaxError:UndefinedVariable") {
      return Bad(expression->span, "NonConstantExpression",
                 "SKIP and LIMIT cannot depend on the row");
    }
    return bound;
  }
  const Expr& expr = **bound;
  if (!expr.type.MayBe(kIntegerMask) || expr.type.mask == kNullMask) {
    return BadType(expression->span, "SKIP and LIMIT expect an INTEGER");
  }
  if (expr.kind == ExprKind::kConstant && expr.constant.is_integer() &&
      expr.constant.AsInteger() < 0) {
    return Bad(expression->span, "NegativeIntegerArgument",
               "SKIP and LIMIT expect no negative number");
  }
  return bound;
}

Result<void> Compiler::CompileProjection(const ProjectionClause& clause, Span span) {
  AMANA_TRY(auto items, BindItems(clause, span));
  const Scope before = scope_;
  bool aggregates = std::any_of(items.begin(), items.end(),
                                [](const Projected& item) { return item.aggregates; });
  for (Projected& item : items) {
    bool keeps_slot = item.expr->kind == ExprKind::kSlot && !aggregates;
    item.slot = keeps_slot ? item.expr->slot : NewSlot();
  }
  // Copies, since rewriting below uses up the expressions of items with aggregates.
  scope_.clear();
  for (const Projected& item : items) scope_[item.name] = {item.slot, item.expr->type};
  std::vector<AggregatePlan::Item> aggregate_items;
  std::vector<SortPlan::Key> keys;
  for (const SortItem& sort : clause.order_by) {
    AMANA_TRY(ExprPtr key, BindAfter(*sort.expression, items, before, clause.distinct, aggregates,
                                     &aggregate_items));
    keys.push_back({std::move(key), sort.descending});
  }
  ExprPtr where;
  if (clause.where) {
    AMANA_TRY(where, BindAfter(*clause.where, items, before, clause.distinct, aggregates,
                               &aggregate_items));
    if (!where->type.MayBe(kBooleanMask)) return BadType(clause.where->span, "Expected a BOOLEAN");
  }
  AMANA_TRY(ExprPtr skip, BindCount(clause.skip));
  AMANA_TRY(ExprPtr limit, BindCount(clause.limit));

  std::string shown;
  for (const Projected& item : items) {
    shown += (shown.empty() ? "" : ", ") + Describe(*item.expr, text_);
  }
  auto project = std::make_unique<ProjectPlan>();
  project->shown = shown;
  if (aggregates) {
    Scope after = std::move(scope_);
    scope_ = before;
    for (Projected& item : items) {
      if (!item.aggregates) continue;
      ExprPtr rest = std::move(item.expr);
      auto extracted = ExtractAggregates(&rest, items, &aggregate_items);
      if (!extracted) return extracted;
      project->items.emplace_back(item.slot, std::move(rest));
    }
    scope_ = std::move(after);
    auto aggregate = std::make_unique<AggregatePlan>();
    aggregate->shown = shown;
    for (Projected& item : items) {
      if (!item.aggregates) aggregate->keys.emplace_back(item.slot, std::move(item.expr));
    }
    aggregate->items = std::move(aggregate_items);
    Push(std::move(aggregate))->estimated_rows = std::sqrt(plan_->estimated_rows);
  } else {
    for (Projected& item : items) {
      if (item.expr->kind == ExprKind::kSlot && item.expr->slot == item.slot) continue;
      project->items.emplace_back(item.slot, std::move(item.expr));
    }
  }
  if (!project->items.empty()) Push(std::move(project));

  std::vector<int> slots;
  for (const Projected& item : items) slots.push_back(item.slot);
  if (clause.distinct) {
    auto keep = std::make_unique<KeepPlan>();
    keep->slots = slots;
    Push(std::move(keep));
    auto distinct = std::make_unique<DistinctPlan>();
    distinct->slots = slots;
    Push(std::move(distinct));
  }
  bool writes = Writes(*plan_);
  if (!keys.empty()) {
    auto sort = std::make_unique<SortPlan>();
    sort->keys = std::move(keys);
    for (const auto& key : sort->keys) {
      sort->shown += (sort->shown.empty() ? "" : ", ") + Describe(*key.expr, text_) +
                     (key.descending ? " DESC" : "");
    }
    if (limit) {
      AMANA_TRY(sort->skip, BindCount(clause.skip));
      AMANA_TRY(sort->limit, BindCount(clause.limit));
    }
    Push(std::move(sort));
  }
  if (skip || limit) {
    auto slice = std::make_unique<SlicePlan>();
    if (skip) slice->shown += "SKIP " + Describe(*skip, text_) + " ";
    if (limit) slice->shown += "LIMIT " + Describe(*limit, text_);
    slice->skip = std::move(skip);
    slice->limit = std::move(limit);
    slice->drain = writes;
    Push(std::move(slice));
  }
  if (where) {
    auto filter = std::make_unique<FilterPlan>();
    filter->shown = Describe(*where, text_);
    SplitConjunction(std::move(where), &filter->predicates);
    Push(std::move(filter));
  }
  auto keep = std::make_unique<KeepPlan>();
  keep->slots = slots;
  Push(std::move(keep));
  if (clause.is_return) {
    for (const Projected& item : items) {
      columns_.push_back(item.name);
      outputs_.push_back(item.slot);
    }
    returned_ = true;
  }
  return {};
}

}  // namespace amana::query
