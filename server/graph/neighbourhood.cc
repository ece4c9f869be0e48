#include "server/graph/neighbourhood.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "server/graph/element.h"

namespace amana::server {
namespace {

constexpr size_t kScan = 1024;
constexpr size_t kMaxRelationships = 20'000;

template <typename Id>
void SortByPublicId(const Snapshot& graph, std::vector<Id>& ids) {
  std::vector<std::pair<std::string, Id>> named;
  named.reserve(ids.size());
  for (Id id : ids) named.emplace_back(graph.PublicId(id), id);
  std::sort(named.begin(), named.end());
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = named[i].second;
}

}  // namespace

Subgraph Neighbourhood(const Snapshot& graph, NodeId center, const NeighbourhoodOptions& options,
                       const std::atomic<bool>& cancelled) {
  Subgraph part;
  std::unordered_set<NodeId> known = {center};
  part.nodes.push_back(center);
  size_t level_begin = 0;
  auto visit = [&](NodeId node) {
    if (known.contains(node)) return;
    if (!options.articles && HasLabel(graph, node, "Article")) return;
    if (part.nodes.size() >= options.max_nodes) {
      part.truncated = true;
      return;
    }
    known.insert(node);
    part.nodes.push_back(node);
  };
  for (unsigned step = 0; step < options.depth && !cancelled; ++step) {
    const size_t level_end = part.nodes.size();
    for (size_t i = level_begin; i < level_end && !part.truncated && !cancelled; ++i) {
      const NodeId node = part.nodes[i];
      for (const Neighbor& next : graph.Out(node)) visit(next.node);
      for (const Neighbor& next : graph.In(node)) visit(next.node);
    }
    level_begin = level_end;
  }
  for (NodeId node : part.nodes) {
    for (const Neighbor& next : graph.Out(node)) {
      if (!known.contains(next.node)) continue;
      if (part.relationships.size() >= kMaxRelationships || cancelled) {
        part.truncated = true;
        return part;
      }
      part.relationships.push_back(next.relationship);
    }
  }
  return part;
}

Subgraph WholeGraph(const Snapshot& graph) {
  Subgraph all;
  NodeId nodes[kScan];
  for (NodeId from(0);;) {
    const size_t n = graph.ScanNodes(from, nodes);
    all.nodes.insert(all.nodes.end(), nodes, nodes + n);
    if (n < kScan) break;
    from = NodeId(nodes[n - 1].value + 1);
  }
  RelationshipId relationships[kScan];
  for (RelationshipId from(0);;) {
    const size_t n = graph.ScanRelationships(from, relationships);
    all.relationships.insert(all.relationships.end(), relationships, relationships + n);
    if (n < kScan) break;
    from = RelationshipId(relationships[n - 1].value + 1);
  }
  SortByPublicId(graph, all.nodes);
  SortByPublicId(graph, all.relationships);
  return all;
}

}  // namespace amana::server
