#pragma once

#include <boost/graph/adjacency_list.hpp>

#include "query/algo/projection.h"

namespace amana::query {

using DirectedGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
using UndirectedGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

// The vertex index of the graphs above, which the library asks for all the time: so it is here that
// its algorithms meet the limits.
struct TickingIndex {
  using key_type = size_t;
  using value_type = size_t;
  using reference = size_t;
  using category = boost::readable_property_map_tag;

  Ticker* ticker;
  friend size_t get(const TickingIndex& map, size_t vertex) {
    map.ticker->Tick();
    return vertex;
  }
};

// A projection as the library's algorithms take it. `simple`: no arc twice, and no loops.
template <typename Graph>
Graph MakeBoostGraph(Projection& projection, bool simple) {
  constexpr size_t kBytesPerArc = 96;
  projection.Charge(projection.arc_count() * kBytesPerArc + projection.size() * kBytesPerArc);
  Graph graph(projection.size());
  Ticker ticker(projection.context());
  const bool undirected = boost::is_undirected(graph);
  for (uint32_t from = 0; from < projection.size(); ++from) {
    uint32_t last = UINT32_MAX;
    for (const Projection::Arc& arc : projection.Row(from)) {
      ticker.Tick();
      // Undirected projections hold each edge both ways.
      if (undirected && arc.target < from) continue;
      if (simple && (arc.target == last || arc.target == from)) continue;
      last = arc.target;
      add_edge(from, arc.target, graph);
    }
  }
  return graph;
}

}  // namespace amana::query
