#pragma once

#include <cstddef>
#include <vector>

#include "query/cardinality.h"
#include "query/query_graph.h"

namespace amana::query {

// How the nodes of a pattern can be found without its relationships.
struct Access {
  enum class Kind : uint8_t { kScan, kSeek, kPrefix };
  Kind kind = Kind::kScan;
  double rows = 0;              // for one input row
  size_t predicate = SIZE_MAX;  // of the pattern, that the index answers
  bool value_first = false;     // written as value = node.key
};
// The best access to an unbound node, given the slots whose values are known.
Access BestAccess(const QueryGraph& pattern, const GraphNode& node, const std::set<int>& bound,
                  const Cardinality& cardinality, const Snapshot& graph,
                  const SymbolTable& symbols);

// An equation between a property of the node and what is known: answered by one pass over the
// nodes and a hash table, rather than by a pass for each row. Its predicate, or SIZE_MAX.
size_t JoinPredicate(const QueryGraph& pattern, const GraphNode& node, const std::set<int>& bound);
// Which side of that predicate is the node's.
size_t SideOf(const Expr& equation, const GraphNode& node);

struct JoinStep {
  enum class Kind : uint8_t { kNode, kRelationship };
  Kind kind = Kind::kNode;
  size_t index = 0;        // of the pattern's nodes or relationships
  bool backwards = false;  // the relationship is walked from its end
  double rows = 0;         // after the step, before predicates that it makes answerable
};

// The cheapest order in which to bind the whole pattern, by uniform-cost search over what is bound;
// the cost is all rows that are looked at on the way. A very large pattern is searched in part and
// ended greedily.
std::vector<JoinStep> OrderJoins(const QueryGraph& pattern, double input_rows,
                                 const Cardinality& cardinality, const Snapshot& graph,
                                 const SymbolTable& symbols);

}  // namespace amana::query
