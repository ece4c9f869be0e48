#include "tests/query/random/naive.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace amana::test {
namespace {

using Row = std::map<std::string, Val>;
using Rows = std::vector<Row>;
using Kind = Val::Kind;

// Three-valued truth: nullopt is null.
using Truth = std::optional<bool>;
Val FromTruth(Truth t) { return t ? Val::Bool(*t) : Val(); }
Truth ToTruth(const Val& v) { return v.is_null() ? Truth() : Truth(v.is_true()); }

// openCypher `=`.
Truth Equal(const Val& a, const Val& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.kind != b.kind) return false;
  if (a.kind != Kind::kList) return a == b;
  if (a.items.size() != b.items.size()) return false;
  bool unknown = false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    const Truth t = Equal(a.items[i], b.items[i]);
    if (t == false) return false;
    if (!t) unknown = true;
  }
  return unknown ? Truth() : Truth(true);
}

// Orders all values: lists, strings, booleans, numbers, null.
int Rank(const Val& v) {
  switch (v.kind) {
    case Kind::kNode:
      return 0;
    case Kind::kRel:
      return 1;
    case Kind::kList:
      return 2;
    case Kind::kString:
      return 3;
    case Kind::kBool:
      return 4;
    case Kind::kInt:
      return 5;
    default:
      return 6;
  }
}
int Order(const Val& a, const Val& b) {
  if (Rank(a) != Rank(b)) return Rank(a) < Rank(b) ? -1 : 1;
  if (a.kind == Kind::kString) return a.text.compare(b.text);
  if (a.kind != Kind::kList) return a.number < b.number ? -1 : a.number > b.number;
  for (size_t i = 0; i < std::min(a.items.size(), b.items.size()); ++i) {
    if (const int o = Order(a.items[i], b.items[i]); o != 0) return o;
  }
  return a.items.size() < b.items.size() ? -1 : a.items.size() > b.items.size();
}

// `<` and its like: only between numbers, strings and booleans of one kind.
Truth Less(const Val& a, const Val& b) {
  if (a.kind != b.kind) return std::nullopt;
  if (a.kind != Kind::kInt && a.kind != Kind::kString && a.kind != Kind::kBool) return std::nullopt;
  return Order(a, b) < 0;
}

Truth Compare(const std::string& op, const Val& a, const Val& b) {
  auto negated = [](Truth t) { return t ? Truth(!*t) : t; };
  if (op == "=") return Equal(a, b);
  if (op == "<>") return negated(Equal(a, b));
  if (op == "<") return Less(a, b);
  if (op == ">") return Less(b, a);
  if (op == "<=") return negated(Less(b, a));
  return negated(Less(a, b));
}

Truth Logic(const std::string& op, Truth a, Truth b) {
  if (op == "AND") {
    if (a == false || b == false) return false;
    return a && b ? Truth(true) : Truth();
  }
  if (op == "OR") {
    if (a == true || b == true) return true;
    return a && b ? Truth(false) : Truth();
  }
  return a && b ? Truth(*a != *b) : Truth();
}

Truth Quantified(const std::string& how, const std::vector<Truth>& truths) {
  const auto yes = std::count(truths.begin(), truths.end(), Truth(true));
  const auto no = std::count(truths.begin(), truths.end(), Truth(false));
  const bool unknown = yes + no < static_cast<int64_t>(truths.size());
  if (how == "any") return yes > 0 ? Truth(true) : unknown ? Truth() : Truth(false);
  if (how == "all") return no > 0 ? Truth(false) : unknown ? Truth() : Truth(true);
  if (how == "none") return yes > 0 ? Truth(false) : unknown ? Truth() : Truth(true);
  if (yes > 1) return false;
  return unknown ? Truth() : Truth(yes == 1);
}

Truth Tested(const std::string& op, const Val& a, const Val& b) {
  if (a.kind != Kind::kString || b.kind != Kind::kString) return std::nullopt;
  if (op == "STARTS WITH") return a.text.starts_with(b.text);
  if (op == "ENDS WITH") return a.text.ends_with(b.text);
  return a.text.find(b.text) != std::string::npos;
}

class Naive {
 public:
  explicit Naive(const ModelGraph& graph) : graph_(graph) {}

  Rows RunSingle(const std::vector<ModelClause>& clauses) const {
    Rows rows = {Row()};
    for (const ModelClause& clause : clauses) rows = RunClause(clause, rows);
    return rows;
  }

