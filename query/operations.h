#pragma once

#include "core/value.h"
#include "query/ast.h"
#include "query/execution.h"

namespace amana::query {

// The operators of the language on single values. Null in, null out, unless said otherwise. They
// throw QueryAborted where a type does not fit.

Value Arithmetic(Op op, const Value& a, const Value& b, ExecutionContext& context);
Value Negate(const Value& a);
Value CompareBy(Op op, const Value& a, const Value& b);
Value StringMatch(Op op, const Value& a, const Value& b);
Value In(const Value& item, const Value& list);
// container[index] for lists, maps, nodes and relationships.
Value Index(const Value& container, const Value& index, const ExecutionContext& context);
// base.key; `name` is the key's name, for maps and temporal values.
Value PropertyOf(const Value& base, KeyId key, std::string_view name,
                 const ExecutionContext& context);
// All properties of a node, relationship or map, as a map.
Value PropertiesOf(const Value& base, const ExecutionContext& context);
// The components of temporal values; null where the type has no such component.
Value TemporalComponent(const Value& value, std::string_view name);
// Sums and differences with a temporal or duration operand; nullopt where none is concerned.
std::optional<Value> TemporalArithmetic(Op op, const Value& a, const Value& b);

// How deeply lists and maps may nest at run time; what is deeper aborts.
inline constexpr uint32_t kMaxValueDepth = 1000;
// The value itself, unless it nests too deeply.
Value CheckedDepth(Value value);

[[noreturn]] void AbortType(std::string_view detail, std::string message);
// Aborts where the element was deleted by this query.
void RequireAlive(const Value& element, const ExecutionContext& context);

}  // namespace amana::query
