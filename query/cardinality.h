#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/snapshot.h"
#include "query/execution.h"
#include "query/query_graph.h"

namespace amana::query {

// What the planner knows of how many there are: exact counts of labels and types, and for the rest
// samples of the graph as it is, so that nothing has to be kept up to date. Samples are taken at
// even distances: the same graph gives the same plan.
class Cardinality {
 public:
  Cardinality(const Snapshot& graph, const SymbolTable& symbols)
      : graph_(graph), symbols_(symbols) {}

  // Nodes with all of the labels, at most.
  double Nodes(const std::vector<uint32_t>& labels) const;
  double NodesWith(uint32_t label) const;

  struct Step {
    double fan_out = 0;  // relationships that a node has on average
    double share = 1;    // of their far ends, those that have the labels asked for
  };
  // One relationship of the pattern, walked from its start or (`backwards`) from its end.
  Step Along(const QueryGraph& pattern, const GraphRelationship& r, bool backwards) const;

  // The share of rows for which the predicate is true.
  double Selectivity(const Expr& predicate) const;

 private:
  const std::vector<NodeId>& Sample(const std::vector<uint32_t>& labels) const;
  // Of nodes of the pattern; where one has no label, ends of a relationship that leads to it.
  std::vector<NodeId> SampleOf(const QueryGraph& pattern, size_t node) const;
  // Calls visit(row) for the node's neighbours over the types, in the direction.
  template <typename Visit>
  void ForEachRow(NodeId node, const GraphRelationship& r, bool backwards, Visit visit) const;
  double CountOf(const std::vector<uint32_t>& types) const;
  double SelectivityOfComparison(const Expr& predicate) const;

  const Snapshot& graph_;
  const SymbolTable& symbols_;
  mutable std::map<std::vector<uint32_t>, std::vector<NodeId>> samples_;  // by labels
};

}  // namespace amana::query
