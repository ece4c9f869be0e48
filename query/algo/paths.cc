// Shortest paths by weight, and the k shortest without a node twice (Yen). The search is our own:
// the library's cannot stop at the target but by an exception, and has no Yen.

#include <algorithm>
#include <limits>
#include <queue>
#include <set>

#include "query/algo/algorithms.h"
#include "query/algo/projection.h"

namespace amana::query {
namespace {

struct Route {
  double cost = 0;
  std::vector<uint32_t> nodes;
  std::vector<RelationshipId> relationships;

  // The cheaper first, then the fewer steps, then by what they run through.
  auto operator<=>(const Route& o) const {
    if (cost != o.cost)
      return cost < o.cost ? std::weak_ordering::less : std::weak_ordering::greater;
    if (auto c = nodes.size() <=> o.nodes.size(); c != 0) return std::weak_ordering(c);
    if (auto c = nodes <=> o.nodes; c != 0) return std::weak_ordering(c);
    return std::weak_ordering(relationships <=> o.relationships);
  }
  bool operator==(const Route& o) const {
    return relationships == o.relationships && nodes == o.nodes;
  }
};

// Dijkstra's search, with nodes and relationships that may be closed to it.
class Search {
 public:
  explicit Search(Projection& graph)
      : graph_(graph),
        ticker_(graph.context()),
        cost_(graph.size()),
        from_(graph.size()),
        closed_(graph.size(), false) {
    graph.Charge(graph.size() * (sizeof(double) + sizeof(Step) + 1));
  }

  void CloseNode(uint32_t node) { closed_[node] = true; }
  void CloseRelationship(RelationshipId r) { closed_relationships_.insert(r); }
  void OpenAll() {
    std::fill(closed_.begin(), closed_.end(), false);
    closed_relationships_.clear();
  }

  std::optional<Route> Run(uint32_t source, uint32_t target) {
    std::fill(cost_.begin(), cost_.end(), std::numeric_limits<double>::infinity());
    using Entry = std::pair<double, uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    cost_[source] = 0;
    open.emplace(0, source);
    while (!open.empty()) {
      const auto [cost, node] = open.top();
      open.pop();
      if (cost > cost_[node]) continue;
      if (node == target) return Trace(source, target);
      for (const Projection::Arc& arc : graph_.Row(node)) {
        ticker_.Tick();
        if (closed_[arc.target] || closed_relationships_.contains(arc.relationship)) continue;
        if (cost + arc.weight >= cost_[arc.target]) continue;
        cost_[arc.target] = cost + arc.weight;
        from_[arc.target] = {node, arc.relationship};
        open.emplace(cost_[arc.target], arc.target);
      }
    }
    return std::nullopt;
  }

 private:
  struct Step {
    uint32_t node = 0;
    RelationshipId relationship;
  };

  Route Trace(uint32_t source, uint32_t target) const {
    Route route;
    route.cost = cost_[target];
    for (uint32_t at = target; at != source; at = from_[at].node) {
      route.nodes.push_back(at);
      route.relationships.push_back(from_[at].relationship);
    }
    route.nodes.push_back(source);
    std::reverse(route.nodes.begin(), route.nodes.end());
    std::reverse(route.relationships.begin(), route.relationships.end());
    return route;
  }

  Projection& graph_;
  Ticker ticker_;
  std::vector<double> cost_;
  std::vector<Step> from_;
  std::vector<bool> closed_;
  std::set<RelationshipId> closed_relationships_;
};

double CostOf(const Projection& graph, const Route& route, size_t steps) {
  double cost = 0;
  for (size_t i = 0; i < steps; ++i) {
    for (const Projection::Arc& arc : graph.Row(route.nodes[i])) {
      if (arc.relationship == route.relationships[i] && arc.target == route.nodes[i + 1]) {
        cost += arc.weight;
        break;
      }
    }
  }
  return cost;
}

// The cheapest way that leaves `base` at its step `at` for a way that no found route takes.
std::optional<Route> Deviate(Projection& graph, Search& search, const std::vector<Route>& found,
                             const Route& base, size_t at) {
  search.OpenAll();
  for (const Route& route : found) {
    const bool same_head =
        route.nodes.size() > at + 1 &&
        std::equal(base.nodes.begin(), base.nodes.begin() + static_cast<int64_t>(at) + 1,
                   route.nodes.begin()) &&
        std::equal(base.relationships.begin(),
                   base.relationships.begin() + static_cast<int64_t>(at),
                   route.relationships.begin());
    if (same_head) search.CloseRelationship(route.relationships[at]);
  }
  for (size_t i = 0; i < at; ++i) search.CloseNode(base.nodes[i]);
  auto tail = search.Run(base.nodes[at], base.nodes.back());
  if (!tail) return std::nullopt;
  Route whole;
  whole.cost = CostOf(graph, base, at) + tail->cost;
  whole.nodes.assign(base.nodes.begin(), base.nodes.begin() + static_cast<int64_t>(at));
  whole.nodes.insert(whole.nodes.end(), tail->nodes.begin(), tail->nodes.end());
  whole.relationships.assign(base.relationships.begin(),
                             base.relationships.begin() + static_cast<int64_t>(at));
  whole.relationships.insert(whole.relationships.end(), tail->relationships.begin(),
                             tail->relationships.end());
  return whole;
}

Value PathOf(const Projection& graph, const Route& route) {
  PathValue path;
  for (uint32_t node : route.nodes) path.nodes.push_back(graph.node(node));
  path.relationships = route.relationships;
  return Value(std::move(path));
}

}  // namespace

void AlgoShortest(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  if (a[0]->is_null() || a[1]->is_null()) return;
  Projection graph(context, AlgoSettings(*a[2], {}), AlgoDirection::kOut);
  Search search(graph);
  const auto route = search.Run(graph.IndexOf(*a[0]), graph.IndexOf(*a[1]));
  if (route) rows.Add({PathOf(graph, *route), Value(route->cost)});
}

void AlgoKShortest(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  if (a[0]->is_null() || a[1]->is_null() || a[2]->is_null()) return;
  Projection graph(context, AlgoSettings(*a[3], {}), AlgoDirection::kOut);
  Search search(graph);
  const int64_t wanted = a[2]->AsInteger();
  const uint32_t source = graph.IndexOf(*a[0]), target = graph.IndexOf(*a[1]);
  std::vector<Route> found;
  std::set<Route> candidates;
  if (auto first = search.Run(source, target); first && wanted > 0) candidates.insert(*first);
  while (!candidates.empty() && static_cast<int64_t>(found.size()) < wanted) {
    found.push_back(*candidates.begin());
    candidates.erase(candidates.begin());
    const Route& last = found.back();
    rows.Add({Value(static_cast<int64_t>(found.size())), PathOf(graph, last), Value(last.cost)});
    if (static_cast<int64_t>(found.size()) == wanted) break;
    for (size_t at = 0; at + 1 < last.nodes.size(); ++at) {
      context.Check();
      auto route = Deviate(graph, search, found, last, at);
      if (!route) continue;
      graph.Charge(route->nodes.size() * 2 * sizeof(uint64_t));
      candidates.insert(std::move(*route));
    }
  }
}

}  // namespace amana::query
