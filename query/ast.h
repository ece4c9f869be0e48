#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/schema.h"
#include "core/value.h"
#include "query/source_text.h"

namespace amana::query {

// What the parser read, close to the text; names are not resolved yet. Depth is limited by the
// parser, so that all recursion over these trees is bounded.

struct Query;
struct Pattern;
struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

enum class ExpressionKind : uint8_t {
  kLiteral,               // literal
  kParameter,             // name
  kVariable,              // name
  kProperty,              // children[0] . name
  kIndex,                 // children[0] [ children[1] ]
  kSlice,                 // children[0] [ children[1] .. children[2] ], either bound may be null
  kList,                  // children
  kMap,                   // names[i]: children[i]
  kMapProjection,         // children[0] { items }
  kOperator,              // op over children
  kComparison,            // children[0] ops[0] children[1] ops[1] children[2] ...
  kHasLabels,             // children[0] : names...
  kCall,                  // name(children), distinct
  kCountStar,             // count(*)
  kCase,                  // flag: simple form; [operand,] when, then, ..., [else]; see case_else
  kListComprehension,     // [name IN children[0] WHERE children[1] | children[2]], may be null
  kPatternComprehension,  // [pattern WHERE children[0] | children[1]], [0] may be null
  kQuantifier,            // op(name IN children[0] WHERE children[1])
  kReduce,                // reduce(name = children[0], second IN children[1] | children[2])
  kPattern,               // a pattern as predicate or list of paths
  kExists,                // EXISTS { ... }: pattern with where, or subquery
  kCount,                 // COUNT { ... }
  kCollect,               // COLLECT { subquery }
};

enum class Op : uint8_t {
  kNone,
  kOr,
  kXor,
  kAnd,
  kNot,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kRegexMatch,
  kStartsWith,
  kEndsWith,
  kContains,
  kIn,
  kIsNull,
  kIsNotNull,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kMinus,
  kPlus,
  kAll,  // quantifiers
  kAny,
  kNone_,
  kSingle,
};

// A name as written; literal names (in back-ticks) are not taken for Arabic aliases.
struct Name {
  std::string text;
  bool quoted = false;
  Span span;
};

struct MapProjectionItem {
  enum class Kind : uint8_t { kProperty, kVariable, kLiteral, kAll } kind;
  std::string name;
  ExpressionPtr value;  // of kLiteral
};

struct Expression {
  ExpressionKind kind = ExpressionKind::kLiteral;
  Op op = Op::kNone;
  bool distinct = false;
  bool flag = false;  // kCase: has an operand
  bool has_else = false;
  uint32_t depth = 1;
  Span span;
  Value literal;
  std::string name;
  std::string second;
  std::vector<ExpressionPtr> children;  // items may be null where the kind says so
  std::vector<Name> names;
  std::vector<Op> ops;
  std::vector<MapProjectionItem> items;
  std::unique_ptr<Pattern> pattern;
  std::unique_ptr<Query> subquery;

  ~Expression();
};

enum class Direction : uint8_t { kOut, kIn, kBoth };

struct NodePattern {
  std::optional<Name> variable;
  std::vector<Name> labels;
  ExpressionPtr properties;  // a map or a parameter; may be null
  ExpressionPtr where;       // may be null
  Span span;
};

struct HopRange {
  std::optional<uint64_t> min;
  std::optional<uint64_t> max;
};

struct RelationshipPattern {
  std::optional<Name> variable;
  std::vector<Name> types;  // any of them; empty: all
  Direction direction = Direction::kBoth;
  std::optional<HopRange> range;  // of a variable-length pattern
  ExpressionPtr properties;
  ExpressionPtr where;
  Span span;
};

enum class PathKind : uint8_t { kAll, kShortest, kAllShortest };

// nodes.size() == relationships.size() + 1
struct PatternPart {
  std::optional<Name> variable;
  PathKind kind = PathKind::kAll;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
  Span span;
};

struct Pattern {
  std::vector<PatternPart> parts;
  ExpressionPtr where;  // of EXISTS { pattern WHERE ... }
};

struct MatchClause {
  bool optional = false;
  Pattern pattern;
  ExpressionPtr where;
};

struct UnwindClause {
  ExpressionPtr list;
  Name variable;
};

// LOAD CSV [WITH HEADERS] FROM expression AS variable [FIELDTERMINATOR 'c']
struct LoadCsvClause {
  bool headers = false;
  ExpressionPtr from;
  Name variable;
  char separator = ',';
};

struct ProjectionItem {
  ExpressionPtr expression;
  std::optional<Name> alias;
  std::string text;  // as written: the column's name without an alias
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};

// WITH and RETURN.
struct ProjectionClause {
  bool is_return = false;
  bool distinct = false;
  bool star = false;
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  ExpressionPtr skip;
  ExpressionPtr limit;
  ExpressionPtr where;
};

struct SetItem {
  enum class Kind : uint8_t { kProperty, kReplace, kMerge, kLabels } kind;
  ExpressionPtr target;  // kProperty: what has the property
  std::string key;
  std::vector<Name> labels;
  ExpressionPtr value;  // null in REMOVE and for labels
  Span span;
};

struct CreateClause {
  Pattern pattern;
};

struct MergeClause {
  PatternPart part;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};

struct SetClause {
  std::vector<SetItem> items;
};

struct RemoveClause {
  std::vector<SetItem> items;
};

struct DeleteClause {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
};

struct Clause;

struct ForeachClause {
  Name variable;
  ExpressionPtr list;
  std::vector<Clause> body;
};

struct YieldItem {
  std::string field;
  Name variable;
};

struct CallClause {
  std::string procedure;
  bool explicit_arguments = false;
  std::vector<ExpressionPtr> arguments;
  bool shows = false;  // stands for SHOW
  bool has_yield = false;
  bool yield_all = false;
  std::vector<YieldItem> yields;
  ExpressionPtr where;
};

// CALL (imports) { ... }; without parentheses a leading WITH says what is imported.
struct SubqueryClause {
  bool scoped = false;  // has parentheses
  bool imports_all = false;
  std::vector<Name> imports;
  std::unique_ptr<Query> query;
};

struct Clause {
  Span span;
  std::variant<MatchClause, UnwindClause, ProjectionClause, CreateClause, MergeClause, SetClause,
               RemoveClause, DeleteClause, ForeachClause, CallClause, SubqueryClause, LoadCsvClause>
      body;
};

struct SingleQuery {
  std::vector<Clause> clauses;
  Span span;
};

// Single queries joined by UNION; union_all has one item less than parts.
struct Query {
  std::vector<SingleQuery> parts;
  std::vector<bool> union_all;
};

enum class StatementMode : uint8_t { kRun, kExplain, kProfile };

// CREATE or DROP of an index or constraint.
struct SchemaCommand {
  bool drop = false;
  bool tolerant = false;  // IF NOT EXISTS, IF EXISTS
  SchemaItem item;
};

struct Statement {
  StatementMode mode = StatementMode::kRun;
  Query query;
  std::optional<SchemaCommand> schema;  // instead of the query
};

inline Expression::~Expression() = default;

}  // namespace amana::query
