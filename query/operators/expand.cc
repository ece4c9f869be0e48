#include "query/operators/expand.h"

#include "query/operators/expansion.h"
#include "query/operators/rows.h"

namespace amana::query {
namespace {

class Expand : public Expansion {
 public:
  Expand(ExecutionContext& context, OperatorPtr input, const ExpandPlan& plan)
      : Expansion(context, std::move(input)), plan_(plan), types_(context, plan.types) {
    for (uint32_t symbol : plan.to_labels) labels_.push_back(context.label(symbol));
  }

 protected:
  void BeginBatch() override { types_ = TypeFilter(context_, plan_.types); }

  void BeginRow(uint32_t row) override {
    neighbors_.clear();
    at_ = 0;
    row_ = row;
    const Value& from = input().at(plan_.from, row);
    if (!from.is_node()) return;
    NodeId target;
    if (plan_.into) {
      const Value& to = input().at(plan_.to, row);
      if (!to.is_node()) return;
      target = to.AsNode();
    }
    Collect(from.AsNode(), target);
  }

  bool Fill() override {
    for (; at_ < neighbors_.size(); ++at_) {
      if (full()) return false;
      relationships_.emplace_back(RelationshipId(neighbors_[at_].relationship));
      if (!plan_.into) nodes_.emplace_back(NodeId(neighbors_[at_].node));
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.relationship].values() = std::move(relationships_);
    if (!plan_.into) out->columns[plan_.to].values() = std::move(nodes_);
    relationships_.clear();
    nodes_.clear();
  }

 private:
  void Collect(NodeId from, NodeId target) {
    const Snapshot& graph = context_.graph();
    VisitNeighbors(graph, from, types_.list(), plan_.direction, [&](const Neighbor& n) {
      if (plan_.into && NodeId(n.node) != target) return true;
      for (LabelId label : labels_) {
        if (!label.valid() || !graph.HasLabel(n.node, label)) return true;
      }
      if (!plan_.distinct_from.empty() &&
          UsedIn(input(), row_, plan_.distinct_from, n.relationship)) {
        return true;
      }
      neighbors_.push_back(n);
      return true;
    });
  }

  const ExpandPlan& plan_;
  TypeFilter types_;
  std::vector<LabelId> labels_;
  uint32_t row_ = 0;
  std::vector<Neighbor> neighbors_;
  size_t at_ = 0;
  std::vector<Value> relationships_;
  std::vector<Value> nodes_;
};

class Follow : public Expansion {
 public:
  Follow(ExecutionContext& context, OperatorPtr input, const FollowPlan& plan)
      : Expansion(context, std::move(input)), plan_(plan) {}

 protected:
  void BeginRow(uint32_t row) override {
    ends_.clear();
    at_ = 0;
    const Value& value = input().at(plan_.relationship, row);
    if (!value.is_relationship()) return;
    RelationshipId relationship = value.AsRelationship();
    const Snapshot& graph = context_.graph();
    if (!graph.HasRelationship(relationship)) return;
    if (!TypeFilter(context_, plan_.types).Has(graph.Type(relationship))) return;
    if (UsedIn(input(), row, plan_.distinct_from, relationship)) return;
    NodeId source = graph.Source(relationship);
    NodeId target = graph.Target(relationship);
    if (plan_.direction != Direction::kIn) Try(row, source, target);
    if (plan_.direction != Direction::kOut &&
        (plan_.direction == Direction::kIn || source != target)) {
      Try(row, target, source);
    }
  }

  bool Fill() override {
    for (; at_ < ends_.size(); ++at_) {
      if (full()) return false;
      from_.emplace_back(ends_[at_].first);
      to_.emplace_back(ends_[at_].second);
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    if (!plan_.from_bound) out->columns[plan_.from].values() = std::move(from_);
    if (!plan_.to_bound && plan_.to != plan_.from) {
      out->columns[plan_.to].values() = std::move(to_);
    }
    from_.clear();
    to_.clear();
  }

 private:
  void Try(uint32_t row, NodeId from, NodeId to) {
    auto agrees = [&](int slot, bool bound, NodeId node) {
      if (!bound) return true;
      const Value& value = input().at(slot, row);
      return value.is_node() && value.AsNode() == node;
    };
    if (plan_.from == plan_.to && from != to) return;
    if (agrees(plan_.from, plan_.from_bound, from) && agrees(plan_.to, plan_.to_bound, to)) {
      ends_.emplace_back(from, to);
    }
  }

  const FollowPlan& plan_;
  std::vector<std::pair<NodeId, NodeId>> ends_;
  size_t at_ = 0;
  std::vector<Value> from_;
  std::vector<Value> to_;
};

}  // namespace

OperatorPtr ExpandPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Expand>(context, OpenChild(*this, context), *this);
}

OperatorPtr FollowPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Follow>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
