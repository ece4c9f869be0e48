#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

#include "core/snapshot.h"

namespace amana::server {

// A part of the graph: what is drawn or exported together.
struct Subgraph {
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;  // between these nodes only
  bool truncated = false;                     // there was more than the limit allows
};

struct NeighbourhoodOptions {
  unsigned depth = 1;
  size_t max_nodes = 100;
  bool articles = false;  // also follow relations to and from articles
};

// The nodes within `depth` steps of `center`, nearest first, and all relations between them.
Subgraph Neighbourhood(const Snapshot& graph, NodeId center, const NeighbourhoodOptions& options,
                       const std::atomic<bool>& cancelled);

// Everything, nodes and relations sorted by public id.
Subgraph WholeGraph(const Snapshot& graph);

}  // namespace amana::server
