#include "tests/query/random/generate.h"

#include <fmt/format.h>

#include <algorithm>

namespace amana::test {
namespace {

enum class Type : uint8_t { kNode, kRel, kInt, kString, kBool, kInts };

struct Variable {
  std::string name;
  Type type;
};

const std::vector<std::string> kLabels = {"A", "B", "C"};
const std::vector<std::string> kTypes = {"R", "S"};
const std::vector<std::string> kStrings = {"", "x", "y", "xy"};

class Generator {
 public:
  explicit Generator(std::mt19937_64& random) : random_(random) {}

  ModelGraph Graph() {
    ModelGraph graph;
    graph.nodes.resize(Upto(6));
    for (auto& node : graph.nodes) {
      for (const std::string& label : kLabels) {
        if (Chance(40)) node.labels.push_back(label);
      }
      node.props = Properties(60);
    }
    for (uint64_t i = graph.nodes.empty() ? 0 : Upto(8); i > 0; --i) {
      const auto size = graph.nodes.size();
      graph.rels.push_back({static_cast<int64_t>(Below(size)), static_cast<int64_t>(Below(size)),
                            Pick(kTypes), Properties(40)});
    }
    return graph;
  }

  ModelQuery Query() {
    ModelQuery query;
    query.parts.push_back(Single(0));
    if (!Chance(10)) return query;
    query.union_all = Chance(50);
    scope_.clear();
    query.parts.push_back(Single(query.parts[0].back().items.size()));
    return query;
  }

  PartitionedQuery Partition() {
    ModelClause match;
    match.pattern = Pattern(2, false);
    ModelClause last;
    last.kind = ModelClause::Kind::kReturn;
    for (const Variable& v : scope_) last.items.emplace_back("c_" + v.name, Ref(v));
    if (last.items.empty()) last.items.emplace_back("c0", Literal(Val::Int(1)));
    return {{{{match, last}}, false}, Bool(3)};
  }

 private:
  uint64_t Below(uint64_t n) { return random_() % n; }
  uint64_t Upto(uint64_t n) { return Below(n + 1); }
  bool Chance(uint64_t percent) { return Below(100) < percent; }
  template <typename T>
  const T& Pick(const std::vector<T>& items) {
    return items[Below(items.size())];
  }
  std::string Fresh(const char* prefix) { return fmt::format("{}{}", prefix, names_++); }

  Val IntValue() { return Val::Int(static_cast<int64_t>(Upto(5)) - 2); }
  Props Properties(uint64_t percent) {
    Props props;
    if (Chance(percent)) props.emplace_back("a", IntValue());
    if (Chance(percent)) props.emplace_back("b", Val::String(Pick(kStrings)));
    if (Chance(percent / 2)) props.emplace_back("c", Val::Bool(Chance(50)));
    return props;
  }

  // Clauses.
  std::vector<ModelClause> Single(size_t columns) {
    std::vector<ModelClause> clauses;
    paths_left_ = 3;
    for (uint64_t i = 1 + Upto(2); i > 0; --i) {
      const uint64_t kind = Below(10);
      if (kind < 5 && paths_left_ > 0) {
        clauses.push_back(MatchClause());
      } else if (kind < 7) {
        ModelClause unwind;
        unwind.kind = ModelClause::Kind::kUnwind;
        unwind.list = Ints(2);
        unwind.name = Fresh("u");
        scope_.push_back({unwind.name, Type::kInt});
        clauses.push_back(unwind);
      } else {
        clauses.push_back(Projection(ModelClause::Kind::kWith, 1 + Upto(2)));
      }
    }
    clauses.push_back(Projection(ModelClause::Kind::kReturn, columns > 0 ? columns : 1 + Upto(2)));
    return clauses;
  }

