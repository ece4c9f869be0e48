#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/value.h"
#include "query/ast.h"
#include "query/static_type.h"

namespace amana::query {

struct FunctionDef;
struct AggregateDef;
struct Subplan;

enum class ExprKind : uint8_t {
  kConstant,           // constant
  kParameter,          // name
  kSlot,               // slot
  kProperty,           // children[0] . keys[symbol]
  kIndex,              // children[0] [children[1]]
  kSlice,              // children[0] [children[1] .. children[2]]; bounds may be null
  kList,               // children
  kMap,                // names[i]: children[i]
  kMapProjection,      // children[0], then one child for each name; flag: all properties first
  kAnd,                // children
  kOr,                 // children
  kXor,                // children
  kNot,                // children[0]
  kCompare,            // children[0] ops[0] children[1] ops[1] ...
  kArithmetic,         // children[0] op children[1]
  kNegate,             // - children[0]
  kStringMatch,        // children[0] op children[1]
  kRegexMatch,         // children[0] =~ children[1]
  kIn,                 // children[0] IN children[1]
  kIsNull,             // children[0]
  kIsNotNull,          // children[0]
  kHasLabels,          // children[0] : symbols
  kFunction,           // function(children)
  kCase,               // flag: has operand; then pairs, then the last one where has_else
  kListComprehension,  // [slot IN children[0] WHERE children[1] | children[2]]
  kQuantifier,         // op(slot IN children[0] WHERE children[1])
  kReduce,             // reduce(slot = children[0], slot2 IN children[1] | children[2])
  kSubquery,           // subplan, run for each row
  kPath,               // children alternate node, relationship(s), node
  kAggregate,          // aggregate(children), distinct; only until the projection is bound
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

// An expression whose names are resolved: variables to slots of the batch, functions to table
// entries, labels and keys to symbols of the plan. Immutable once planned.
struct Expr {
  ExprKind kind = ExprKind::kConstant;
  Op op = Op::kNone;
  bool flag = false;
  bool has_else = false;
  bool distinct = false;
  Span span;
  StaticType type;
  Value constant;
  int slot = -1;
  int slot2 = -1;
  uint32_t symbol = 0;
  std::string name;
  std::vector<ExprPtr> children;
  std::vector<Op> ops;
  std::vector<Value> names;       // map keys, as string values
  std::vector<uint32_t> symbols;  // labels
  std::vector<int> captures;      // slots that the inner part of a comprehension reads
  const FunctionDef* function = nullptr;
  const AggregateDef* aggregate = nullptr;
  std::shared_ptr<const Subplan> subplan;
};

// Adds the slots that the expression reads, also inside comprehensions and subqueries, but not the
// ones they bind themselves.
void CollectSlots(const Expr& expr, std::vector<int>* slots);

// Whether two expressions always have the same value in the same row.
bool SameExpr(const Expr& a, const Expr& b);

bool ContainsAggregate(const Expr& expr);

// For EXPLAIN: close to what was written.
std::string Describe(const Expr& expr, std::string_view text);

}  // namespace amana::query
