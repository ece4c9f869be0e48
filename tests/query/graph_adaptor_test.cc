// Boost.Graph's own algorithms on a snapshot, against plain ones.

#include "query/graph_adaptor.h"

#include <gtest/gtest.h>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/strong_components.hpp>
#include <limits>
#include <map>
#include <queue>
#include <random>

#include "core/graph_store.h"

namespace amana::query {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<SnapshotGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<SnapshotGraph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<SnapshotGraph>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<VertexIndexMap, NodeId>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<NodePropertyMap, NodeId>));
BOOST_CONCEPT_ASSERT(
    (boost::ReadablePropertyMapConcept<RelationshipWeightMap, SnapshotGraph::Edge>));

// 60 nodes, of which every seventh is deleted again, and random relationships with weights.
SnapshotGraph RandomGraph(uint32_t seed) {
  const auto store = GraphStore::InMemory();
  std::mt19937 random(seed);
  auto t = store->Begin(Writer::kPerson).value();
  std::vector<NodeId> nodes;
  for (int i = 0; i < 60; ++i) nodes.push_back(t.CreateNode({}, {}).value());
  for (int i = 0; i < 130; ++i) {
    const NodeId from = nodes[random() % 60];
    const NodeId to = nodes[random() % 60];
    const PropertyMap weight{{"weight", Value(static_cast<int>(random() % 9))}};
    EXPECT_TRUE(t.CreateRelationship(from, to, random() % 2 == 0 ? "A" : "B", weight));
  }
  for (int i = 0; i < 60; i += 7) EXPECT_TRUE(t.DetachDeleteNode(nodes[static_cast<size_t>(i)]));
  EXPECT_TRUE(t.Commit());
  return SnapshotGraph(store->snapshot());
}

std::map<NodeId, int> PlainDistances(const Snapshot& s, NodeId from) {
  std::map<NodeId, int> distances{{from, 0}};
  std::queue<NodeId> queue({from});
  for (; !queue.empty(); queue.pop()) {
    for (const Neighbor& n : s.Out(queue.front())) {
      if (distances.emplace(n.node, distances[queue.front()] + 1).second) queue.push(n.node);
    }
  }
  return distances;
}

TEST(SnapshotGraph, ListsVerticesAndEdgesOnceEach) {
  const SnapshotGraph g = RandomGraph(1);
  const auto [first, last] = vertices(g);
  EXPECT_EQ(static_cast<size_t>(std::distance(first, last)), num_vertices(g));
  EXPECT_EQ(num_vertices(g), 51u);
  size_t index = 0;
  for (auto v = first; v != last; ++v) EXPECT_EQ(get(boost::vertex_index, g, *v), index++);
  const auto [first_edge, last_edge] = edges(g);
  EXPECT_EQ(static_cast<size_t>(std::distance(first_edge, last_edge)), num_edges(g));
  size_t incoming = 0;
  for (auto v = first; v != last; ++v) {
    const auto [in, in_end] = in_edges(*v, g);
    for (auto e = in; e != in_end; ++e) EXPECT_EQ(target(*e, g), *v);
    incoming += in_degree(*v, g);
  }
  EXPECT_EQ(incoming, num_edges(g));
}

TEST(SnapshotGraph, BreadthFirstSearchFindsThePlainDistances) {
  for (uint32_t seed = 1; seed < 6; ++seed) {
    const SnapshotGraph g = RandomGraph(seed);
    const NodeId start = *vertices(g).first;
    std::vector<int> distances(num_vertices(g), -1);
    distances[g.Index(start)] = 0;
    const auto map =
        boost::make_iterator_property_map(distances.begin(), get(boost::vertex_index, g));
    boost::breadth_first_search(g, start,
                                boost::visitor(boost::make_bfs_visitor(
                                    boost::record_distances(map, boost::on_tree_edge()))));
    const auto plain = PlainDistances(g.snapshot(), start);
    for (auto [v, end] = vertices(g); v != end; ++v) {
      const auto found = plain.find(*v);
      EXPECT_EQ(distances[g.Index(*v)], found == plain.end() ? -1 : found->second);
    }
  }
}

TEST(SnapshotGraph, ShortestPathsReadWeightsFromAProperty) {
  const SnapshotGraph g = RandomGraph(3);
  const NodeId start = *vertices(g).first;
  const KeyId weight = g.snapshot().keys().Find("weight").value();
  const RelationshipWeightMap weights(g, weight, 1.0);
  std::vector<double> distances(num_vertices(g));
  boost::dijkstra_shortest_paths(
      g, start,
      boost::weight_map(weights).distance_map(
          boost::make_iterator_property_map(distances.begin(), get(boost::vertex_index, g))));
  EXPECT_EQ(distances[g.Index(start)], 0);
  // No edge offers a shorter way, and what is reached is what the plain search reaches.
  const auto plain = PlainDistances(g.snapshot(), start);
  constexpr double kUnreached = std::numeric_limits<double>::max();
  for (auto [v, end] = vertices(g); v != end; ++v) {
    EXPECT_EQ(distances[g.Index(*v)] != kUnreached, plain.contains(*v));
  }
  for (auto [e, end] = edges(g); e != end; ++e) {
    const double before = distances[g.Index(source(*e, g))];
    if (before == kUnreached) continue;
    EXPECT_LE(distances[g.Index(target(*e, g))], before + get(weights, *e));
  }
}

TEST(SnapshotGraph, StrongComponentsAgreeWithMutualReach) {
  const SnapshotGraph g = RandomGraph(4);
  std::vector<int> component(num_vertices(g));
  boost::strong_components(
      g, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, g)));
  for (auto [a, end] = vertices(g); a != end; ++a) {
    const auto from_a = PlainDistances(g.snapshot(), *a);
    for (auto b = vertices(g).first; b != end; ++b) {
      const bool mutual = from_a.contains(*b) && PlainDistances(g.snapshot(), *b).contains(*a);
      EXPECT_EQ(component[g.Index(*a)] == component[g.Index(*b)], mutual);
    }
  }
}

}  // namespace
}  // namespace amana::query