  ModelClause MatchClause() {
    ModelClause clause;
    if (Chance(30)) clause.kind = ModelClause::Kind::kOptional;
    const size_t paths = 1 + (paths_left_ > 1 && Chance(25) ? 1 : 0);
    paths_left_ -= paths;
    clause.pattern = Pattern(paths, false);
    if (Chance(50)) clause.pattern.where = Bool(3);
    return clause;
  }

  ModelClause Projection(ModelClause::Kind kind, size_t columns) {
    ModelClause clause;
    clause.kind = kind;
    const bool returns = kind == ModelClause::Kind::kReturn;
    const bool aggregates = Chance(25);
    std::vector<Variable> made;
    bool scalar = true;
    for (size_t i = 0; i < columns; ++i) {
      Variable v{returns ? fmt::format("c{}", i) : Fresh("v"), Type::kInt};
      ModelExpr expr;
      if (aggregates && Chance(60)) {
        expr = Aggregate(&v.type);
      } else if (!scope_.empty() && Chance(60)) {
        const Variable& old = Pick(scope_);
        v.type = old.type;
        expr = Ref(old);
      } else {
        expr = Any(&v.type);
      }
      scalar = scalar && v.type != Type::kNode && v.type != Type::kRel;
      clause.items.emplace_back(v.name, expr);
      made.push_back(v);
    }
    clause.distinct = Chance(20);
    clause.ordered = scalar && Chance(30);
    clause.descending = Chance(40);
    if (clause.ordered && Chance(40)) clause.skip = static_cast<int>(Upto(3));
    if (clause.ordered && Chance(60)) clause.limit = static_cast<int>(Upto(4));
    scope_ = made;
    if (!returns && Chance(25)) clause.where = Bool(2);
    return clause;
  }

  ModelExpr Aggregate(Type* type) {
    ModelExpr e;
    e.kind = ModelExpr::Kind::kAggregate;
    *type = Type::kInt;
    e.name = Pick<std::string>({"count", "count", "sum", "min", "max"});
    if (e.name == "count" && Chance(50)) return e;
    e.distinct = Chance(30);
    if (e.name == "sum" || Chance(50)) {
      e.args.push_back(Int(2));
    } else {
      e.args.push_back(Any(type));
      if (e.name == "count") *type = Type::kInt;
      // Nodes and relationships have no order that others could know.
    }
    return e;
  }

  // Patterns.
  ModelPattern Pattern(size_t paths, bool inner) {
    ModelPattern pattern;
    std::vector<Variable> nodes;
    for (const Variable& v : scope_) {
      if (v.type == Type::kNode) nodes.push_back(v);
    }
    for (size_t i = 0; i < paths; ++i) {
      PathPart path;
      path.nodes.push_back(Node(&nodes, inner));
      for (uint64_t steps = Upto(2); steps > 0; --steps) {
        path.rels.push_back(Rel(inner));
        path.nodes.push_back(Node(&nodes, inner));
      }
      pattern.paths.push_back(std::move(path));
    }
    return pattern;
  }

  NodePart Node(std::vector<Variable>* nodes, bool inner) {
    NodePart part;
    if (!nodes->empty() && Chance(35)) {
      part.name = Pick(*nodes).name;
    } else if (!inner && Chance(70)) {
      part.name = Fresh("n");
      nodes->push_back({part.name, Type::kNode});
      scope_.push_back({part.name, Type::kNode});
    }
    if (Chance(30)) part.labels.push_back(Pick(kLabels));
    if (Chance(5)) part.labels.push_back(Pick(kLabels));
    if (Chance(10)) part.props.emplace_back("a", IntValue());
    return part;
  }

  RelPart Rel(bool inner) {
    RelPart part;
    part.way = static_cast<Way>(Below(3));
    if (Chance(40)) part.types.push_back(Pick(kTypes));
    if (Chance(5)) part.types.push_back(Pick(kTypes));
    part.variable_length = Chance(15);
    if (part.variable_length) {
      part.min = static_cast<int>(Upto(2));
      part.max = part.min + static_cast<int>(Upto(2));
    } else if (!inner && Chance(40)) {
      part.name = Fresh("r");
      scope_.push_back({part.name, Type::kRel});
    }
    if (Chance(8)) part.props.emplace_back("a", IntValue());
    return part;
  }

