#include "query/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "query/functions.h"
#include "query/operand.h"
#include "query/operations.h"
#include "query/plan.h"
#include "query/regex.h"
#include "query/vectorized.h"

namespace amana::query {

Selection AllRows(size_t count, std::vector<uint32_t>* storage) {
  static const auto first = [] {
    std::array<uint32_t, kBatchRows> rows{};
    std::iota(rows.begin(), rows.end(), 0u);
    return rows;
  }();
  if (count <= first.size()) return Selection(first).first(count);
  storage->resize(count);
  std::iota(storage->begin(), storage->end(), 0u);
  return *storage;
}

std::vector<Value> Evaluator::Evaluate(const Expr& expr, const Batch& batch, Selection rows) {
  std::vector<Value> out(rows.size());
  Evaluate(expr, batch, rows, out.data());
  return out;
}

std::vector<Value> Evaluator::Evaluate(const Expr& expr, const Batch& batch) {
  std::vector<uint32_t> storage;
  return Evaluate(expr, batch, AllRows(batch.rows, &storage));
}

Value Evaluator::EvaluateRow(const Expr& expr, const Batch& batch, uint32_t row) {
  Value out;
  Evaluate(expr, batch, Selection(&row, 1), &out);
  return out;
}

std::vector<uint32_t> Evaluator::Select(const Expr& predicate, const Batch& batch, Selection rows) {
  if (auto quick = SelectVectorized(predicate, batch, rows, *this)) return std::move(*quick);
  std::vector<uint32_t> chosen;
  Operand truth(*this, predicate, batch, rows);
  for (size_t k = 0; k < rows.size(); ++k) {
    if (Truth(truth[k]) == 1) chosen.push_back(rows[k]);
  }
  return chosen;
}

void Evaluator::Evaluate(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  const size_t n = rows.size();
  if (n == 0) return;
  auto unary = [&](auto&& compute) {
    Operand a(*this, *expr.children[0], batch, rows);
    for (size_t k = 0; k < n; ++k) out[k] = compute(a[k]);
  };
  auto binary = [&](auto&& compute) {
    Operand a(*this, *expr.children[0], batch, rows);
    Operand b(*this, *expr.children[1], batch, rows);
    for (size_t k = 0; k < n; ++k) out[k] = compute(a[k], b[k]);
  };
  switch (expr.kind) {
    case ExprKind::kConstant:
      std::fill_n(out, n, expr.constant);
      return;
    case ExprKind::kParameter:
      std::fill_n(out, n, context_.parameters().find(expr.name)->second);
      return;
    case ExprKind::kSlot:
      for (size_t k = 0; k < n; ++k) out[k] = batch.at(expr.slot, rows[k]);
      return;
    case ExprKind::kProperty:
      return Property(expr, batch, rows, out);
    case ExprKind::kIndex:
      return binary([&](const Value& a, const Value& b) { return Index(a, b, context_); });
    case ExprKind::kSlice:
      return Slice(expr, batch, rows, out);
    case ExprKind::kList:
    case ExprKind::kMap:
      return Collection(expr, batch, rows, out);
    case ExprKind::kMapProjection:
      return MapProjection(expr, batch, rows, out);
    case ExprKind::kAnd:
    case ExprKind::kOr:
      return Junction(expr, batch, rows, out);
    case ExprKind::kXor:
      return ExclusiveOr(expr, batch, rows, out);
    case ExprKind::kNot:
      return unary([](const Value& a) {
        int truth = Truth(a);
        return FromTruth(truth < 0 ? truth : 1 - truth);
      });
    case ExprKind::kCompare:
      return Comparison(expr, batch, rows, out);
    case ExprKind::kArithmetic:
      return binary(
          [&](const Value& a, const Value& b) { return Arithmetic(expr.op, a, b, context_); });
    case ExprKind::kNegate:
      return unary([](const Value& a) { return Negate(a); });
    case ExprKind::kStringMatch:
      return binary([&](const Value& a, const Value& b) { return StringMatch(expr.op, a, b); });
    case ExprKind::kRegexMatch: {
      RegexCache cache;
      return binary([&](const Value& a, const Value& b) { return cache.FullMatch(a, b); });
    }
    case ExprKind::kIn:
      return binary([](const Value& a, const Value& b) { return In(a, b); });
    case ExprKind::kIsNull:
      return unary([](const Value& a) { return Value(a.is_null()); });
    case ExprKind::kIsNotNull:
      return unary([](const Value& a) { return Value(!a.is_null()); });
    case ExprKind::kHasLabels:
      return HasLabels(expr, batch, rows, out);
    case ExprKind::kFunction:
      return Function(expr, batch, rows, out);
    case ExprKind::kCase:
      return Case(expr, batch, rows, out);
    case ExprKind::kListComprehension:
      return Comprehension(expr, batch, rows, out);
    case ExprKind::kQuantifier:
      return Quantifier(expr, batch, rows, out);
    case ExprKind::kReduce:
      return Reduce(expr, batch, rows, out);
    case ExprKind::kSubquery:
      return Subquery(expr, batch, rows, out);
    case ExprKind::kPath:
      return Path(expr, batch, rows, out);
    case ExprKind::kAggregate:
      Abort(ErrorCode::kInternal, "", "An aggregate outside its projection");
  }
}

// AND and OR: what is decided by one operand is not asked of the next.
void Evaluator::Junction(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  const int decisive = expr.kind == ExprKind::kAnd ? 0 : 1;
  std::vector<int> truth(rows.size(), 1 - decisive);
  std::vector<uint32_t> open_rows(rows.begin(), rows.end());
  std::vector<uint32_t> open(rows.size());
  std::iota(open.begin(), open.end(), 0u);
  for (const ExprPtr& child : expr.children) {
    Operand value(*this, *child, batch, open_rows);
    size_t kept = 0;
    for (size_t i = 0; i < open.size(); ++i) {
      int t = Truth(value[i]);
      if (t == decisive || t < 0) truth[open[i]] = t;
      if (t == decisive) continue;
      open_rows[kept] = rows[open[i]];
      open[kept++] = open[i];
    }
    // `value` may look into open_rows: nothing reads it any more.
    open.resize(kept);
    open_rows.resize(kept);
    if (kept == 0) break;
  }
  for (size_t k = 0; k < rows.size(); ++k) out[k] = FromTruth(truth[k]);
}

void Evaluator::ExclusiveOr(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  std::vector<int> truth(rows.size(), 0);
  for (const ExprPtr& child : expr.children) {
    Operand value(*this, *child, batch, rows);
    for (size_t k = 0; k < rows.size(); ++k) {
      int t = Truth(value[k]);
      truth[k] = truth[k] < 0 || t < 0 ? -1 : truth[k] ^ t;
    }
  }
  for (size_t k = 0; k < rows.size(); ++k) out[k] = FromTruth(truth[k]);
}

// a < b < c is a < b AND b < c with b computed once.
void Evaluator::Comparison(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  if (expr.ops.size() == 1) {
    Operand a(*this, *expr.children[0], batch, rows);
    Operand b(*this, *expr.children[1], batch, rows);
    for (size_t k = 0; k < rows.size(); ++k) out[k] = CompareBy(expr.ops[0], a[k], b[k]);
    return;
  }
  std::vector<std::vector<Value>> operands;
  for (const ExprPtr& child : expr.children) operands.push_back(Evaluate(*child, batch, rows));
  for (size_t k = 0; k < rows.size(); ++k) {
    int truth = 1;
    for (size_t i = 0; i < expr.ops.size() && truth != 0; ++i) {
      int t = Truth(CompareBy(expr.ops[i], operands[i][k], operands[i + 1][k]));
      if (t != 1) truth = t == 0 ? 0 : -1;
    }
    out[k] = FromTruth(truth);
  }
}

void Evaluator::Property(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  if (Numbers numbers; ReadNumbers(expr, batch, rows, context_, &numbers)) {
    for (size_t k = 0; k < rows.size(); ++k) out[k] = numbers.At(k);
    return;
  }
  Operand base(*this, *expr.children[0], batch, rows);
  KeyId key = context_.key(expr.symbol);
  const Snapshot& graph = context_.graph();
  const std::string& name = context_.symbols().keys[expr.symbol];
  for (size_t k = 0; k < rows.size(); ++k) {
    const Value& value = base[k];
    if (value.is_node() && key.valid() && graph.HasNode(value.AsNode())) {
      out[k] = graph.NodeProperty(value.AsNode(), key);
    } else {
      out[k] = PropertyOf(value, key, name, context_);
    }
  }
}

void Evaluator::Slice(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  Operand list(*this, *expr.children[0], batch, rows);
  Expr absent;
  Operand from(*this, expr.children[1] ? *expr.children[1] : absent, batch, rows);
  Operand to(*this, expr.children[2] ? *expr.children[2] : absent, batch, rows);
  for (size_t k = 0; k < rows.size(); ++k) {
    out[k] = Value();
    if (list[k].is_null()) continue;
    auto items = ListItems(list[k], "[..]");
    auto size = static_cast<int64_t>(items.size());
    auto bound = [&](const Value& value, const ExprPtr& written, int64_t otherwise) {
      if (!written) return otherwise;
      if (!value.is_integer()) AbortType("InvalidArgumentType", "A slice's bound must be INTEGER");
      int64_t at = value.AsInteger() < 0 ? value.AsInteger() + size : value.AsInteger();
      return std::clamp<int64_t>(at, 0, size);
    };
    if ((expr.children[1] && from[k].is_null()) || (expr.children[2] && to[k].is_null())) continue;
    int64_t begin = bound(from[k], expr.children[1], 0);
    int64_t end = bound(to[k], expr.children[2], size);
    out[k] = begin < end
                 ? Value::List(std::vector<Value>(items.begin() + begin, items.begin() + end))
                 : Value::List({});
  }
}

void Evaluator::HasLabels(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  Operand base(*this, *expr.children[0], batch, rows);
  const Snapshot& graph = context_.graph();
  for (size_t k = 0; k < rows.size(); ++k) {
    const Value& value = base[k];
    if (value.is_null()) {
      out[k] = Value();
      continue;
    }
    if (value.is_relationship()) {
      RequireAlive(value, context_);
      std::string_view type = graph.types().Name(graph.Type(value.AsRelationship()));
      out[k] = Value(std::all_of(expr.symbols.begin(), expr.symbols.end(), [&](uint32_t symbol) {
        return context_.symbols().labels[symbol] == type;
      }));
      continue;
    }
    if (!value.is_node()) {
      AbortType("InvalidArgumentType",
                fmt::format("Only nodes have labels, not {}", ValueTypeName(value.type())));
    }
    RequireAlive(value, context_);
    out[k] = Value(std::all_of(expr.symbols.begin(), expr.symbols.end(), [&](uint32_t symbol) {
      LabelId label = context_.label(symbol);
      return label.valid() && graph.HasLabel(value.AsNode(), label);
    }));
  }
}

void Evaluator::Collection(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  const size_t width = expr.children.size();
  std::vector<std::vector<Value>> items;
  items.reserve(width);
  for (const ExprPtr& child : expr.children) items.push_back(Evaluate(*child, batch, rows));
  for (size_t k = 0; k < rows.size(); ++k) {
    if (expr.kind == ExprKind::kList) {
      std::vector<Value> list(width);
      for (size_t i = 0; i < width; ++i) list[i] = std::move(items[i][k]);
      out[k] = CheckedDepth(Value::List(std::move(list)));
    } else {
      std::vector<MapEntry> entries(width);
      for (size_t i = 0; i < width; ++i) entries[i] = {expr.names[i], std::move(items[i][k])};
      out[k] = CheckedDepth(Value::MapOf(std::move(entries)));
    }
  }
}

void Evaluator::MapProjection(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  Operand base(*this, *expr.children[0], batch, rows);
  std::vector<std::vector<Value>> items;
  for (size_t i = 1; i < expr.children.size(); ++i) {
    items.push_back(Evaluate(*expr.children[i], batch, rows));
  }
  for (size_t k = 0; k < rows.size(); ++k) {
    out[k] = Value();
    if (base[k].is_null()) continue;
    std::vector<MapEntry> entries;
    if (expr.flag) {
      Value all = PropertiesOf(base[k], context_);
      entries.assign(all.AsMap().begin(), all.AsMap().end());
    }
    for (size_t i = 0; i < items.size(); ++i) {
      entries.emplace_back(expr.names[i], std::move(items[i][k]));
    }
    out[k] = Value::MapOf(std::move(entries));
  }
}

void Evaluator::Function(const Expr& expr, const Batch& batch, Selection rows, Value* out) {
  const FunctionDef& function = *expr.function;
  std::vector<Operand> operands;
  operands.reserve(expr.children.size());
  if (function.lazy) {  // coalesce: the next argument only where the last one was null
    std::vector<uint32_t> open(rows.size());
    std::iota(open.begin(), open.end(), 0u);
    for (const ExprPtr& child : expr.children) {
      std::vector<uint32_t> open_rows;
      for (uint32_t k : open) open_rows.push_back(rows[k]);
      auto values = Evaluate(*child, batch, open_rows);
      std::vector<uint32_t> next;
      for (size_t i = 0; i < open.size(); ++i) {
        out[open[i]] = values[i];
        if (values[i].is_null()) next.push_back(open[i]);
      }
      open = std::move(next);
    }
    return;
  }
  for (const ExprPtr& child : expr.children) operands.emplace_back(*this, *child, batch, rows);
  std::vector<const Value*> arguments(operands.size());
  for (size_t k = 0; k < rows.size(); ++k) {
    bool null = false;
    for (size_t i = 0; i < operands.size(); ++i) {
      arguments[i] = &operands[i][k];
      null = null || arguments[i]->is_null();
      if ((MaskOf(arguments[i]->type()) & (function.argument | kNullMask)) == 0) {
        AbortType("InvalidArgumentValue", fmt::format("{}() does not take {}", function.name,
                                                      ValueTypeName(arguments[i]->type())));
      }
    }
    // Each value may be large; the clock is asked less often.
    context_.Reserve(0);
    if (k % 256 == 255) context_.Check();
    out[k] = null && function.null_in_null_out ? Value() : function.call(context_, arguments);
  }
}

}  // namespace amana::query
