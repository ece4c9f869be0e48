#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/snapshot.h"

namespace amana::query {

// A snapshot as Boost.Graph sees it: a directed graph that may have parallel edges, and models
// VertexListGraph, EdgeListGraph and BidirectionalGraph. Vertices are node ids. The vertex index is
// dense, as the library's own maps need it: where nodes were deleted, it is a rank that the
// constructor counts (four bytes for each node ever made), else the ordinal itself.
// Query operators read the snapshot's rows directly, which is faster.
class SnapshotGraph {
 public:
  struct Edge {
    NodeId source;
    NodeId target;
    RelationshipId relationship;
    bool operator==(const Edge& other) const { return relationship == other.relationship; }
  };

  class VertexIterator;
  template <Direction kDirection>
  class RowIterator;
  class EdgeIterator;

  explicit SnapshotGraph(std::shared_ptr<const Snapshot> snapshot)
      : snapshot_(std::move(snapshot)) {
    if (snapshot_->node_count() == snapshot_->node_bound()) return;
    ranks_ = std::make_shared<std::vector<uint32_t>>(snapshot_->node_bound());
    uint32_t rank = 0;
    for (uint64_t i = 0; i < ranks_->size(); ++i) {
      (*ranks_)[i] = rank;
      if (snapshot_->HasNode(NodeId(i))) ++rank;
    }
  }

  const Snapshot& snapshot() const { return *snapshot_; }
  size_t Index(NodeId node) const { return ranks_ ? (*ranks_)[node.value] : node.value; }
  // The first node at or after `node`, or the bound.
  NodeId Next(NodeId node) const {
    while (node.value < snapshot_->node_bound() && !snapshot_->HasNode(node)) ++node.value;
    return node;
  }
  NodeId End() const { return NodeId(snapshot_->node_bound()); }

  // What boost::graph_traits asks for.
  struct traversal_category : virtual boost::bidirectional_graph_tag,
                              virtual boost::vertex_list_graph_tag,
                              virtual boost::edge_list_graph_tag {};
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using vertex_descriptor = NodeId;
  using edge_descriptor = Edge;
  using vertex_iterator = VertexIterator;
  using edge_iterator = EdgeIterator;
  using out_edge_iterator = RowIterator<Direction::kOut>;
  using in_edge_iterator = RowIterator<Direction::kIn>;
  using adjacency_iterator = void;
  using vertices_size_type = size_t;
  using edges_size_type = size_t;
  using degree_size_type = size_t;
  static NodeId null_vertex() { return NodeId(); }

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  std::shared_ptr<std::vector<uint32_t>> ranks_;
};

// Iterators look into the graph they came from, which must stay where it is.
class SnapshotGraph::VertexIterator
    : public boost::iterator_facade<VertexIterator, NodeId, boost::forward_traversal_tag, NodeId> {
 public:
  VertexIterator() = default;
  VertexIterator(const SnapshotGraph& graph, NodeId from)
      : graph_(&graph), node_(graph.Next(from)) {}

 private:
  friend class boost::iterator_core_access;
  NodeId dereference() const { return node_; }
  bool equal(const VertexIterator& other) const { return node_ == other.node_; }
  void increment() { node_ = graph_->Next(NodeId(node_.value + 1)); }

  const SnapshotGraph* graph_ = nullptr;
  NodeId node_;
};

// Over one row: the edges out of a node, or into it.
template <Direction kDirection>
class SnapshotGraph::RowIterator
    : public boost::iterator_facade<RowIterator<kDirection>, Edge,
                                    boost::random_access_traversal_tag, Edge> {
 public:
  RowIterator() = default;
  RowIterator(NodeId node, const NeighborRow& row, size_t at) : node_(node), row_(row), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  Edge dereference() const {
    const Neighbor at = row_[at_];
    if constexpr (kDirection == Direction::kOut) return {node_, at.node, at.relationship};
    return {at.node, node_, at.relationship};
  }
  bool equal(const RowIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t steps) { at_ += static_cast<size_t>(steps); }
  std::ptrdiff_t distance_to(const RowIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
  }

  NodeId node_;
  NeighborRow row_;
  size_t at_ = 0;
};

// Over all edges, by their source.
class SnapshotGraph::EdgeIterator
    : public boost::iterator_facade<EdgeIterator, Edge, boost::forward_traversal_tag, Edge> {
 public:
  EdgeIterator() = default;
  EdgeIterator(const SnapshotGraph& graph, NodeId from) : graph_(&graph), node_(from) { Settle(); }

 private:
  friend class boost::iterator_core_access;
  Edge dereference() const {
    const Neighbor neighbor = graph_->snapshot().Out(node_)[at_];
    return {node_, neighbor.node, neighbor.relationship};
  }
  bool equal(const EdgeIterator& other) const { return node_ == other.node_ && at_ == other.at_; }
  void increment() {
    ++at_;
    Settle();
  }
  // Moves on to the next node with an edge left.
  void Settle() {
    while (node_ != graph_->End() && at_ == graph_->snapshot().Out(node_).size()) {
      ++node_.value;
      at_ = 0;
    }
  }

  const SnapshotGraph* graph_ = nullptr;
  NodeId node_;
  size_t at_ = 0;
};

template <typename Iterator>
using IteratorPair = std::pair<Iterator, Iterator>;

inline IteratorPair<SnapshotGraph::VertexIterator> vertices(const SnapshotGraph& g) {
  return {{g, NodeId(0)}, {g, g.End()}};
}
inline size_t num_vertices(const SnapshotGraph& g) { return g.snapshot().node_count(); }

inline IteratorPair<SnapshotGraph::EdgeIterator> edges(const SnapshotGraph& g) {
  return {{g, NodeId(0)}, {g, g.End()}};
}
inline size_t num_edges(const SnapshotGraph& g) { return g.snapshot().relationship_count(); }

inline IteratorPair<SnapshotGraph::out_edge_iterator> out_edges(NodeId v, const SnapshotGraph& g) {
  const auto row = g.snapshot().Out(v);
  return {{v, row, 0}, {v, row, row.size()}};
}
inline IteratorPair<SnapshotGraph::in_edge_iterator> in_edges(NodeId v, const SnapshotGraph& g) {
  const auto row = g.snapshot().In(v);
  return {{v, row, 0}, {v, row, row.size()}};
}
inline size_t out_degree(NodeId v, const SnapshotGraph& g) { return g.snapshot().Out(v).size(); }
inline size_t in_degree(NodeId v, const SnapshotGraph& g) { return g.snapshot().In(v).size(); }
inline size_t degree(NodeId v, const SnapshotGraph& g) {
  return out_degree(v, g) + in_degree(v, g);
}
inline NodeId source(const SnapshotGraph::Edge& e, const SnapshotGraph&) { return e.source; }
inline NodeId target(const SnapshotGraph::Edge& e, const SnapshotGraph&) { return e.target; }

// From nodes to [0, num_vertices).
class VertexIndexMap {
 public:
  using key_type = NodeId;
  using value_type = size_t;
  using reference = size_t;
  using category = boost::readable_property_map_tag;

