#include "query/join_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "core/base_segment.h"

namespace amana::query {
namespace {

constexpr double kPrefixShare = 0.01;
constexpr double kShortestPathCost = 100;  // looked at for each pair of ends
constexpr double kMaxHops = 4;             // beyond which a variable length is not multiplied out
constexpr size_t kMaxStates = 512;         // looked at before the search turns greedy

bool AllIn(const std::vector<int>& slots, const std::set<int>& bound) {
  return std::ranges::all_of(slots, [&](int slot) { return bound.contains(slot); });
}

std::vector<int> SlotsOf(const Expr& expr) {
  std::vector<int> slots;
  CollectSlots(expr, &slots);
  return slots;
}

bool IsPropertyOf(const Expr& expr, const GraphNode& node) {
  return expr.kind == ExprKind::kProperty && expr.children[0]->kind == ExprKind::kSlot &&
         expr.children[0]->slot == node.slot;
}

bool IsEquation(const Expr& expr) {
  return expr.kind == ExprKind::kCompare && expr.ops.size() == 1 && expr.ops[0] == Op::kEqual;
}

// Whether an index finds the nodes for which `predicate`, an equation, holds.
bool Seekable(const Expr& predicate, const GraphNode& node, const std::set<int>& bound,
              const Snapshot& graph, const SymbolTable& symbols, bool* value_first) {
  if (!IsEquation(predicate)) return false;
  for (const bool flipped : {false, true}) {
    const Expr& left = *predicate.children[flipped ? 1 : 0];
    const Expr& right = *predicate.children[flipped ? 0 : 1];
    if (!IsPropertyOf(left, node) || !AllIn(SlotsOf(right), bound)) continue;
    const auto key = graph.keys().Find(symbols.keys[left.symbol]);
    if (!key || !graph.HasIndex(*key)) continue;
    *value_first = flipped;
    return true;
  }
  return false;
}

bool Prefixed(const Expr& predicate, const GraphNode& node, const std::set<int>& bound,
              const Snapshot& graph, const SymbolTable& symbols) {
  if (predicate.kind != ExprKind::kStringMatch || predicate.op != Op::kStartsWith) return false;
  if (!IsPropertyOf(*predicate.children[0], node)) return false;
  if (!AllIn(SlotsOf(*predicate.children[1]), bound)) return false;
  const auto key = graph.keys().Find(symbols.keys[predicate.children[0]->symbol]);
  return key && std::ranges::find(kIndexedKeys, *key) != std::end(kIndexedKeys);
}

// What is bound, and what it has cost so far.
struct State {
  std::set<int> bound;
  std::vector<bool> done;     // relationships
  std::vector<bool> applied;  // predicates
  double rows = 1;
  double cost = 0;
  std::vector<JoinStep> steps;

  auto Key() const { return std::pair(bound, done); }
};

class Search {
 public:
  Search(const QueryGraph& pattern, const Cardinality& cardinality, const Snapshot& graph,
         const SymbolTable& symbols)
      : pattern_(pattern), cardinality_(cardinality), graph_(graph), symbols_(symbols) {
    for (const ExprPtr& predicate : pattern.predicates) {
      predicate_slots_.push_back(SlotsOf(*predicate));
      selectivities_.push_back(cardinality.Selectivity(*predicate));
    }
    for (const GraphRelationship& r : pattern.relationships) {
      along_.push_back({cardinality.Along(pattern, r, false), cardinality.Along(pattern, r, true)});
    }
  }

  std::vector<JoinStep> Run(double input_rows) {
    State start;
    start.bound = pattern_.bound;
    start.done.resize(pattern_.relationships.size());
    start.applied.resize(pattern_.predicates.size());
    start.rows = std::max(1.0, input_rows);
    ApplyPredicates(&start);
    Add(std::move(start));
    for (size_t looked_at = 0; !open_.empty(); ++looked_at) {
      State state = std::move(open_.begin()->second);
      open_.erase(open_.begin());
      if (IsComplete(state)) return std::move(state.steps);
      if (looked_at == kMaxStates) return EndGreedily(std::move(state));
      for (State& next : After(state)) Add(std::move(next));
    }
    return {};
  }

