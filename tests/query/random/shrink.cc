#include "tests/query/random/shrink.h"

namespace amana::test {
namespace {

void DropNode(ModelGraph* graph, int64_t node) {
  graph->nodes.erase(graph->nodes.begin() + node);
  std::erase_if(graph->rels, [&](const auto& r) { return r.from == node || r.to == node; });
  for (auto& rel : graph->rels) {
    rel.from -= rel.from > node ? 1 : 0;
    rel.to -= rel.to > node ? 1 : 0;
  }
}

// Cases with one thing less. Each way to make one is tried on a copy.
class Smaller {
 public:
  explicit Smaller(const RandomCase& whole) : whole_(whole) {}

  std::vector<RandomCase> All() {
    for (size_t i = 0; i < whole_.graph.nodes.size(); ++i) {
      With([&](RandomCase& c) { DropNode(&c.graph, static_cast<int64_t>(i)); });
      With([&](RandomCase& c) { c.graph.nodes[i].labels.clear(); });
      With([&](RandomCase& c) { c.graph.nodes[i].props.clear(); });
    }
    for (size_t i = 0; i < whole_.graph.rels.size(); ++i) {
      With([&](RandomCase& c) { Erase(&c.graph.rels, i); });
    }
    for (size_t p = 0; p < whole_.query.parts.size(); ++p) {
      if (whole_.query.parts.size() > 1) With([&](RandomCase& c) { Erase(&c.query.parts, p); });
      for (size_t i = 0; i < whole_.query.parts[p].size(); ++i) Clause(p, i);
    }
    return std::move(out_);
  }

 private:
  template <typename T>
  static void Erase(std::vector<T>* items, size_t at) {
    items->erase(items->begin() + static_cast<int64_t>(at));
  }
  template <typename Change>
  void With(Change&& change) {
    RandomCase copy = whole_;
    change(copy);
    out_.push_back(std::move(copy));
  }

  void Clause(size_t p, size_t i) {
    const ModelClause& clause = whole_.query.parts[p][i];
    auto change = [&](auto&& f) { With([&](RandomCase& c) { f(c.query.parts[p][i]); }); };
    if (whole_.query.parts[p].size() > 1) {
      With([&](RandomCase& c) { Erase(&c.query.parts[p], i); });
    }
    change([](ModelClause& c) { c.where.reset(); });
    change([](ModelClause& c) { c.pattern.where.reset(); });
    change([](ModelClause& c) { c.distinct = false; });
    change([](ModelClause& c) { c.skip.reset(); });
    change([](ModelClause& c) { c.limit.reset(); });
    for (size_t k = 0; k < clause.items.size(); ++k) {
      if (clause.items.size() > 1) change([&](ModelClause& c) { Erase(&c.items, k); });
      Expression(clause.items[k].second, [&](const ModelExpr& e) {
        change([&](ModelClause& c) { c.items[k].second = e; });
      });
    }
    for (size_t k = 0; k < clause.pattern.paths.size(); ++k) {
      if (clause.pattern.paths.size() > 1) {
        change([&](ModelClause& c) { Erase(&c.pattern.paths, k); });
      }
      change([&](ModelClause& c) {
        auto& path = c.pattern.paths[k];
        if (path.rels.empty()) return;
        path.rels.pop_back();
        path.nodes.pop_back();
      });
    }
    if (clause.where) {
      Expression(*clause.where,
                 [&](const ModelExpr& e) { change([&](ModelClause& c) { c.where = e; }); });
    }
    if (clause.pattern.where) {
      Expression(*clause.pattern.where,
                 [&](const ModelExpr& e) { change([&](ModelClause& c) { c.pattern.where = e; }); });
    }
  }

  // An operand instead of the whole, at any depth.
  static void Expression(const ModelExpr& e, const std::function<void(const ModelExpr&)>& use) {
    for (size_t i = 0; i < e.args.size(); ++i) {
      use(e.args[i]);
      Expression(e.args[i], [&](const ModelExpr& smaller) {
        ModelExpr copy = e;
        copy.args[i] = smaller;
        use(copy);
      });
    }
  }

  const RandomCase& whole_;
  std::vector<RandomCase> out_;
};

size_t SizeOf(const RandomCase& c) { return Print(c.graph).size() + Print(c.query).size(); }

}  // namespace

RandomCase Shrink(RandomCase found, const std::function<bool(const RandomCase&)>& fails) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (RandomCase& candidate : Smaller(found).All()) {
      if (SizeOf(candidate) >= SizeOf(found) || !fails(candidate)) continue;
      found = std::move(candidate);
      smaller = true;
      break;
    }
  }
  return found;
}

}  // namespace amana::test
