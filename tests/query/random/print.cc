#include <fmt/format.h>

#include "tests/query/random/model.h"

namespace amana::test {
namespace {

std::string Joined(const std::vector<std::string>& parts, const char* separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string Print(const Props& props) {
  if (props.empty()) return "";
  std::vector<std::string> parts;
  for (const auto& [key, value] : props) parts.push_back(key + ": " + Show(value));
  return " {" + Joined(parts, ", ") + "}";
}

std::string Print(const NodePart& node) {
  std::string out = "(" + node.name;
  for (const std::string& label : node.labels) out += ":" + label;
  return out + Print(node.props) + ")";
}

std::string Print(const RelPart& rel) {
  std::string out = "[" + rel.name;
  if (!rel.types.empty()) out += ":" + Joined(rel.types, "|");
  if (rel.variable_length) out += fmt::format("*{}..{}", rel.min, rel.max);
  out += Print(rel.props) + "]";
  return (rel.way == Way::kIn ? "<-" : "-") + out + (rel.way == Way::kOut ? "->" : "-");
}

std::string Print(const ModelPattern& pattern) {
  std::vector<std::string> paths;
  for (const PathPart& path : pattern.paths) {
    std::string text = Print(path.nodes[0]);
    for (size_t i = 0; i < path.rels.size(); ++i) {
      text += Print(path.rels[i]) + Print(path.nodes[i + 1]);
    }
    paths.push_back(text);
  }
  std::string out = Joined(paths, ", ");
  if (pattern.where) out += " WHERE " + test::Print(*pattern.where);
  return out;
}

std::string PrintProjection(const ModelClause& clause) {
  std::vector<std::string> items;
  std::vector<std::string> order;
  for (const auto& [name, expr] : clause.items) {
    items.push_back(test::Print(expr) + " AS " + name);
    order.push_back(name + (clause.descending ? " DESC" : ""));
  }
  std::string out = clause.kind == ModelClause::Kind::kWith ? "WITH " : "RETURN ";
  if (clause.distinct) out += "DISTINCT ";
  out += Joined(items, ", ");
  if (clause.ordered) out += " ORDER BY " + Joined(order, ", ");
  if (clause.skip) out += fmt::format(" SKIP {}", *clause.skip);
  if (clause.limit) out += fmt::format(" LIMIT {}", *clause.limit);
  if (clause.where) out += " WHERE " + test::Print(*clause.where);
  return out;
}

std::string Print(const ModelClause& clause) {
  switch (clause.kind) {
    case ModelClause::Kind::kMatch:
      return "MATCH " + Print(clause.pattern);
    case ModelClause::Kind::kOptional:
      return "OPTIONAL MATCH " + Print(clause.pattern);
    case ModelClause::Kind::kUnwind:
      return "UNWIND " + test::Print(clause.list) + " AS " + clause.name;
    default:
      return PrintProjection(clause);
  }
}

}  // namespace

std::string Show(const Val& value) {
  switch (value.kind) {
    case Val::Kind::kNull:
      return "null";
    case Val::Kind::kBool:
      return value.number == 1 ? "true" : "false";
    case Val::Kind::kInt:
      return std::to_string(value.number);
    case Val::Kind::kString:
      return "'" + value.text + "'";
    case Val::Kind::kNode:
      return fmt::format("N{}", value.number);
    case Val::Kind::kRel:
      return fmt::format("R{}", value.number);
    case Val::Kind::kList:
      break;
  }
  std::vector<std::string> items;
  for (const Val& item : value.items) items.push_back(Show(item));
  return "[" + Joined(items, ", ") + "]";
}

std::string Print(const ModelExpr& e) {
  auto arg = [&](size_t i) { return Print(e.args[i]); };
  std::vector<std::string> all;
  for (const ModelExpr& a : e.args) all.push_back(Print(a));
  using Kind = ModelExpr::Kind;
  switch (e.kind) {
    case Kind::kLiteral:
      return Show(e.literal);
    case Kind::kVariable:
      return e.name;
    case Kind::kProperty:
      return arg(0) + "." + e.name;
    case Kind::kCompare:
    case Kind::kLogic:
    case Kind::kArithmetic:
    case Kind::kStringTest:
      return "(" + arg(0) + " " + e.name + " " + arg(1) + ")";
    case Kind::kNot:
      return "(NOT " + arg(0) + ")";
    case Kind::kIsNull:
      return "(" + arg(0) + " IS NULL)";
    case Kind::kIn:
      return "(" + arg(0) + " IN " + arg(1) + ")";
    case Kind::kList:
      return "[" + Joined(all, ", ") + "]";
    case Kind::kIndex:
      return arg(0) + "[" + arg(1) + "]";
    case Kind::kSize:
      return "size(" + arg(0) + ")";
    case Kind::kCoalesce:
      return "coalesce(" + Joined(all, ", ") + ")";
    case Kind::kCase:
      return "CASE WHEN " + arg(0) + " THEN " + arg(1) + " ELSE " + arg(2) + " END";
    case Kind::kHasLabel:
      return "(" + arg(0) + ":" + e.name + ")";
    case Kind::kFilter:
      return "[" + e.name + " IN " + arg(0) + " WHERE " + arg(1) + " | " + arg(2) + "]";
    case Kind::kQuantifier:
      return e.text + "(" + e.name + " IN " + arg(0) + " WHERE " + arg(1) + ")";
    case Kind::kExists:
      return "EXISTS { MATCH " + Print(*e.pattern) + " }";
    case Kind::kCount:
      return "COUNT { MATCH " + Print(*e.pattern) + " }";
    case Kind::kAggregate:
      break;
  }
  if (e.args.empty()) return "count(*)";
  return e.name + "(" + (e.distinct ? "DISTINCT " : "") + arg(0) + ")";
}

std::string Print(const ModelQuery& query) {
  std::vector<std::string> parts;
  for (const auto& clauses : query.parts) {
    std::vector<std::string> texts;
    for (const ModelClause& clause : clauses) texts.push_back(Print(clause));
    parts.push_back(Joined(texts, " "));
  }
  return Joined(parts, query.union_all ? " UNION ALL " : " UNION ");
}

std::string Print(const ModelGraph& graph) {
  std::vector<std::string> parts;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    parts.push_back(
        Print(NodePart{fmt::format("n{}", i), graph.nodes[i].labels, graph.nodes[i].props}));
  }
  for (const ModelGraph::Rel& rel : graph.rels) {
    parts.push_back(
        fmt::format("(n{})-[:{}{}]->(n{})", rel.from, rel.type, Print(rel.props), rel.to));
  }
  return parts.empty() ? "" : "CREATE " + Joined(parts, ", ");
}

}  // namespace amana::test