 private:
  bool IsComplete(const State& state) const {
    return std::ranges::all_of(state.done, [](bool done) { return done; }) &&
           std::ranges::all_of(pattern_.nodes,
                               [&](const GraphNode& n) { return state.bound.contains(n.slot); });
  }

  void Add(State state) {
    const auto [known, fresh] = best_.try_emplace(state.Key(), state.cost);
    if (!fresh) {
      if (known->second <= state.cost) return;
      known->second = state.cost;
    }
    open_.emplace(state.cost, std::move(state));
  }

  std::vector<JoinStep> EndGreedily(State state) const {
    while (!IsComplete(state)) {
      auto next = After(state);
      if (next.empty()) break;
      state = std::move(*std::ranges::min_element(
          next, {}, [](const State& s) { return std::pair(s.cost, s.rows); }));
    }
    return std::move(state.steps);
  }

  std::vector<State> After(const State& state) const {
    std::vector<State> out;
    for (size_t i = 0; i < pattern_.relationships.size(); ++i) {
      if (state.done[i]) continue;
      for (const bool backwards : {false, true}) {
        if (auto next = Along(state, i, backwards)) out.push_back(std::move(*next));
      }
    }
    for (size_t i = 0; i < pattern_.nodes.size(); ++i) {
      if (!state.bound.contains(pattern_.nodes[i].slot)) out.push_back(FindNode(state, i));
    }
    return out;
  }

  State FindNode(const State& state, size_t index) const {
    const GraphNode& node = pattern_.nodes[index];
    State next = state;
    const Access access = BestAccess(pattern_, node, state.bound, cardinality_, graph_, symbols_);
    next.rows = std::max(state.rows * access.rows, 1.0);
    if (access.kind != Access::Kind::kScan) {
      next.applied[access.predicate] = true;
      next.cost += next.rows;
    } else if (const size_t join = JoinPredicate(pattern_, node, state.bound); join != SIZE_MAX) {
      next.applied[join] = true;
      next.rows = std::max(next.rows * selectivities_[join], 1.0);
      next.cost += state.rows + access.rows + next.rows;
    } else {
      next.cost += next.rows;
    }
    Finish(&next, {JoinStep::Kind::kNode, index, false, next.rows}, {node.slot});
    return next;
  }

  // nullopt where the relationship cannot be walked so.
  std::optional<State> Along(const State& state, size_t index, bool backwards) const {
    const GraphRelationship& r = pattern_.relationships[index];
    const GraphNode& from = pattern_.nodes[backwards ? r.to : r.from];
    const GraphNode& to = pattern_.nodes[backwards ? r.from : r.to];
    for (const auto& [key, value] : r.properties) {
      if (!AllIn(SlotsOf(*value), state.bound)) return std::nullopt;
    }
    const bool from_bound = state.bound.contains(from.slot);
    const bool to_bound = state.bound.contains(to.slot);
    const bool given = state.bound.contains(r.slot);
    State next = state;
    if (r.kind != PathKind::kAll) {
      if (!from_bound || !to_bound || backwards) return std::nullopt;
      next.cost += state.rows * kShortestPathCost;
    } else if (given && !r.variable_length) {
      if (backwards) return std::nullopt;
      next.cost += state.rows;
    } else {
      // A list that is given runs from the pattern's start to its end.
      if (!from_bound || (given && backwards)) return std::nullopt;
      Walk(state, r, to, along_[index][backwards ? 1 : 0], to_bound, &next);
    }
    Finish(&next, {JoinStep::Kind::kRelationship, index, backwards, next.rows},
           {r.slot, from.slot, to.slot});
    return next;
  }