 private:
  Rows RunClause(const ModelClause& clause, const Rows& input) const {
    if (clause.kind == ModelClause::Kind::kWith || clause.kind == ModelClause::Kind::kReturn) {
      return Project(clause, input);
    }
    Rows out;
    for (const Row& row : input) {
      if (clause.kind == ModelClause::Kind::kUnwind) {
        const Val list = Eval(clause.list, row);
        for (const Val& item : list.items) {
          Row next = row;
          next[clause.name] = item;
          out.push_back(next);
        }
        continue;
      }
      const size_t before = out.size();
      Match(clause.pattern, row, &out);
      if (clause.kind == ModelClause::Kind::kOptional && out.size() == before) {
        Row next = row;
        for (const std::string& name : NamesOf(clause.pattern)) next.emplace(name, Val());
        out.push_back(next);
      }
    }
    return out;
  }

  static std::vector<std::string> NamesOf(const ModelPattern& pattern) {
    std::vector<std::string> names;
    for (const PathPart& path : pattern.paths) {
      for (const NodePart& node : path.nodes) names.push_back(node.name);
      for (const RelPart& rel : path.rels) names.push_back(rel.name);
    }
    std::erase(names, "");
    return names;
  }

  // Patterns: every way to give nodes and relationships to the parts, no relationship twice.
  void Match(const ModelPattern& pattern, const Row& row, Rows* out) const {
    std::set<int64_t> used;
    MatchPath(pattern, 0, row, used, out);
  }

  void MatchPath(const ModelPattern& pattern, size_t path, const Row& row, std::set<int64_t>& used,
                 Rows* out) const {
    if (path == pattern.paths.size()) {
      if (!pattern.where || Eval(*pattern.where, row).is_true()) out->push_back(row);
      return;
    }
    const NodePart& first = pattern.paths[path].nodes[0];
    for (int64_t node = 0; node < Size(graph_.nodes); ++node) {
      Row next = row;
      if (!BindNode(first, node, &next)) continue;
      MatchStep(pattern, path, 0, node, next, used, out);
    }
  }

  void MatchStep(const ModelPattern& pattern, size_t path, size_t step, int64_t at, const Row& row,
                 std::set<int64_t>& used, Rows* out) const {
    const PathPart& part = pattern.paths[path];
    if (step == part.rels.size()) return MatchPath(pattern, path + 1, row, used, out);
    const RelPart& rel = part.rels[step];
    Walk(rel, at, 0, used, [&](int64_t end, int64_t last) {
      Row next = row;
      if (!rel.variable_length && !Bind(rel.name, Val::Rel(last), &next)) return;
      if (!BindNode(part.nodes[step + 1], end, &next)) return;
      MatchStep(pattern, path, step + 1, end, next, used, out);
    });
  }

  // Calls visit(end, last relationship) for each walk of an allowed length.
  void Walk(const RelPart& rel, int64_t at, int length, std::set<int64_t>& used,
            const std::function<void(int64_t, int64_t)>& visit, int64_t last = -1) const {
    const int min = rel.variable_length ? rel.min : 1;
    const int max = rel.variable_length ? rel.max : 1;
    if (length >= min) visit(at, last);
    if (length == max) return;
    for (int64_t r = 0; r < Size(graph_.rels); ++r) {
      const ModelGraph::Rel& edge = graph_.rels[r];
      if (used.contains(r) || !Fits(rel, edge)) continue;
      int64_t to = -1;
      if (rel.way != Way::kIn && edge.from == at) {
        to = edge.to;
      } else if (rel.way != Way::kOut && edge.to == at) {
        to = edge.from;
      } else {
        continue;
      }
      used.insert(r);
      Walk(rel, to, length + 1, used, visit, r);
      used.erase(r);
    }
  }

