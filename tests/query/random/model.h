#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace amana::test {

// A part of openCypher, small enough that its semantics can be written down again in a page: what
// the generator makes, the printer writes for the engine, and the naive evaluator runs.

struct Val {
  enum class Kind : uint8_t { kNull, kBool, kInt, kString, kList, kNode, kRel };
  Kind kind = Kind::kNull;
  int64_t number = 0;  // of booleans, integers, nodes and relationships
  std::string text;
  std::vector<Val> items;

  static Val Bool(bool b) { return {Kind::kBool, b ? 1 : 0, {}, {}}; }
  static Val Int(int64_t i) { return {Kind::kInt, i, {}, {}}; }
  static Val String(std::string s) { return {Kind::kString, 0, std::move(s), {}}; }
  static Val Node(int64_t i) { return {Kind::kNode, i, {}, {}}; }
  static Val Rel(int64_t i) { return {Kind::kRel, i, {}, {}}; }
  static Val List(std::vector<Val> v) { return {Kind::kList, 0, {}, std::move(v)}; }
  bool is_null() const { return kind == Kind::kNull; }
  bool is_true() const { return kind == Kind::kBool && number == 1; }
  bool operator==(const Val&) const = default;  // the same, not openCypher's `=`
};

std::string Show(const Val& value);

using Props = std::vector<std::pair<std::string, Val>>;

struct ModelGraph {
  struct Node {
    std::vector<std::string> labels;
    Props props;
  };
  struct Rel {
    int64_t from = 0;
    int64_t to = 0;
    std::string type;
    Props props;
  };
  std::vector<Node> nodes;
  std::vector<Rel> rels;
};

struct ModelPattern;

struct ModelExpr {
  enum class Kind : uint8_t {
    kLiteral,     // literal
    kVariable,    // name
    kProperty,    // args[0].name
    kCompare,     // args[0] name args[1]: = <> < <= > >=
    kLogic,       // args[0] name args[1]: AND OR XOR
    kNot,         // NOT args[0]
    kIsNull,      // args[0] IS NULL
    kIn,          // args[0] IN args[1]
    kArithmetic,  // args[0] name args[1]: + - *
    kStringTest,  // args[0] name args[1]: STARTS WITH, ENDS WITH, CONTAINS
    kList,        // [args]
    kIndex,       // args[0][args[1]]
    kSize,        // size(args[0])
    kCoalesce,    // coalesce(args)
    kCase,        // CASE WHEN args[0] THEN args[1] ELSE args[2] END
    kHasLabel,    // args[0]:name
    kFilter,      // [name IN args[0] WHERE args[1] | args[2]]
    kQuantifier,  // text(name IN args[0] WHERE args[1]): any all none single
    kExists,      // EXISTS { pattern }
    kCount,       // COUNT { pattern }
    kAggregate,   // name(args[0]) or count(*); distinct
  };
  Kind kind = Kind::kLiteral;
  Val literal;
  std::string name;
  std::string text;
  bool distinct = false;
  std::vector<ModelExpr> args;
  std::shared_ptr<ModelPattern> pattern;
};

struct NodePart {
  std::string name;  // empty: anonymous
  std::vector<std::string> labels;
  Props props;
};

enum class Way : uint8_t { kOut, kIn, kBoth };

struct RelPart {
  std::string name;
  std::vector<std::string> types;
  Way way = Way::kOut;
  bool variable_length = false;
  int min = 1;
  int max = 1;
  Props props;
};

// nodes.size() == rels.size() + 1
struct PathPart {
  std::vector<NodePart> nodes;
  std::vector<RelPart> rels;
};

struct ModelPattern {
  std::vector<PathPart> paths;
  std::optional<ModelExpr> where;
};

struct ModelClause {
  enum class Kind : uint8_t { kMatch, kOptional, kUnwind, kWith, kReturn };
  Kind kind = Kind::kMatch;
  ModelPattern pattern;                                  // of MATCH
  ModelExpr list;                                        // of UNWIND
  std::string name;                                      // of UNWIND
  std::vector<std::pair<std::string, ModelExpr>> items;  // of WITH and RETURN
  bool distinct = false;
  bool ordered = false;  // by all items, in their order
  bool descending = false;
  std::optional<int> skip, limit;  // only where ordered
  std::optional<ModelExpr> where;  // of WITH
};

// Single queries joined by UNION.
struct ModelQuery {
  std::vector<std::vector<ModelClause>> parts;
  bool union_all = false;
};

std::string Print(const ModelQuery& query);
std::string Print(const ModelExpr& expr);
// Statements that make the graph.
std::string Print(const ModelGraph& graph);

}  // namespace amana::test
