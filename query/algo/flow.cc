// What everything must pass, and how much can flow.

// GCC 12 takes an optional within the library's edge iterators for uninitialized.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/dominator_tree.hpp>
#include <map>

#include "query/algo/algorithms.h"
#include "query/algo/boost_graph.h"

namespace amana::query {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using FlowGraph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<
        boost::edge_capacity_t, double,
        boost::property<boost::edge_residual_capacity_t, double,
                        boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

// Each arc with its reverse, which the library asks for.
FlowGraph MakeFlowGraph(Projection& graph) {
  constexpr size_t kBytesPerArc = 192;
  graph.Charge(graph.arc_count() * kBytesPerArc + graph.size() * kBytesPerArc);
  FlowGraph out(graph.size());
  auto capacity = get(boost::edge_capacity, out);
  auto reverse = get(boost::edge_reverse, out);
  Ticker ticker(graph.context());
  for (uint32_t from = 0; from < graph.size(); ++from) {
    for (const Projection::Arc& arc : graph.Row(from)) {
      ticker.Tick();
      if (arc.target == from) continue;
      const auto there = add_edge(from, arc.target, out).first;
      const auto back = add_edge(arc.target, from, out).first;
      capacity[there] = arc.weight;
      capacity[back] = 0;
      reverse[there] = back;
      reverse[back] = there;
    }
  }
  return out;
}

// The nodes that can be reached, numbered anew from the root on.
struct Reach {
  std::vector<uint32_t> nodes;
  std::vector<uint32_t> number;
};

Reach ReachOf(Projection& graph, uint32_t root) {
  Ticker ticker(graph.context());
  graph.Charge(graph.size() * 2 * sizeof(uint32_t));
  Reach reach{{root}, std::vector<uint32_t>(graph.size(), UINT32_MAX)};
  reach.number[root] = 0;
  for (size_t i = 0; i < reach.nodes.size(); ++i) {
    for (const Projection::Arc& arc : graph.Row(reach.nodes[i])) {
      ticker.Tick();
      if (reach.number[arc.target] != UINT32_MAX) continue;
      reach.number[arc.target] = static_cast<uint32_t>(reach.nodes.size());
      reach.nodes.push_back(arc.target);
    }
  }
  return reach;
}

}  // namespace

void AlgoDominators(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  if (a[0]->is_null()) return;
  Projection graph(context, AlgoSettings(*a[1], {}), AlgoDirection::kOut);
  const uint32_t root = graph.IndexOf(*a[0]);
  // The library goes wrong where nodes are out of the root's reach.
  const Reach reach = ReachOf(graph, root);
  graph.Charge(reach.nodes.size() * 192);
  DirectedGraph reached(reach.nodes.size());
  for (size_t i = 0; i < reach.nodes.size(); ++i) {
    for (const Projection::Arc& arc : graph.Row(reach.nodes[i])) {
      add_edge(i, reach.number[arc.target], reached);
    }
  }
  context.Check();
  const size_t none = boost::graph_traits<DirectedGraph>::null_vertex();
  std::vector<size_t> dominator(reach.nodes.size(), none);
  boost::lengauer_tarjan_dominator_tree(
      reached, 0,
      boost::make_iterator_property_map(dominator.begin(), get(boost::vertex_index, reached)));
  std::map<uint32_t, uint32_t> found;  // in the order of nodes
  for (size_t i = 0; i < reach.nodes.size(); ++i) {
    if (dominator[i] != none) found[reach.nodes[i]] = reach.nodes[dominator[i]];
  }
  for (const auto& [node, over] : found) {
    rows.Add({Value(graph.node(node)), Value(graph.node(over))});
  }
}

void AlgoMaxFlow(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  if (a[0]->is_null() || a[1]->is_null()) return;
  Projection graph(context, AlgoSettings(*a[2], {}), AlgoDirection::kOut);
  const uint32_t source = graph.IndexOf(*a[0]), sink = graph.IndexOf(*a[1]);
  if (source == sink) {
    Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue",
          "A flow needs two different nodes");
  }
  FlowGraph flow = MakeFlowGraph(graph);
  Ticker ticker(context);
  const TickingIndex index{&ticker};
  std::vector<Traits::edge_descriptor> predecessor(graph.size());
  std::vector<boost::default_color_type> color(graph.size());
  std::vector<long> distance(graph.size());
  const double most = boost::boykov_kolmogorov_max_flow(
      flow, get(boost::edge_capacity, flow), get(boost::edge_residual_capacity, flow),
      get(boost::edge_reverse, flow), boost::make_iterator_property_map(predecessor.begin(), index),
      boost::make_iterator_property_map(color.begin(), index),
      boost::make_iterator_property_map(distance.begin(), index), index, source, sink);
  rows.Add({Value(most)});
}

}  // namespace amana::query