  // Expressions, by type.
  static ModelExpr Ref(const Variable& v) {
    ModelExpr e;
    e.kind = ModelExpr::Kind::kVariable;
    e.name = v.name;
    return e;
  }
  static ModelExpr Literal(Val value) {
    ModelExpr e;
    e.literal = std::move(value);
    return e;
  }
  static ModelExpr Make(ModelExpr::Kind kind, std::string name, std::vector<ModelExpr> args) {
    ModelExpr e;
    e.kind = kind;
    e.name = std::move(name);
    e.args = std::move(args);
    return e;
  }
  std::optional<ModelExpr> VariableOf(Type type) {
    std::vector<Variable> fit;
    for (const Variable& v : scope_) {
      if (v.type == type) fit.push_back(v);
    }
    if (fit.empty()) return std::nullopt;
    return Ref(Pick(fit));
  }
  std::optional<ModelExpr> PropertyNamed(const char* key) {
    auto element = VariableOf(Chance(70) ? Type::kNode : Type::kRel);
    if (!element) return std::nullopt;
    return Make(ModelExpr::Kind::kProperty, key, {*element});
  }
  // What needs no more depth.
  ModelExpr Leaf(Type type, const char* key, Val value) {
    if (Chance(60)) {
      if (auto e = PropertyNamed(key)) return *e;
    }
    if (Chance(60)) {
      if (auto e = VariableOf(type)) return *e;
    }
    return Literal(Chance(8) ? Val() : std::move(value));
  }
  template <typename MakeOne>
  ModelExpr Choice(int depth, MakeOne&& one) {
    using Kind = ModelExpr::Kind;
    if (Chance(50)) return Make(Kind::kCoalesce, "", {one(depth - 1), one(depth - 1)});
    return Make(Kind::kCase, "", {Bool(depth - 1), one(depth - 1), one(depth - 1)});
  }

  ModelExpr Any(Type* type) {
    switch (Below(5)) {
      case 0:
        *type = Type::kString;
        return String(2);
      case 1:
        *type = Type::kBool;
        return Bool(2);
      case 2:
        *type = Type::kInts;
        return Ints(2);
      default:
        *type = Type::kInt;
        return Int(2);
    }
  }

  ModelExpr Int(int depth) {
    using Kind = ModelExpr::Kind;
    if (depth <= 0 || Chance(40)) return Leaf(Type::kInt, "a", IntValue());
    switch (Below(7)) {
      case 0:
        return Make(Kind::kSize, "", {Ints(depth - 1)});
      case 1:
        return Make(Kind::kIndex, "", {Ints(depth - 1), Int(depth - 1)});
      case 2:
        return Choice(depth, [this](int d) { return Int(d); });
      case 3:
        return Subpattern(Kind::kCount);
      default:
        return Make(Kind::kArithmetic, Pick<std::string>({"+", "-", "*"}),
                    {Int(depth - 1), Int(depth - 1)});
    }
  }

  ModelExpr String(int depth) {
    if (depth <= 0 || Chance(70)) return Leaf(Type::kString, "b", Val::String(Pick(kStrings)));
    return Choice(depth, [this](int d) { return String(d); });
  }

  ModelExpr Ints(int depth) {
    using Kind = ModelExpr::Kind;
    if (Chance(20)) {
      if (auto e = VariableOf(Type::kInts)) return *e;
    }
    if (depth > 0 && Chance(25)) {
      const std::string name = Fresh("i");
      ModelExpr list = Ints(depth - 1);
      scope_.push_back({name, Type::kInt});
      ModelExpr e = Make(Kind::kFilter, name, {list, Bool(depth - 1), Int(depth - 1)});
      scope_.pop_back();
      return e;
    }
    std::vector<ModelExpr> items;
    for (uint64_t i = Upto(3); i > 0; --i) items.push_back(Int(depth - 1));
    return Make(Kind::kList, "", items);
  }

