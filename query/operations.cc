#include "query/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace amana::query {
namespace {

std::string_view OperatorText(Op op) {
  switch (op) {
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
    default:
      return "^";
  }
}

[[noreturn]] void Overflow(Op op) {
  Abort(ErrorCode::kInvalidArgument, "ArithmeticError:IntegerOverflow",
        fmt::format("The result of `{}` is too large for an integer", OperatorText(op)));
}

Value IntegerArithmetic(Op op, int64_t a, int64_t b) {
  int64_t out = 0;
  switch (op) {
    case Op::kAdd:
      if (__builtin_add_overflow(a, b, &out)) Overflow(op);
      return Value(out);
    case Op::kSubtract:
      if (__builtin_sub_overflow(a, b, &out)) Overflow(op);
      return Value(out);
    case Op::kMultiply:
      if (__builtin_mul_overflow(a, b, &out)) Overflow(op);
      return Value(out);
    case Op::kDivide:
    case Op::kModulo:
      if (b == 0) Abort(ErrorCode::kInvalidArgument, "ArithmeticError:DivisionByZero", "/ by zero");
      if (b == -1 && op == Op::kModulo) return Value(int64_t{0});
      if (b == -1 && a == INT64_MIN) Overflow(op);
      return Value(op == Op::kDivide ? a / b : a % b);
    default:
      return Value(std::pow(static_cast<double>(a), static_cast<double>(b)));
  }
}

Value FloatArithmetic(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return Value(a + b);
    case Op::kSubtract:
      return Value(a - b);
    case Op::kMultiply:
      return Value(a * b);
    case Op::kDivide:
      return Value(a / b);
    case Op::kModulo:
      return Value(std::fmod(a, b));
    default:
      return Value(std::pow(a, b));
  }
}

Value Concatenate(const Value& a, const Value& b, ExecutionContext& context) {
  std::vector<Value> items;
  size_t total = (a.is_list() ? a.AsList().size() : 1) + (b.is_list() ? b.AsList().size() : 1);
  context.Reserve(static_cast<int64_t>(2 * total * sizeof(Value)));
  items.reserve(total);
  for (const Value* side : {&a, &b}) {
    if (side->is_list()) {
      items.insert(items.end(), side->AsList().begin(), side->AsList().end());
    } else {
      items.push_back(*side);
    }
  }
  return CheckedDepth(Value::List(std::move(items)));
}

Value JoinStrings(const Value& a, const Value& b, ExecutionContext& context) {
  std::string_view left = a.AsString();
  std::string_view right = b.AsString();
  context.Reserve(static_cast<int64_t>(2 * (left.size() + right.size())));
  std::string joined;
  joined.reserve(left.size() + right.size());
  joined.append(left).append(right);
  return Value(joined);
}

}  // namespace

void AbortType(std::string_view detail, std::string message) {
  Abort(ErrorCode::kType, fmt::format("TypeError:{}", detail), std::move(message));
}

Value CheckedDepth(Value value) {
  if (value.depth() > kMaxValueDepth) {
    Abort(ErrorCode::kResourceExhausted, "", "A list or map nests too deeply");
  }
  return value;
}

void RequireAlive(const Value& element, const ExecutionContext& context) {
  bool alive = element.is_node() ? context.graph().HasNode(element.AsNode())
                                 : context.graph().HasRelationship(element.AsRelationship());
  if (alive) return;
  Abort(ErrorCode::kNotFound, "EntityNotFound:DeletedEntityAccess",
        "The node or relationship was deleted by this query");
}

Value Arithmetic(Op op, const Value& a, const Value& b, ExecutionContext& context) {
  if (a.is_null() || b.is_null()) return {};
  if (a.is_integer() && b.is_integer()) return IntegerArithmetic(op, a.AsInteger(), b.AsInteger());
  if (a.is_number() && b.is_number()) return FloatArithmetic(op, a.AsNumber(), b.AsNumber());
  if (op == Op::kAdd) {
    if (a.is_list() || b.is_list()) return Concatenate(a, b, context);
    if (a.is_string() && b.is_string()) return JoinStrings(a, b, context);
  }
  if (auto temporal = TemporalArithmetic(op, a, b)) return *temporal;
  AbortType("InvalidArgumentType", fmt::format("`{}` does not apply to {} and {}", OperatorText(op),
                                               ValueTypeName(a.type()), ValueTypeName(b.type())));
}

