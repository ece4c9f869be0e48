// Components, cores, orders and cycles.

#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/strong_components.hpp>
#include <map>
#include <queue>

#include "query/algo/algorithms.h"
#include "query/algo/boost_graph.h"

namespace amana::query {
namespace {

// Numbers components in the order of their first nodes, so that results do not depend on a search.
void AddComponents(const Projection& graph, const std::vector<int>& component,
                   ProcedureRows& rows) {
  std::map<int, int64_t> numbers;
  for (uint32_t i = 0; i < graph.size(); ++i) {
    const auto next = static_cast<int64_t>(numbers.size());
    const auto found = numbers.emplace(component[i], next).first;
    rows.Add({Value(graph.node(i)), Value(found->second)});
  }
}

auto IndexedBy(std::vector<int>& values, TickingIndex index) {
  return boost::make_iterator_property_map(values.begin(), index);
}

std::vector<int> StrongComponents(Projection& graph) {
  Ticker ticker(graph.context());
  const TickingIndex index{&ticker};
  const auto boost_graph = MakeBoostGraph<DirectedGraph>(graph, true);
  std::vector<int> component(graph.size());
  boost::strong_components(boost_graph, IndexedBy(component, index),
                           boost::vertex_index_map(index));
  return component;
}

// A shortest cycle through the node within its strong component.
std::vector<uint32_t> CycleThrough(const Projection& graph, const std::vector<int>& component,
                                   uint32_t start, Ticker& ticker) {
  std::map<uint32_t, uint32_t> from;
  std::queue<uint32_t> open;
  open.push(start);
  while (!open.empty()) {
    const uint32_t node = open.front();
    open.pop();
    for (const Projection::Arc& arc : graph.Row(node)) {
      ticker.Tick();
      if (component[arc.target] != component[start]) continue;
      if (arc.target == start) {
        std::vector<uint32_t> cycle = {node};
        while (cycle.back() != start) cycle.push_back(from.at(cycle.back()));
        return {cycle.rbegin(), cycle.rend()};
      }
      if (from.emplace(arc.target, node).second) open.push(arc.target);
    }
  }
  return {};
}

bool HasLoop(const Projection& graph, uint32_t node) {
  for (const Projection::Arc& arc : graph.Row(node)) {
    if (arc.target == node) return true;
  }
  return false;
}

}  // namespace

void AlgoComponents(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  Projection graph(context, AlgoSettings(*a[0], {}), AlgoDirection::kBoth);
  Ticker ticker(context);
  const TickingIndex index{&ticker};
  const auto boost_graph = MakeBoostGraph<UndirectedGraph>(graph, true);
  std::vector<int> component(graph.size());
  boost::connected_components(boost_graph, IndexedBy(component, index),
                              boost::vertex_index_map(index));
  AddComponents(graph, component, rows);
}

void AlgoStrongComponents(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  Projection graph(context, AlgoSettings(*a[0], {}), AlgoDirection::kOut);
  AddComponents(graph, StrongComponents(graph), rows);
}

void AlgoCoreNumbers(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  Projection graph(context, AlgoSettings(*a[0], {}), AlgoDirection::kBoth);
  const auto boost_graph = MakeBoostGraph<UndirectedGraph>(graph, true);
  context.Check();
  std::vector<int> core(graph.size());
  if (graph.size() > 0) {
    boost::core_numbers(boost_graph, boost::make_iterator_property_map(
                                         core.begin(), get(boost::vertex_index, boost_graph)));
  }
  for (uint32_t i = 0; i < graph.size(); ++i) {
    rows.Add({Value(graph.node(i)), Value(int64_t{core[i]})});
  }
}

void AlgoTopologicalOrder(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  Projection graph(context, AlgoSettings(*a[0], {}), AlgoDirection::kOut);
  Ticker ticker(context);
  std::vector<uint32_t> waiting_for(graph.size(), 0);
  for (uint32_t i = 0; i < graph.size(); ++i) {
    for (const Projection::Arc& arc : graph.Row(i)) ++waiting_for[arc.target];
  }
  // Of several nodes that could come next the one that was made first.
  std::priority_queue<uint32_t, std::vector<uint32_t>, std::greater<>> ready;
  for (uint32_t i = 0; i < graph.size(); ++i) {
    if (waiting_for[i] == 0) ready.push(i);
  }
  std::vector<uint32_t> order;
  while (!ready.empty()) {
    order.push_back(ready.top());
    ready.pop();
    for (const Projection::Arc& arc : graph.Row(order.back())) {
      ticker.Tick();
      if (--waiting_for[arc.target] == 0) ready.push(arc.target);
    }
  }
  if (order.size() < graph.size()) {
    Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue",
          "The graph has cycles, so it has no order; algo.cycles shows them");
  }
  int64_t position = 0;
  for (uint32_t node : order) rows.Add({Value(graph.node(node)), Value(position++)});
}

void AlgoCycles(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  Projection graph(context, AlgoSettings(*a[0], {}), AlgoDirection::kOut);
  const std::vector<int> component = StrongComponents(graph);
  std::map<int, uint32_t> sizes;
  for (int c : component) ++sizes[c];
  Ticker ticker(context);
  std::map<int, bool> shown;
  for (uint32_t i = 0; i < graph.size(); ++i) {
    const bool cyclic = sizes[component[i]] > 1 || HasLoop(graph, i);
    if (!cyclic || !shown.emplace(component[i], true).second) continue;
    std::vector<Value> nodes;
    for (uint32_t node : CycleThrough(graph, component, i, ticker)) {
      nodes.emplace_back(graph.node(node));
    }
    const auto length = static_cast<int64_t>(nodes.size());
    rows.Add({Value::List(std::move(nodes)), Value(length)});
  }
}

}  // namespace amana::query