  ModelExpr Bool(int depth) {
    using Kind = ModelExpr::Kind;
    if (depth <= 0 || Chance(10)) return Leaf(Type::kBool, "c", Val::Bool(Chance(50)));
    switch (Below(12)) {
      case 0:
        return Make(Kind::kNot, "", {Bool(depth - 1)});
      case 1:
      case 2:
        return Make(Kind::kLogic, Pick<std::string>({"AND", "OR", "XOR"}),
                    {Bool(depth - 1), Bool(depth - 1)});
      case 3:
        return Make(Kind::kIsNull, "", {Chance(50) ? Int(depth - 1) : String(depth - 1)});
      case 4:
        return Make(Kind::kIn, "", {Int(depth - 1), Ints(depth - 1)});
      case 5:
        return Make(Kind::kStringTest, Pick<std::string>({"STARTS WITH", "ENDS WITH", "CONTAINS"}),
                    {String(depth - 1), String(depth - 1)});
      case 6:
        if (auto node = VariableOf(Type::kNode)) {
          return Make(Kind::kHasLabel, Pick(kLabels), {*node});
        }
        return Bool(depth - 1);
      case 7: {
        const std::string name = Fresh("q");
        ModelExpr list = Ints(depth - 1);
        scope_.push_back({name, Type::kInt});
        ModelExpr e = Make(Kind::kQuantifier, name, {list, Bool(depth - 1)});
        e.text = Pick<std::string>({"any", "all", "none", "single"});
        scope_.pop_back();
        return e;
      }
      case 8:
        return Subpattern(Kind::kExists);
      default:
        return Comparison(depth);
    }
  }

  ModelExpr Comparison(int depth) {
    const std::string op = Pick<std::string>({"=", "<>", "<", "<=", ">", ">="});
    auto side = [&](uint64_t kind) {
      return kind == 0 ? String(depth - 1) : kind == 1 ? Bool(depth - 1) : Int(depth - 1);
    };
    const uint64_t kind = Below(5);
    ModelExpr left = side(kind);
    return Make(ModelExpr::Kind::kCompare, op, {left, side(Chance(90) ? kind : Below(5))});
  }

  ModelExpr Subpattern(ModelExpr::Kind kind) {
    ModelExpr e;
    e.kind = kind;
    e.pattern = std::make_shared<ModelPattern>(Pattern(1, true));
    if (Chance(30)) e.pattern->where = Bool(1);
    return e;
  }

  std::mt19937_64& random_;
  std::vector<Variable> scope_;
  size_t paths_left_ = 0;
  uint64_t names_ = 0;
};

void Reverse(PathPart* path) {
  std::reverse(path->nodes.begin(), path->nodes.end());
  std::reverse(path->rels.begin(), path->rels.end());
  for (RelPart& rel : path->rels) {
    if (rel.way != Way::kBoth) rel.way = rel.way == Way::kOut ? Way::kIn : Way::kOut;
  }
}

}  // namespace

ModelGraph RandomGraph(std::mt19937_64& random) { return Generator(random).Graph(); }
ModelQuery RandomQuery(std::mt19937_64& random) { return Generator(random).Query(); }
PartitionedQuery RandomPartition(std::mt19937_64& random) { return Generator(random).Partition(); }

ModelQuery Reversed(ModelQuery query) {
  for (auto& part : query.parts) {
    for (ModelClause& clause : part) {
      auto& paths = clause.pattern.paths;
      std::reverse(paths.begin(), paths.end());
      for (PathPart& path : paths) Reverse(&path);
    }
  }
  return query;
}

}  // namespace amana::test
