#include "query/expression.h"

#include <algorithm>

#include "query/functions.h"
#include "query/plan.h"
#include "query/render.h"

namespace amana::query {
namespace {

std::string_view OpText(Op op) {
  switch (op) {
    case Op::kEqual:
      return "=";
    case Op::kNotEqual:
      return "<>";
    case Op::kLess:
      return "<";
    case Op::kLessEqual:
      return "<=";
    case Op::kGreater:
      return ">";
    case Op::kGreaterEqual:
      return ">=";
    case Op::kStartsWith:
      return "STARTS WITH";
    case Op::kEndsWith:
      return "ENDS WITH";
    case Op::kContains:
      return "CONTAINS";
    case Op::kAdd:
      return "+";
    case Op::kSubtract:
      return "-";
    case Op::kMultiply:
      return "*";
    case Op::kDivide:
      return "/";
    case Op::kModulo:
      return "%";
    case Op::kPower:
      return "^";
    default:
      return "?";
  }
}

}  // namespace

void CollectSlots(const Expr& expr, std::vector<int>* slots) {
  if (expr.kind == ExprKind::kSlot) {
    slots->push_back(expr.slot);
    return;
  }
  if (expr.subplan) {
    slots->insert(slots->end(), expr.subplan->captures.begin(), expr.subplan->captures.end());
  }
  size_t begin = slots->size();
  for (const ExprPtr& child : expr.children) {
    if (child) CollectSlots(*child, slots);
  }
  bool binds = expr.kind == ExprKind::kListComprehension || expr.kind == ExprKind::kQuantifier ||
               expr.kind == ExprKind::kReduce;
  if (!binds) return;
  slots->erase(std::remove_if(slots->begin() + static_cast<int64_t>(begin), slots->end(),
                              [&](int s) { return s == expr.slot || s == expr.slot2; }),
               slots->end());
}

bool SameExpr(const Expr& a, const Expr& b) {
  if (a.kind != b.kind || a.op != b.op || a.flag != b.flag || a.has_else != b.has_else ||
      a.distinct != b.distinct || a.slot != b.slot || a.slot2 != b.slot2 || a.symbol != b.symbol ||
      a.name != b.name || a.symbols != b.symbols || a.ops != b.ops || a.function != b.function ||
      a.aggregate != b.aggregate || a.subplan != b.subplan ||
      a.children.size() != b.children.size() || a.names.size() != b.names.size()) {
    return false;
  }
  if (a.function != nullptr && !a.function->deterministic) return false;
  if (!Value::Identical(a.constant, b.constant)) return false;
  for (size_t i = 0; i < a.names.size(); ++i) {
    if (!Value::Identical(a.names[i], b.names[i])) return false;
  }
  for (size_t i = 0; i < a.children.size(); ++i) {
    if ((a.children[i] == nullptr) != (b.children[i] == nullptr)) return false;
    if (a.children[i] && !SameExpr(*a.children[i], *b.children[i])) return false;
  }
  return true;
}

bool ContainsAggregate(const Expr& expr) {
  if (expr.kind == ExprKind::kAggregate) return true;
  return std::any_of(expr.children.begin(), expr.children.end(),
                     [](const ExprPtr& child) { return child && ContainsAggregate(*child); });
}

std::string Describe(const Expr& expr, std::string_view text) {
  auto child = [&](size_t i) {
    return expr.children[i] ? Describe(*expr.children[i], text) : std::string();
  };
  switch (expr.kind) {
    case ExprKind::kConstant:
      if (expr.constant.is_string()) return "'" + std::string(expr.constant.AsString()) + "'";
      if (expr.constant.is_integer()) return std::to_string(expr.constant.AsInteger());
      if (expr.constant.is_float()) return FloatText(expr.constant.AsFloat());
      if (expr.constant.is_null()) return "null";
      return expr.constant.is_true() ? "true" : "false";
    case ExprKind::kParameter:
      return "$" + expr.name;
    case ExprKind::kSlot:
      return expr.name.empty() ? "_" + std::to_string(expr.slot) : expr.name;
    case ExprKind::kProperty:
      return child(0) + "." + expr.name;
    case ExprKind::kCompare:
      if (expr.ops.size() != 1) return "(comparison)";
      return child(0) + " " + std::string(OpText(expr.ops[0])) + " " + child(1);
    case ExprKind::kArithmetic:
    case ExprKind::kStringMatch:
      return child(0) + " " + std::string(OpText(expr.op)) + " " + child(1);
    case ExprKind::kNot:
      return "NOT " + child(0);
    case ExprKind::kIn:
      return child(0) + " IN " + child(1);
    case ExprKind::kIsNull:
      return child(0) + " IS NULL";
    case ExprKind::kIsNotNull:
      return child(0) + " IS NOT NULL";
    case ExprKind::kHasLabels:
      return child(0) + ":" + (expr.name.empty() ? "label" : expr.name);
    case ExprKind::kFunction:
    case ExprKind::kAggregate: {
      std::string out(expr.function != nullptr ? expr.function->name : expr.aggregate->name);
      out += "(";
      for (size_t i = 0; i < expr.children.size(); ++i) out += (i > 0 ? ", " : "") + child(i);
      return out + ")";
    }
    default:
      if (expr.span.end > expr.span.begin && expr.span.end <= text.size()) {
        return std::string(text.substr(expr.span.begin, expr.span.end - expr.span.begin));
      }
      return "(expression)";
  }
}

}  // namespace amana::query