Value Negate(const Value& a) {
  if (a.is_null()) return {};
  if (a.is_integer()) {
    if (a.AsInteger() == INT64_MIN) Overflow(Op::kSubtract);
    return Value(-a.AsInteger());
  }
  if (a.is_float()) return Value(-a.AsFloat());
  if (auto negated = TemporalArithmetic(Op::kMultiply, a, Value(-1))) return *negated;
  AbortType("InvalidArgumentType",
            fmt::format("`-` does not apply to {}", ValueTypeName(a.type())));
}

Value CompareBy(Op op, const Value& a, const Value& b) {
  if (op == Op::kEqual || op == Op::kNotEqual) {
    auto equal = Value::Equals(a, b);
    if (!equal) return {};
    return Value(*equal == (op == Op::kEqual));
  }
  auto order = Value::Compare(a, b);
  if (!order) return {};
  switch (op) {
    case Op::kLess:
      return Value(*order < 0);
    case Op::kLessEqual:
      return Value(*order <= 0);
    case Op::kGreater:
      return Value(*order > 0);
    default:
      return Value(*order >= 0);
  }
}

Value StringMatch(Op op, const Value& a, const Value& b) {
  if (!a.is_string() || !b.is_string()) return {};
  std::string_view text = a.AsString();
  std::string_view part = b.AsString();
  switch (op) {
    case Op::kStartsWith:
      return Value(text.starts_with(part));
    case Op::kEndsWith:
      return Value(text.ends_with(part));
    default:
      return Value(text.find(part) != std::string_view::npos);
  }
}

Value In(const Value& item, const Value& list) {
  if (list.is_null()) return {};
  if (!list.is_list()) {
    AbortType("InvalidArgumentType",
              fmt::format("IN expects a list, not {}", ValueTypeName(list.type())));
  }
  bool unknown = false;
  for (const Value& candidate : list.AsList()) {
    auto equal = Value::Equals(item, candidate);
    if (equal == true) return Value(true);
    if (!equal) unknown = true;
  }
  return unknown ? Value() : Value(false);
}

Value Index(const Value& container, const Value& index, const ExecutionContext& context) {
  if (container.is_null()) return {};
  if (container.is_list()) {
    if (index.is_null()) return {};
    if (!index.is_integer()) {
      AbortType("InvalidArgumentType",
                fmt::format("A list's index must be INTEGER, not {}", ValueTypeName(index.type())));
    }
    auto items = container.AsList();
    int64_t at = index.AsInteger();
    auto size = static_cast<int64_t>(items.size());
    if (at < 0) at += size;
    return at < 0 || at >= size ? Value() : items[static_cast<size_t>(at)];
  }
  if (!container.is_map() && !container.is_node() && !container.is_relationship()) {
    AbortType("InvalidArgumentType",
              fmt::format("[...] does not apply to {}", ValueTypeName(container.type())));
  }
  if (index.is_null()) return {};
  if (!index.is_string()) {
    AbortType("MapElementAccessByNonString",
              fmt::format("A map's key must be STRING, not {}", ValueTypeName(index.type())));
  }
  auto key = context.graph().keys().Find(index.AsString());
  return PropertyOf(container, key.value_or(KeyId()), index.AsString(), context);
}

Value PropertyOf(const Value& base, KeyId key, std::string_view name,
                 const ExecutionContext& context) {
  switch (base.type()) {
    case ValueType::kNull:
      return {};
    case ValueType::kNode:
      RequireAlive(base, context);
      return key.valid() ? context.graph().NodeProperty(base.AsNode(), key) : Value();
    case ValueType::kRelationship:
      RequireAlive(base, context);
      return key.valid() ? context.graph().RelationshipProperty(base.AsRelationship(), key)
                         : Value();
    case ValueType::kMap: {
      const Value* found = base.Find(name);
      return found == nullptr ? Value() : *found;
    }
    default:
      if (base.is_temporal()) return TemporalComponent(base, name);
      AbortType("InvalidArgumentType",
                fmt::format("{} has no property `{}`", ValueTypeName(base.type()), name));
  }
}

Value PropertiesOf(const Value& base, const ExecutionContext& context) {
  if (base.is_null() || base.is_map()) return base;
  std::vector<MapEntry> entries;
  const Snapshot& graph = context.graph();
  auto add = [&](KeyId key, const Value& value) {
    entries.emplace_back(Value(graph.keys().Name(key)), value);
  };
  if (base.is_node()) {
    RequireAlive(base, context);
    graph.ForEachNodeProperty(base.AsNode(), add);
  } else if (base.is_relationship()) {
    RequireAlive(base, context);
    graph.ForEachRelationshipProperty(base.AsRelationship(), add);
  } else {
    AbortType("InvalidArgumentType",
              fmt::format("{} has no properties", ValueTypeName(base.type())));
  }
  return Value::MapOf(std::move(entries));
}

}  // namespace amana::query
