// Binding of expressions: names to slots, functions to table entries, types as far as they are
// known before anything runs.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/compiler.h"
#include "query/functions.h"
#include "query/switch.h"

namespace amana::query {
namespace {

constexpr TypeMask kElementMask = kNodeMask | kRelationshipMask;
constexpr TypeMask kHasProperties = kElementMask | kMapMask | kTemporalMask;

StaticType TypeOf(const Value& literal) { return {MaskOf(literal.type()), kAnyType}; }

StaticType ArithmeticType(Op op, const StaticType& a, const StaticType& b) {
  // What is null in any case is neither a list nor a string.
  const auto is = [](const StaticType& t, TypeMask mask) {
    return t.mask != kNullMask && t.IsOnly(mask);
  };
  if (op == Op::kAdd && (is(a, kListMask) || is(b, kListMask))) return {kListMask, kAnyType};
  if (op == Op::kAdd && is(a, kStringMask) && is(b, kStringMask)) return {kStringMask};
  if (a.IsOnly(kNumberMask) && b.IsOnly(kNumberMask)) {
    if (op == Op::kPower) return {kFloatMask};
    if (a.IsOnly(kIntegerMask) && b.IsOnly(kIntegerMask)) return {kIntegerMask};
    if (a.IsOnly(kFloatMask) || b.IsOnly(kFloatMask)) return {kFloatMask};
    return {kNumberMask};
  }
  return {};
}

}  // namespace

ExprPtr Compiler::NewExpr(ExprKind kind, Span span, StaticType type) const {
  auto expr = std::make_unique<Expr>();
  expr->kind = kind;
  expr->span = span;
  expr->type = type;
  return expr;
}

ExprPtr Compiler::SlotExpr(int slot, std::string name, StaticType type) const {
  auto expr = NewExpr(ExprKind::kSlot, {}, type);
  expr->slot = slot;
  expr->name = std::move(name);
  return expr;
}

tl::unexpected<Error> Compiler::Bad(Span where, std::string detail, std::string message) const {
  ErrorCode code = detail == "UnexpectedSyntax"      ? ErrorCode::kSyntax
                   : detail == "InvalidArgumentType" ? ErrorCode::kType
                                                     : ErrorCode::kSemantic;
  return Fail(ErrorAt(text_, where, code, "SyntaxError:" + detail, std::move(message)));
}

Result<ExprPtr> Compiler::BindPredicate(const Expression& e) {
  Switch patterns(&patterns_allowed_, true);
  AMANA_TRY(ExprPtr expr, Bind(e));
  if (!expr->type.MayBe(kBooleanMask)) {
    return BadType(e.span, "A predicate must be a BOOLEAN expression");
  }
  return expr;
}

Result<ExprPtr> Compiler::BindOptional(const ExpressionPtr& e) {
  if (!e) return ExprPtr();
  return Bind(*e);
}

Result<ExprPtr> Compiler::Bind(const Expression& e) {
  bool patterns_here = patterns_allowed_;
  bool passes = e.kind == ExpressionKind::kOperator &&
                (e.op == Op::kAnd || e.op == Op::kOr || e.op == Op::kXor || e.op == Op::kNot);
  Switch patterns(&patterns_allowed_, passes && patterns_here);
  switch (e.kind) {
    case ExpressionKind::kLiteral: {
      auto expr = NewExpr(ExprKind::kConstant, e.span, TypeOf(e.literal));
      expr->constant = e.literal;
      return expr;
    }
    case ExpressionKind::kParameter: {
      parameters_.insert(e.name);
      auto expr = NewExpr(ExprKind::kParameter, e.span);
      expr->name = e.name;
      return expr;
    }
    case ExpressionKind::kVariable:
      return BindVariable(e);
    case ExpressionKind::kProperty:
      return BindProperty(e);
    case ExpressionKind::kIndex:
    case ExpressionKind::kSlice: {
      auto expr =
          NewExpr(e.kind == ExpressionKind::kIndex ? ExprKind::kIndex : ExprKind::kSlice, e.span);
      for (const auto& child : e.children) {
        AMANA_TRY(ExprPtr bound, BindOptional(child));
        expr->children.push_back(std::move(bound));
      }
      const StaticType& base = expr->children[0]->type;
      if (e.kind == ExpressionKind::kSlice) {
        expr->type = {kListMask, base.element};
      } else if (base.IsOnly(kListMask) && (base.mask & kListMask) != 0) {
        expr->type = {base.element | kNullMask, kAnyType};
        if (!expr->children[1]->type.MayBe(kIntegerMask)) {
          return Fail(ErrorAt(text_, e.span, ErrorCode::kType, "TypeError:InvalidArgumentType",
                              "A list's index must be an INTEGER"));
        }
      }
      return expr;
    }
    case ExpressionKind::kList:
    case ExpressionKind::kMap:
      return BindCollection(e);
    case ExpressionKind::kMapProjection:
      return BindMapProjection(e);
    case ExpressionKind::kOperator:
      return passes ? [&]() -> Result<ExprPtr> {
        Switch inner(&patterns_allowed_, patterns_here);
        return BindLogical(e);
      }()
                    : BindOperator(e);
    case ExpressionKind::kComparison: {
      auto expr = NewExpr(ExprKind::kCompare, e.span, {kBooleanMask});
      for (const auto& child : e.children) {
        AMANA_TRY(ExprPtr bound, Bind(*child));
        expr->children.push_back(std::move(bound));
      }
      expr->ops = e.ops;
      return expr;
    }
    case ExpressionKind::kHasLabels: {
      auto expr = NewExpr(ExprKind::kHasLabels, e.span, {kBooleanMask});
      AMANA_TRY(ExprPtr base, Bind(*e.children[0]));
      if (!base->type.MayBe(kElementMask)) return BadType(e.span, "Only nodes have labels");
      for (const Name& label : e.names) {
        std::string name = CanonicalLabelOf(label);
        expr->symbols.push_back(symbols_.Label(name));
        expr->name += (expr->name.empty() ? "" : ":") + name;
      }
      expr->children.push_back(std::move(base));
      return expr;
    }
    case ExpressionKind::kCall:
      return BindCall(e);
    case ExpressionKind::kCountStar:
      return BindAggregate(e, CountStar());
    case ExpressionKind::kCase:
      return BindCase(e);
    case ExpressionKind::kListComprehension:
      return BindComprehension(e);
    case ExpressionKind::kQuantifier:
      return BindQuantifier(e);
    case ExpressionKind::kReduce:
      return BindReduce(e);
    case ExpressionKind::kPatternComprehension:
      return BindPatternSubplan(e, *e.pattern, e.children[0].get(), e.children[1].get(),
                                Subplan::Kind::kCollect, true);
    case ExpressionKind::kPattern: {
      bool shortest = e.pattern->parts[0].kind != PathKind::kAll;
      if (!patterns_here && !shortest) {
        return Bad(e.span, "UnexpectedSyntax",
                   "A pattern can only be used as a predicate or in a pattern comprehension");
      }
      Switch inner(&patterns_allowed_, patterns_here);
      return BindPatternExpression(e);
    }
    case ExpressionKind::kExists:
    case ExpressionKind::kCount:
    case ExpressionKind::kCollect:
      if (e.subquery) return BindQuerySubplan(e);
      return BindPatternSubplan(
          e, *e.pattern, e.pattern->where.get(), nullptr,
          e.kind == ExpressionKind::kExists ? Subplan::Kind::kExists : Subplan::Kind::kCount, true);
  }
  return Bad(e.span, "UnexpectedSyntax", "Unknown expression");
}

Result<ExprPtr> Compiler::BindVariable(const Expression& e) {
  auto found = scope_.find(e.name);
  if (found == scope_.end()) {
    return Bad(e.span, "UndefinedVariable", fmt::format("Variable `{}` not defined", e.name));
  }
  touched_.insert(found->second.slot);
  auto expr = SlotExpr(found->second.slot, e.name, found->second.type);
  expr->span = e.span;
  return expr;
}

Result<ExprPtr> Compiler::BindProperty(const Expression& e) {
  AMANA_TRY(ExprPtr base, Bind(*e.children[0]));
  if (!base->type.MayBe(kHasProperties)) {
    std::string message = fmt::format("`{}` is asked of what has no properties", e.name);
    if (base->type.IsOnly(kPathMask)) return BadType(e.span, std::move(message));
    return Fail(ErrorAt(text_, e.span, ErrorCode::kType, "TypeError:InvalidArgumentType",
                        std::move(message)));
  }
  auto expr = NewExpr(ExprKind::kProperty, e.span);
  expr->symbol = symbols_.Key(e.name);
  expr->name = e.name;
  expr->children.push_back(std::move(base));
  return expr;
}

Result<ExprPtr> Compiler::BindLogical(const Expression& e) {
  ExprKind kind = e.op == Op::kAnd   ? ExprKind::kAnd
                  : e.op == Op::kOr  ? ExprKind::kOr
                  : e.op == Op::kXor ? ExprKind::kXor
                                     : ExprKind::kNot;
  auto expr = NewExpr(kind, e.span, {kBooleanMask});
  for (const auto& child : e.children) {
    AMANA_TRY(ExprPtr bound, Bind(*child));
    if (!bound->type.MayBe(kBooleanMask)) return BadType(child->span, "Expected a BOOLEAN");
    expr->children.push_back(std::move(bound));
  }
  return expr;
}

Result<ExprPtr> Compiler::BindOperator(const Expression& e) {
  std::vector<ExprPtr> operands;
  for (const auto& child : e.children) {
    AMANA_TRY(ExprPtr bound, Bind(*child));
    operands.push_back(std::move(bound));
  }
  auto make = [&](ExprKind kind, StaticType type) {
    auto expr = NewExpr(kind, e.span, type);
    expr->op = e.op;
    expr->children = std::move(operands);
    return expr;
  };
  switch (e.op) {
    case Op::kStartsWith:
    case Op::kEndsWith:
    case Op::kContains:
      return make(ExprKind::kStringMatch, {kBooleanMask});
    case Op::kRegexMatch:
      return make(ExprKind::kRegexMatch, {kBooleanMask});
    case Op::kIsNull:
      return make(ExprKind::kIsNull, {kBooleanMask});
    case Op::kIsNotNull:
      return make(ExprKind::kIsNotNull, {kBooleanMask});
    case Op::kIn:
      if (!operands[1]->type.MayBe(kListMask)) return BadType(e.span, "IN expects a LIST");
      return make(ExprKind::kIn, {kBooleanMask});
    case Op::kPlus:
    case Op::kMinus:
      if (!operands[0]->type.MayBe(kNumberMask | kDurationMask)) {
        return BadType(e.span, "A sign stands before a number");
      }
      if (e.op == Op::kPlus) return std::move(operands[0]);
      return make(ExprKind::kNegate, {operands[0]->type.mask & (kNumberMask | kDurationMask)});
    default:
      break;
  }
  constexpr TypeMask kCalculable = kNumberMask | kTemporalMask;
  for (const ExprPtr& operand : operands) {
    if (e.op != Op::kAdd && !operand->type.MayBe(kCalculable)) {
      return BadType(operand->span, "Expected a number");
    }
  }
  if (e.op == Op::kAdd && !operands[0]->type.MayBe(kListMask) &&
      !operands[1]->type.MayBe(kListMask)) {
    for (const ExprPtr& operand : operands) {
      if (!operand->type.MayBe(kCalculable | kStringMask)) {
        return BadType(operand->span, "Expected a number, a string or a list");
      }
    }
  }
  StaticType type = ArithmeticType(e.op, operands[0]->type, operands[1]->type);
  return make(ExprKind::kArithmetic, type);
}

Result<ExprPtr> Compiler::BindCall(const Expression& e) {
  if (const AggregateDef* aggregate = FindAggregate(e.name)) return BindAggregate(e, *aggregate);
  if (SameNameIgnoringCase(e.name, "exists") && e.children.size() == 1 &&
      e.children[0]->kind == ExpressionKind::kPattern) {
    return BindPatternExpression(*e.children[0]);
  }
  const FunctionDef* function = FindFunction(e.name);
  if (function == nullptr) {
    return Bad(e.span, "UnknownFunction", fmt::format("Unknown function `{}`", e.name));
  }
  auto count = static_cast<int>(e.children.size());
  if (count < function->min_arguments ||
      (function->max_arguments >= 0 && count > function->max_arguments)) {
    return Bad(e.span, "InvalidNumberOfArguments",
               fmt::format("`{}` takes {} argument(s), not {}", function->name,
                           function->min_arguments, count));
  }
  auto expr = NewExpr(ExprKind::kFunction, e.span, {function->result, kAnyType});
  expr->function = function;
  for (const auto& child : e.children) {
    AMANA_TRY(ExprPtr bound, Bind(*child));
    if (!bound->type.MayBe(function->argument)) {
      return BadType(child->span, fmt::format("`{}` does not take this type", function->name));
    }
    expr->children.push_back(std::move(bound));
  }
  if (function->name == "nodes") expr->type.element = kNodeMask;
  if (function->name == "relationships") expr->type.element = kRelationshipMask;
  if (function->name == "range") expr->type.element = kIntegerMask;
  if (function->name == "keys" || function->name == "labels" || function->name == "split") {
    expr->type.element = kStringMask;
  }
  if (function->name == "head" || function->name == "last") {
    expr->type.mask = expr->children[0]->type.element | kNullMask;
  }
  if (function->name == "tail" || function->name == "reverse") {
    expr->type.element = expr->children[0]->type.element;
  }
  return expr;
}

Result<ExprPtr> Compiler::BindAggregate(const Expression& e, const AggregateDef& aggregate) {
  if (in_aggregate_) {
    return Bad(e.span, "NestedAggregation", "An aggregate cannot stand inside an aggregate");
  }
  if (!aggregates_allowed_) {
    return Bad(e.span, "InvalidAggregation", "An aggregate cannot be used here");
  }
  if (static_cast<int>(e.children.size()) != aggregate.arguments) {
    return Bad(e.span, "InvalidNumberOfArguments",
               fmt::format("`{}` takes {} argument(s)", aggregate.name, aggregate.arguments));
  }
  Switch inside(&in_aggregate_, true);
  auto expr = NewExpr(ExprKind::kAggregate, e.span, {aggregate.result, kAnyType});
  expr->aggregate = &aggregate;
  expr->distinct = e.distinct;
  for (const auto& child : e.children) {
    AMANA_TRY(ExprPtr bound, Bind(*child));
    if (bound->kind == ExprKind::kFunction && !bound->function->deterministic) {
      return Bad(child->span, "NonConstantExpression", "A random value cannot be aggregated");
    }
    if (!bound->type.MayBe(aggregate.argument)) {
      return BadType(child->span, fmt::format("`{}` does not take this type", aggregate.name));
    }
    expr->children.push_back(std::move(bound));
  }
  if (aggregate.result == kListMask) expr->type.element = expr->children[0]->type.mask;
  if (aggregate.name == "min" || aggregate.name == "max") expr->type = expr->children[0]->type;
  return expr;
}

Result<ExprPtr> Compiler::BindCase(const Expression& e) {
  auto expr = NewExpr(ExprKind::kCase, e.span);
  expr->flag = e.flag;
  expr->has_else = e.has_else;
  for (const auto& child : e.children) {
    AMANA_TRY(ExprPtr bound, Bind(*child));
    expr->children.push_back(std::move(bound));
  }
  return expr;
}

Result<ExprPtr> Compiler::BindCollection(const Expression& e) {
  bool list = e.kind == ExpressionKind::kList;
  auto expr = NewExpr(list ? ExprKind::kList : ExprKind::kMap, e.span,
                      {list ? kListMask : kMapMask, e.children.empty() ? kAnyType : 0});
  for (const auto& child : e.children) {
    AMANA_TRY(ExprPtr bound, Bind(*child));
    expr->type.element |= bound->type.mask;
    expr->children.push_back(std::move(bound));
  }
  for (const Name& key : e.names) expr->names.emplace_back(key.text);
  return expr;
}

Result<ExprPtr> Compiler::BindMapProjection(const Expression& e) {
  auto expr = NewExpr(ExprKind::kMapProjection, e.span, {kMapMask});
  AMANA_TRY(ExprPtr base, Bind(*e.children[0]));
  if (!base->type.MayBe(kElementMask | kMapMask)) {
    return BadType(e.span, "Only nodes, relationships and maps can be projected");
  }
  expr->children.push_back(std::move(base));
  for (const MapProjectionItem& item : e.items) {
    if (item.kind == MapProjectionItem::Kind::kAll) {
      expr->flag = true;
      continue;
    }
    expr->names.emplace_back(item.name);
    if (item.kind == MapProjectionItem::Kind::kLiteral) {
      AMANA_TRY(ExprPtr value, Bind(*item.value));
      expr->children.push_back(std::move(value));
    } else if (item.kind == MapProjectionItem::Kind::kVariable) {
      Expression variable;
      variable.name = item.name;
      variable.span = e.span;
      AMANA_TRY(ExprPtr value, BindVariable(variable));
      expr->children.push_back(std::move(value));
    } else {
      auto property = NewExpr(ExprKind::kProperty, e.span);
      property->symbol = symbols_.Key(item.name);
      property->name = item.name;
      AMANA_TRY(ExprPtr again, Bind(*e.children[0]));
      property->children.push_back(std::move(again));
      expr->children.push_back(std::move(property));
    }
  }
  return expr;
}

// What the inner part of a comprehension reads of the row around it.
void Compiler::CaptureSlots(Expr* expr) {
  std::vector<int> slots;
  for (const ExprPtr& child : expr->children) {
    if (child) CollectSlots(*child, &slots);
  }
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  std::erase_if(slots, [&](int s) { return s == expr->slot || s == expr->slot2; });
  expr->captures = std::move(slots);
}

Result<ExprPtr> Compiler::BindComprehension(const Expression& e) {
  auto expr = NewExpr(ExprKind::kListComprehension, e.span, {kListMask, kAnyType});
  AMANA_TRY(ExprPtr list, Bind(*e.children[0]));
  if (!list->type.MayBe(kListMask)) return BadType(e.children[0]->span, "Expected a LIST");
  Scope outer = scope_;
  Switch aggregates(&aggregates_allowed_, false);
  expr->slot = NewSlot();
  scope_[e.name] = {expr->slot, {list->type.element, kAnyType}};
  ExprPtr where;
  if (e.children[1]) {
    AMANA_TRY(where, BindPredicate(*e.children[1]));
  }
  AMANA_TRY(ExprPtr body, BindOptional(e.children[2]));
  scope_ = std::move(outer);
  expr->type.element = body ? body->type.mask : list->type.element;
  expr->children.push_back(std::move(list));
  expr->children.push_back(std::move(where));
  expr->children.push_back(std::move(body));
  CaptureSlots(expr.get());
  return expr;
}

Result<ExprPtr> Compiler::BindQuantifier(const Expression& e) {
  auto expr = NewExpr(ExprKind::kQuantifier, e.span, {kBooleanMask});
  expr->op = e.op;
  AMANA_TRY(ExprPtr list, Bind(*e.children[0]));
  if (!list->type.MayBe(kListMask)) return BadType(e.children[0]->span, "Expected a LIST");
  Scope outer = scope_;
  Switch aggregates(&aggregates_allowed_, false);
  expr->slot = NewSlot();
  scope_[e.name] = {expr->slot, {list->type.element, kAnyType}};
  AMANA_TRY(ExprPtr where, BindPredicate(*e.children[1]));
  scope_ = std::move(outer);
  expr->children.push_back(std::move(list));
  expr->children.push_back(std::move(where));
  CaptureSlots(expr.get());
  return expr;
}

Result<ExprPtr> Compiler::BindReduce(const Expression& e) {
  auto expr = NewExpr(ExprKind::kReduce, e.span);
  AMANA_TRY(ExprPtr initial, Bind(*e.children[0]));
  AMANA_TRY(ExprPtr list, Bind(*e.children[1]));
  if (!list->type.MayBe(kListMask)) return BadType(e.children[1]->span, "Expected a LIST");
  Scope outer = scope_;
  Switch aggregates(&aggregates_allowed_, false);
  expr->slot = NewSlot();
  expr->slot2 = NewSlot();
  scope_[e.name] = {expr->slot, {}};
  scope_[e.second] = {expr->slot2, {list->type.element, kAnyType}};
  AMANA_TRY(ExprPtr body, Bind(*e.children[2]));
  scope_ = std::move(outer);
  expr->children.push_back(std::move(initial));
  expr->children.push_back(std::move(list));
  expr->children.push_back(std::move(body));
  CaptureSlots(expr.get());
  return expr;
}

}  // namespace amana::query