  void Walk(const State& state, const GraphRelationship& r, const GraphNode& to,
            const Cardinality::Step& along, bool into, State* next) const {
    double paths = along.fan_out;
    if (r.variable_length) {
      const double hops = std::min(static_cast<double>(r.max), kMaxHops);
      paths = std::pow(std::max(along.fan_out, 1.5), hops);
    }
    if (into) {
      const double meets = paths / std::max(1.0, cardinality_.Nodes(to.labels));
      // One step looks its end up in a sorted row; many walk all paths.
      next->cost += state.rows * (r.variable_length ? paths : 1);
      next->rows = state.rows * std::min(1.0, meets);
    } else {
      next->cost += state.rows * paths;
      next->rows = state.rows * paths * along.share;
    }
  }

  void Finish(State* state, JoinStep step, std::initializer_list<int> slots) const {
    if (step.kind == JoinStep::Kind::kRelationship) state->done[step.index] = true;
    state->bound.insert(slots);
    state->steps.push_back(step);
    ApplyPredicates(state);
    state->cost += 1;  // of two orders that cost the same, the one with fewer steps
  }

  void ApplyPredicates(State* state) const {
    for (size_t i = 0; i < predicate_slots_.size(); ++i) {
      if (state->applied[i] || !AllIn(predicate_slots_[i], state->bound)) continue;
      state->applied[i] = true;
      state->rows *= selectivities_[i];
    }
  }

  const QueryGraph& pattern_;
  const Cardinality& cardinality_;
  const Snapshot& graph_;
  const SymbolTable& symbols_;
  std::vector<std::vector<int>> predicate_slots_;
  std::vector<double> selectivities_;
  std::vector<std::array<Cardinality::Step, 2>> along_;  // by relationship: forwards, backwards
  std::multimap<double, State> open_;                    // by cost
  std::map<std::pair<std::set<int>, std::vector<bool>>, double> best_;
};

}  // namespace

Access BestAccess(const QueryGraph& pattern, const GraphNode& node, const std::set<int>& bound,
                  const Cardinality& cardinality, const Snapshot& graph,
                  const SymbolTable& symbols) {
  Access access;
  access.rows = cardinality.Nodes(node.labels);
  for (size_t i = 0; i < pattern.predicates.size(); ++i) {
    if (pattern.predicates[i] == nullptr) continue;
    const Expr& predicate = *pattern.predicates[i];
    bool value_first = false;
    if (Seekable(predicate, node, bound, graph, symbols, &value_first)) {
      return {Access::Kind::kSeek, 1, i, value_first};
    }
    if (access.kind == Access::Kind::kScan && Prefixed(predicate, node, bound, graph, symbols)) {
      access = {Access::Kind::kPrefix, access.rows * kPrefixShare, i, false};
    }
  }
  return access;
}

size_t SideOf(const Expr& equation, const GraphNode& node) {
  return IsPropertyOf(*equation.children[0], node) ? 0 : 1;
}

size_t JoinPredicate(const QueryGraph& pattern, const GraphNode& node, const std::set<int>& bound) {
  for (size_t i = 0; i < pattern.predicates.size(); ++i) {
    const Expr* predicate = pattern.predicates[i].get();
    if (predicate == nullptr || !IsEquation(*predicate)) continue;
    const size_t side = SideOf(*predicate, node);
    if (!IsPropertyOf(*predicate->children[side], node)) continue;
    const std::vector<int> others = SlotsOf(*predicate->children[1 - side]);
    if (!others.empty() && AllIn(others, bound)) return i;
  }
  return SIZE_MAX;
}

std::vector<JoinStep> OrderJoins(const QueryGraph& pattern, double input_rows,
                                 const Cardinality& cardinality, const Snapshot& graph,
                                 const SymbolTable& symbols) {
  return Search(pattern, cardinality, graph, symbols).Run(input_rows);
}

}  // namespace amana::query