  VertexIndexMap() = default;
  explicit VertexIndexMap(const SnapshotGraph& graph) : graph_(&graph) {}
  friend size_t get(const VertexIndexMap& map, NodeId node) { return map.graph_->Index(node); }

 private:
  const SnapshotGraph* graph_ = nullptr;
};

inline VertexIndexMap get(boost::vertex_index_t, const SnapshotGraph& g) {
  return VertexIndexMap(g);
}
inline size_t get(boost::vertex_index_t, const SnapshotGraph& g, NodeId node) {
  return g.Index(node);
}

// One property of the nodes, as stored.
class NodePropertyMap {
 public:
  using key_type = NodeId;
  using value_type = Value;
  using reference = Value;
  using category = boost::readable_property_map_tag;

  NodePropertyMap(const SnapshotGraph& graph, KeyId key) : graph_(&graph), key_(key) {}
  friend Value get(const NodePropertyMap& map, NodeId node) {
    return map.graph_->snapshot().NodeProperty(node, map.key_);
  }

 private:
  const SnapshotGraph* graph_;
  KeyId key_;
};

// One numeric property of the relationships; `missing` where there is none or it is no number.
class RelationshipWeightMap {
 public:
  using key_type = SnapshotGraph::Edge;
  using value_type = double;
  using reference = double;
  using category = boost::readable_property_map_tag;

  RelationshipWeightMap(const SnapshotGraph& graph, KeyId key, double missing)
      : graph_(&graph), key_(key), missing_(missing) {}
  friend double get(const RelationshipWeightMap& map, const SnapshotGraph::Edge& edge) {
    const Value value = map.graph_->snapshot().RelationshipProperty(edge.relationship, map.key_);
    return value.is_number() ? value.AsNumber() : map.missing_;
  }

 private:
  const SnapshotGraph* graph_;
  KeyId key_;
  double missing_;
};

}  // namespace amana::query

template <>
struct boost::property_map<amana::query::SnapshotGraph, boost::vertex_index_t> {
  using type = amana::query::VertexIndexMap;
  using const_type = amana::query::VertexIndexMap;
};