  static bool Fits(const RelPart& part, const ModelGraph::Rel& rel) {
    const bool typed = part.types.empty() || std::find(part.types.begin(), part.types.end(),
                                                       rel.type) != part.types.end();
    return typed && HasProps(rel.props, part.props);
  }
  static Val Get(const Props& props, const std::string& key) {
    for (const auto& [name, value] : props) {
      if (name == key) return value;
    }
    return {};
  }
  static bool HasProps(const Props& has, const Props& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& entry) {
      return Equal(Get(has, entry.first), entry.second) == true;
    });
  }
  static bool Bind(const std::string& name, const Val& value, Row* row) {
    if (name.empty()) return true;
    const auto [found, fresh] = row->emplace(name, value);
    return fresh || found->second == value;
  }
  bool BindNode(const NodePart& part, int64_t node, Row* row) const {
    const auto& labels = graph_.nodes[node].labels;
    for (const std::string& label : part.labels) {
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) return false;
    }
    return HasProps(graph_.nodes[node].props, part.props) && Bind(part.name, Val::Node(node), row);
  }
  template <typename T>
  static int64_t Size(const std::vector<T>& items) {
    return static_cast<int64_t>(items.size());
  }

  // WITH and RETURN: group, aggregate, make distinct, order, cut, filter.
  Rows Project(const ModelClause& clause, const Rows& input) const {
    using Grouped = std::pair<std::vector<Val>, Rows>;
    std::vector<Grouped> groups;
    bool aggregates = false;
    for (const auto& [name, expr] : clause.items) {
      aggregates = aggregates || expr.kind == ModelExpr::Kind::kAggregate;
    }
    for (const Row& row : input) {
      std::vector<Val> keys;
      for (const auto& [name, expr] : clause.items) {
        if (expr.kind != ModelExpr::Kind::kAggregate) keys.push_back(Eval(expr, row));
      }
      auto same = [&](const Grouped& group) { return aggregates && group.first == keys; };
      auto found = std::find_if(groups.begin(), groups.end(), same);
      if (found == groups.end()) found = groups.insert(groups.end(), {keys, {}});
      found->second.push_back(row);
    }
    const bool keyless = std::all_of(clause.items.begin(), clause.items.end(), [](const auto& i) {
      return i.second.kind == ModelExpr::Kind::kAggregate;
    });
    if (groups.empty() && aggregates && keyless) groups.emplace_back();
    std::vector<std::vector<Val>> results;
    for (const auto& [keys, rows] : groups) {
      std::vector<Val> cells;
      size_t next = 0;
      for (const auto& [name, expr] : clause.items) {
        const bool aggregate = expr.kind == ModelExpr::Kind::kAggregate;
        cells.push_back(aggregate ? Aggregate(expr, rows) : keys[next++]);
      }
      const bool seen = std::find(results.begin(), results.end(), cells) != results.end();
      if (!clause.distinct || !seen) results.push_back(cells);
    }
    if (clause.ordered) Sort(clause, &results);
    return Cut(clause, results);
  }

  static void Sort(const ModelClause& clause, std::vector<std::vector<Val>>* results) {
    std::stable_sort(results->begin(), results->end(), [&](const auto& a, const auto& b) {
      for (size_t i = 0; i < a.size(); ++i) {
        if (const int o = Order(a[i], b[i]); o != 0) return clause.descending ? o > 0 : o < 0;
      }
      return false;
    });
  }

  Rows Cut(const ModelClause& clause, const std::vector<std::vector<Val>>& results) const {
    Rows out;
    const size_t skip = clause.skip.value_or(0);
    const size_t limit = clause.limit ? static_cast<size_t>(*clause.limit) : results.size();
    for (size_t i = skip; i < results.size() && i - skip < limit; ++i) {
      Row row;
      for (size_t c = 0; c < clause.items.size(); ++c) row[clause.items[c].first] = results[i][c];
      if (!clause.where || Eval(*clause.where, row).is_true()) out.push_back(row);
    }
    return out;
  }

  Val Aggregate(const ModelExpr& e, const Rows& rows) const {
    if (e.args.empty()) return Val::Int(Size(rows));
    std::vector<Val> values;
    for (const Row& row : rows) {
      Val value = Eval(e.args[0], row);
      const bool seen = std::find(values.begin(), values.end(), value) != values.end();
      if (!value.is_null() && !(e.distinct && seen)) values.push_back(value);
    }
    if (e.name == "count") return Val::Int(Size(values));
    if (e.name == "sum") {
      int64_t sum = 0;
      for (const Val& v : values) sum += v.number;
      return Val::Int(sum);
    }
    if (values.empty()) return {};
    auto before = [](const Val& a, const Val& b) { return Order(a, b) < 0; };
    return e.name == "min" ? *std::min_element(values.begin(), values.end(), before)
                           : *std::max_element(values.begin(), values.end(), before);
  }

  Val Eval(const ModelExpr& e, const Row& row) const {
    auto arg = [&](size_t i) { return Eval(e.args[i], row); };
    using EKind = ModelExpr::Kind;
    switch (e.kind) {
      case EKind::kLiteral:
        return e.literal;
      case EKind::kVariable:
        return row.at(e.name);
      case EKind::kProperty:
        return Property(arg(0), e.name);
      case EKind::kCompare:
        return FromTruth(Compare(e.name, arg(0), arg(1)));
      case EKind::kLogic:
        return FromTruth(Logic(e.name, ToTruth(arg(0)), ToTruth(arg(1))));
      case EKind::kNot:
        return FromTruth(Logic("XOR", ToTruth(arg(0)), true));
      case EKind::kIsNull:
        return Val::Bool(arg(0).is_null());
      case EKind::kIn:
        return In(arg(0), arg(1));
      case EKind::kArithmetic:
        return Arithmetic(e.name, arg(0), arg(1));
      case EKind::kStringTest:
        return FromTruth(Tested(e.name, arg(0), arg(1)));
      case EKind::kList: {
        std::vector<Val> items;
        for (size_t i = 0; i < e.args.size(); ++i) items.push_back(arg(i));
        return Val::List(items);
      }
      case EKind::kIndex:
        return Item(arg(0), arg(1));
      case EKind::kSize:
        return arg(0).is_null() ? Val() : Val::Int(Size(arg(0).items));
      case EKind::kCoalesce:
        for (size_t i = 0; i < e.args.size(); ++i) {
          if (Val v = arg(i); !v.is_null()) return v;
        }
        return {};
      case EKind::kCase:
        return arg(0).is_true() ? arg(1) : arg(2);
      case EKind::kHasLabel:
        return HasLabel(arg(0), e.name);
      case EKind::kFilter:
      case EKind::kQuantifier:
        return OverList(e, arg(0), row);
      case EKind::kExists:
      case EKind::kCount: {
        Rows found;
        Match(*e.pattern, row, &found);
        return e.kind == EKind::kCount ? Val::Int(Size(found)) : Val::Bool(!found.empty());
      }
      case EKind::kAggregate:
        break;
    }
    return {};
  }

  Val Property(const Val& of, const std::string& key) const {
    if (of.kind == Kind::kNode) return Get(graph_.nodes[of.number].props, key);
    if (of.kind == Kind::kRel) return Get(graph_.rels[of.number].props, key);
    return {};
  }
  Val HasLabel(const Val& node, const std::string& label) const {
    if (node.is_null()) return {};
    const auto& labels = graph_.nodes[node.number].labels;
    return Val::Bool(std::find(labels.begin(), labels.end(), label) != labels.end());
  }
  static Val In(const Val& item, const Val& list) {
    if (list.is_null()) return {};
    bool unknown = false;
    for (const Val& other : list.items) {
      const Truth t = Equal(item, other);
      if (t == true) return Val::Bool(true);
      if (!t) unknown = true;
    }
    return unknown ? Val() : Val::Bool(false);
  }
  static Val Arithmetic(const std::string& op, const Val& a, const Val& b) {
    if (a.is_null() || b.is_null()) return {};
    if (op == "+") return Val::Int(a.number + b.number);
    return Val::Int(op == "-" ? a.number - b.number : a.number * b.number);
  }
  static Val Item(const Val& list, const Val& index) {
    if (list.is_null() || index.is_null()) return {};
    const int64_t at = index.number < 0 ? index.number + Size(list.items) : index.number;
    return at < 0 || at >= Size(list.items) ? Val() : list.items[at];
  }
  Val OverList(const ModelExpr& e, const Val& list, const Row& row) const {
    if (list.is_null()) return {};
    std::vector<Val> kept;
    std::vector<Truth> truths;
    for (const Val& item : list.items) {
      Row inner = row;
      inner[e.name] = item;
      truths.push_back(ToTruth(Eval(e.args[1], inner)));
      if (e.kind == ModelExpr::Kind::kFilter && truths.back() == true) {
        kept.push_back(Eval(e.args[2], inner));
      }
    }
    return e.kind == ModelExpr::Kind::kFilter ? Val::List(kept)
                                              : FromTruth(Quantified(e.text, truths));
  }

  const ModelGraph& graph_;
};

}  // namespace

std::vector<std::string> RunNaively(const ModelQuery& query, const ModelGraph& graph) {
  std::vector<std::string> out;
  for (const auto& part : query.parts) {
    for (const Row& row : Naive(graph).RunSingle(part)) {
      std::string text;
      for (const auto& [name, expr] : part.back().items) text += Show(row.at(name)) + " | ";
      out.push_back(text);
    }
  }
  std::sort(out.begin(), out.end());
  if (query.parts.size() > 1 && !query.union_all) {
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }
  return out;
}

}  // namespace amana::test
