#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "core/snapshot.h"
#include "query/expression.h"
#include "query/plan.h"

namespace amana::query {

// The pattern of one MATCH with its predicates, before anything is decided about the order of
// steps.
struct GraphNode {
  int slot = -1;
  std::vector<uint32_t> labels;  // symbols
  std::string shown;
};

struct GraphRelationship {
  int slot = -1;
  size_t from = 0;  // indexes of nodes
  size_t to = 0;
  Direction direction = Direction::kOut;
  std::vector<uint32_t> types;
  PathKind kind = PathKind::kAll;
  bool variable_length = false;
  uint64_t min = 1;
  uint64_t max = UINT64_MAX;
  std::vector<std::pair<uint32_t, ExprPtr>> properties;  // of variable-length and shortest ones
  std::string shown;
};

struct QueryGraph {
  std::vector<GraphNode> nodes;
  std::vector<GraphRelationship> relationships;
  std::vector<ExprPtr> predicates;             // all must hold
  std::vector<std::pair<int, ExprPtr>> paths;  // slots of path variables and what they join
  std::set<int> bound;                         // slots that the input already has
};

// Turns the pattern into operators behind `input`, in the cheapest order (query/join_order.h);
// predicates as early as they can.
PlanPtr PlanMatch(QueryGraph graph, PlanPtr input, const Snapshot& statistics,
                  const SymbolTable& symbols);

}  // namespace amana::query
