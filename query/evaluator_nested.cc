// Expressions with expressions inside that run for some rows only, or for rows of their own: CASE,
// comprehensions, quantifiers, reduce, subqueries; and paths.

#include <numeric>

#include "query/evaluator.h"
#include "query/operand.h"
#include "query/plan.h"

namespace amana::query {

void Evaluator::Case(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  std::vector<Value> operand;
  if (expr.flag) operand = Evaluate(*expr.children[0], batch, rows);
  std::vector<uint32_t> open(rows.size());
  std::iota(open.begin(), open.end(), 0u);
  auto rows_of = [&](const std::vector<uint32_t>& positions) {
    std::vector<uint32_t> chosen;
    for (uint32_t k : positions) chosen.push_back(rows[k]);
    return chosen;
  };
  auto take = [&](const Expr& branch, const std::vector<uint32_t>& positions) {
    auto values = Evaluate(branch, batch, rows_of(positions));
    for (size_t i = 0; i < positions.size(); ++i) out[positions[i]] = std::move(values[i]);
  };
  size_t last = expr.children.size() - (expr.has_else ? 1 : 0);
  for (size_t c = expr.flag ? 1 : 0; c + 1 < last && !open.empty(); c += 2) {
    auto when = Evaluate(*expr.children[c], batch, rows_of(open));
    std::vector<uint32_t> taken;
    std::vector<uint32_t> rest;
    for (size_t i = 0; i < open.size(); ++i) {
      bool yes = expr.flag ? Value::Equals(operand[open[i]], when[i]) == true : Truth(when[i]) == 1;
      (yes ? taken : rest).push_back(open[i]);
    }
    take(*expr.children[c + 1], taken);
    open = std::move(rest);
  }
  if (expr.has_else) {
    take(*expr.children.back(), open);
  } else {
    for (uint32_t k : open) out[k] = Value();
  }
}

Batch Evaluator::InnerBatch(const Expr& expr, const Batch& batch, uint32_t row, size_t count) {
  Batch inner(batch.columns.size());
  inner.rows = count;
  for (int slot : expr.captures) {
    if (batch.columns[slot].is_set()) inner.columns[slot].SetConstant(batch.at(slot, row));
  }
  return inner;
}

void Evaluator::Comprehension(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  Operand lists(*this, *expr.children[0], batch, rows);
  std::vector<uint32_t> storage;
  for (size_t k = 0; k < rows.size(); ++k) {
    out[k] = Value();
    if (lists[k].is_null()) continue;
    context_.Check();
    auto items = ListItems(lists[k], "A list comprehension");
    if (items.empty()) {
      out[k] = Value::List({});
      continue;
    }
    context_.Reserve(static_cast<int64_t>(2 * items.size() * sizeof(Value)));
    Batch inner = InnerBatch(expr, batch, rows[k], items.size());
    inner.columns[expr.slot].values().assign(items.begin(), items.end());
    std::vector<uint32_t> selected;
    Selection chosen = AllRows(items.size(), &selected);
    if (expr.children[1]) chosen = selected = Select(*expr.children[1], inner, chosen);
    if (expr.children[2]) {
      out[k] = CheckedDepth(Value::List(Evaluate(*expr.children[2], inner, chosen)));
    } else {
      std::vector<Value> kept;
      for (uint32_t i : chosen) kept.push_back(items[i]);
      out[k] = Value::List(std::move(kept));
    }
  }
}

void Evaluator::Quantifier(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  Operand lists(*this, *expr.children[0], batch, rows);
  for (size_t k = 0; k < rows.size(); ++k) {
    out[k] = Value();
    if (lists[k].is_null()) continue;
    auto items = ListItems(lists[k], "A quantifier");
    size_t yes = 0;
    size_t no = 0;
    size_t unknown = 0;
    if (!items.empty()) {
      context_.Check();
      Batch inner = InnerBatch(expr, batch, rows[k], items.size());
      inner.columns[expr.slot].values().assign(items.begin(), items.end());
      for (const Value& truth : Evaluate(*expr.children[1], inner)) {
        int t = Truth(truth);
        ++(t == 1 ? yes : t == 0 ? no : unknown);
      }
    }
    int truth = 0;
    switch (expr.op) {
      case Op::kAll:
        truth = no > 0 ? 0 : unknown > 0 ? -1 : 1;
        break;
      case Op::kAny:
        truth = yes > 0 ? 1 : unknown > 0 ? -1 : 0;
        break;
      case Op::kNone_:
        truth = yes > 0 ? 0 : unknown > 0 ? -1 : 1;
        break;
      default:
        truth = yes > 1 ? 0 : unknown > 0 ? -1 : yes == 1 ? 1 : 0;
    }
    out[k] = FromTruth(truth);
  }
}

void Evaluator::Reduce(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  auto accumulators = Evaluate(*expr.children[0], batch, rows);
  Operand lists(*this, *expr.children[1], batch, rows);
  for (size_t k = 0; k < rows.size(); ++k) {
    out[k] = Value();
    if (lists[k].is_null()) continue;
    Batch inner = InnerBatch(expr, batch, rows[k], 1);
    for (const Value& item : ListItems(lists[k], "reduce()")) {
      context_.Check();
      inner.columns[expr.slot].SetConstant(std::move(accumulators[k]));
      inner.columns[expr.slot2].SetConstant(item);
      accumulators[k] = EvaluateRow(*expr.children[2], inner, 0);
    }
    out[k] = std::move(accumulators[k]);
  }
}

// Runs the subplan once for the whole batch: rows carry the number of the outer row that they
// belong to.
void Evaluator::Subquery(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  const Subplan& subplan = *expr.subplan;
  if (subplan.row_slot < 0) return SubqueryByRow(subplan, batch, rows, out);
  auto& running = context_.subqueries[&subplan];
  Batch outer(context_.slot_count);
  for (int slot : subplan.captures) {
    if (!batch.columns[slot].is_set()) continue;
    auto& values = outer.columns[slot].values();
    for (uint32_t row : rows) values.push_back(batch.at(slot, row));
  }
  auto& numbers = outer.columns[subplan.row_slot].values();
  for (size_t k = 0; k < rows.size(); ++k) numbers.push_back(Value(static_cast<int64_t>(k)));
  outer.rows = rows.size();
  context_.arguments[subplan.argument] = &outer;
  if (running == nullptr) {
    running = subplan.plan->Start(context_);
  } else {
    running->Reset();
  }
  // Reentrant: the projection may run other subqueries, never this one.
  Operator* source = running.get();
  std::vector<int64_t> counts(rows.size(), 0);
  std::vector<std::vector<Value>> lists(rows.size());
  Batch result(context_.slot_count);
  size_t kept = 0;
  while (source->Next(&result)) {
    if (subplan.projection) kept += result.rows;
    context_.Reserve(static_cast<int64_t>(2 * kept * sizeof(Value)));
    std::vector<Value> collected;
    if (subplan.projection) collected = Evaluate(*subplan.projection, result);
    for (size_t i = 0; i < result.rows; ++i) {
      auto k = static_cast<size_t>(result.at(subplan.row_slot, i).AsInteger());
      ++counts[k];
      if (subplan.projection) lists[k].push_back(std::move(collected[i]));
    }
  }
  for (size_t k = 0; k < rows.size(); ++k) {
    switch (subplan.kind) {
      case Subplan::Kind::kExists:
        out[k] = Value(counts[k] > 0);
        break;
      case Subplan::Kind::kCount:
        out[k] = Value(counts[k]);
        break;
      case Subplan::Kind::kCollect:
        out[k] = Value::List(std::move(lists[k]));
        break;
    }
  }
}

// For subplans that aggregate, sort or limit: each outer row on its own.
void Evaluator::SubqueryByRow(const Subplan& subplan, const Batch& batch, Selection rows,
                              Value* out) {
  for (size_t k = 0; k < rows.size(); ++k) {
    auto& running = context_.subqueries[&subplan];
    Batch outer(context_.slot_count);
    outer.rows = 1;
    for (int slot : subplan.captures) {
      if (batch.columns[slot].is_set()) outer.columns[slot].SetConstant(batch.at(slot, rows[k]));
    }
    context_.arguments[subplan.argument] = &outer;
    if (running == nullptr) {
      running = subplan.plan->Start(context_);
    } else {
      running->Reset();
    }
    Operator* source = running.get();
    int64_t count = 0;
    std::vector<Value> list;
    Batch result(context_.slot_count);
    while (source->Next(&result)) {
      count += static_cast<int64_t>(result.rows);
      if (subplan.kind == Subplan::Kind::kExists) break;
      if (!subplan.projection) continue;
      context_.Reserve(static_cast<int64_t>(2 * (list.size() + result.rows) * sizeof(Value)));
      for (Value& value : Evaluate(*subplan.projection, result)) list.push_back(std::move(value));
    }
    out[k] = subplan.kind == Subplan::Kind::kExists  ? Value(count > 0)
             : subplan.kind == Subplan::Kind::kCount ? Value(count)
                                                     : Value::List(std::move(list));
  }
}

// Joins nodes and relationships to a path; a list stands for a variable-length part.
void Evaluator::Path(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  const Snapshot& graph = context_.graph();
  for (size_t k = 0; k < rows.size(); ++k) {
    PathValue path;
    bool null = false;
    auto step = [&](RelationshipId relationship) {
      NodeId source = graph.Source(relationship);
      NodeId next = source == path.nodes.back() ? graph.Target(relationship) : source;
      path.relationships.push_back(relationship);
      path.nodes.push_back(next);
    };
    for (size_t i = 0; i < expr.children.size() && !null; ++i) {
      const Value& part = batch.at(expr.children[i]->slot, rows[k]);
      if (part.is_null()) {
        null = true;
      } else if (part.is_list()) {
        for (const Value& relationship : part.AsList()) step(relationship.AsRelationship());
      } else if (part.is_relationship()) {
        step(part.AsRelationship());
      } else if (i == 0) {
        path.nodes.push_back(part.AsNode());
      }
    }
    out[k] = null ? Value() : Value(std::move(path));
  }
}

}  // namespace amana::query
