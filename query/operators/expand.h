#pragma once

#include <optional>
#include <utility>

#include "query/plan.h"

namespace amana::query {

// One step along relationships from a node that is bound, to one that is new or (`into`) bound.
struct ExpandPlan : PlanNode {
  int from = -1;
  int relationship = -1;
  int to = -1;
  bool into = false;
  Direction direction = Direction::kOut;
  std::vector<uint32_t> types;      // symbols; empty: all
  std::vector<uint32_t> to_labels;  // that the new node must have
  std::vector<int> distinct_from;   // slots of relationships (or lists of them) of the same MATCH
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return (into ? "ExpandInto " : "Expand ") + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// Where the relationship itself is bound already: checks it against the pattern and binds its ends.
struct FollowPlan : PlanNode {
  int relationship = -1;
  int from = -1;
  int to = -1;
  bool from_bound = false;
  bool to_bound = false;
  Direction direction = Direction::kOut;
  std::vector<uint32_t> types;
  std::vector<int> distinct_from;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "Follow " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// Paths of min to max relationships, none twice; their list goes to `relationships`.
struct VarExpandPlan : PlanNode {
  int from = -1;
  int relationships = -1;
  int to = -1;
  bool into = false;
  Direction direction = Direction::kOut;
  std::vector<uint32_t> types;
  std::vector<uint32_t> to_labels;  // that the far node must have
  uint64_t min = 1;
  uint64_t max = UINT64_MAX;
  std::vector<std::pair<uint32_t, ExprPtr>> properties;  // that each relationship must have
  std::vector<int> distinct_from;
  bool backwards = false;   // walked from the far end: the list is turned round
  bool list_bound = false;  // the list is given: check it
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override { return "VarExpand " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

// One, or all, of the shortest paths between two bound nodes.
struct ShortestPathPlan : PlanNode {
  int from = -1;
  int relationships = -1;
  int to = -1;
  bool all = false;
  bool single = false;  // not variable-length: `relationships` is one relationship
  Direction direction = Direction::kOut;
  std::vector<uint32_t> types;
  uint64_t min = 1;
  uint64_t max = UINT64_MAX;
  std::vector<std::pair<uint32_t, ExprPtr>> properties;
  std::string shown;

  Effect effect() const override { return Effect::kRead; }
  std::string Describe() const override {
    return (all ? "AllShortestPaths " : "ShortestPath ") + shown;
  }
  OperatorPtr Open(ExecutionContext& context) const override;
  std::vector<const Expr*> expressions() const override;
};

}  // namespace amana::query
