// Depth-first search for paths of a variable length, one path at a time, so that a batch and the
// current path are all it keeps.

#include "query/evaluator.h"
#include "query/operators/expand.h"
#include "query/operators/expansion.h"
#include "query/operators/rows.h"

namespace amana::query {
namespace {

class VarExpand : public Expansion {
 public:
  VarExpand(ExecutionContext& context, OperatorPtr input, const VarExpandPlan& plan)
      : Expansion(context, std::move(input)),
        plan_(plan),
        types_(context, plan.types),
        evaluator_(context) {}

 protected:
  void BeginBatch() override {
    types_ = TypeFilter(context_, plan_.types);
    wanted_.clear();
    for (const auto& [key, value] : plan_.properties) {
      wanted_.push_back(evaluator_.Evaluate(*value, input()));
    }
  }

  void BeginRow(uint32_t row) override {
    row_ = row;
    levels_.clear();
    path_.clear();
    pending_ = false;
    const Value& from = input().at(plan_.from, row);
    if (!from.is_node()) return;
    if (plan_.into && !input().at(plan_.to, row).is_node()) return;
    start_ = from.AsNode();
    if (plan_.list_bound) return FollowList();
    pending_ = plan_.min == 0 && Accepts(start_);
    Push(start_);
  }

  bool Fill() override {
    if (pending_) {
      if (full()) return false;
      Take(plan_.list_bound ? end_ : start_);
      pending_ = false;
    }
    while (!levels_.empty()) {
      if (full()) return false;
      if (++steps_ % 1024 == 0) context_.Check();
      Level& level = levels_.back();
      if (level.at == level.neighbors.size()) {
        levels_.pop_back();
        if (!path_.empty()) path_.pop_back();
        continue;
      }
      Neighbor next = level.neighbors[level.at++];
      if (OnPath(next.relationship)) continue;
      path_.push_back(next.relationship);
      if (path_.size() >= plan_.min && Accepts(next.node)) Take(next.node);
      Push(next.node);
    }
    return true;
  }

  void Emit(Batch* out) override {
    if (!plan_.list_bound) out->columns[plan_.relationships].values() = std::move(lists_);
    if (!plan_.into) out->columns[plan_.to].values() = std::move(nodes_);
    lists_.clear();
    nodes_.clear();
  }

 private:
  struct Level {
    std::vector<Neighbor> neighbors;
    size_t at = 0;
  };

  bool Accepts(NodeId node) const {
    return !plan_.into || input().at(plan_.to, row_).AsNode() == node;
  }

  bool OnPath(RelationshipId relationship) const {
    return std::find(path_.begin(), path_.end(), relationship) != path_.end();
  }

  // Opens the relationships of `node` behind the current path, as far as paths may go.
  void Push(NodeId node) {
    levels_.emplace_back();
    if (path_.size() >= plan_.max) return;
    auto& neighbors = levels_.back().neighbors;
    VisitNeighbors(context_.graph(), node, types_.list(), plan_.direction, [&](const Neighbor& n) {
      if (Fits(n.relationship)) neighbors.push_back(n);
      return true;
    });
  }

  bool Fits(RelationshipId relationship) const {
    for (size_t i = 0; i < plan_.properties.size(); ++i) {
      KeyId key = context_.key(plan_.properties[i].first);
      if (!key.valid()) return false;
      Value value = context_.graph().RelationshipProperty(relationship, key);
      if (Value::Equals(value, wanted_[i][row_]) != true) return false;
    }
    return !UsedIn(input(), row_, plan_.distinct_from, relationship);
  }

  void Take(NodeId end) {
    std::vector<Value> list;
    list.reserve(path_.size());
    for (RelationshipId r : path_) list.emplace_back(r);
    if (plan_.backwards) std::reverse(list.begin(), list.end());
    lists_.push_back(Value::List(std::move(list)));
    nodes_.emplace_back(end);
    Add();
  }

  // The list of relationships is given: walk it.
  void FollowList() {
    const Value& list = input().at(plan_.relationships, row_);
    if (!list.is_list()) return;
    const Snapshot& graph = context_.graph();
    NodeId at = start_;
    auto items = list.AsList();
    if (items.size() < plan_.min || items.size() > plan_.max) return;
    for (const Value& item : items) {
      if (!item.is_relationship()) return;
      RelationshipId r = item.AsRelationship();
      if (!types_.Has(graph.Type(r)) || !Fits(r)) return;
      if (plan_.direction != Direction::kIn && graph.Source(r) == at) {
        at = graph.Target(r);
      } else if (plan_.direction != Direction::kOut && graph.Target(r) == at) {
        at = graph.Source(r);
      } else {
        return;
      }
    }
    end_ = at;
    pending_ = Accepts(at);
  }

  const VarExpandPlan& plan_;
  TypeFilter types_;
  Evaluator evaluator_;
  std::vector<std::vector<Value>> wanted_;
  uint32_t row_ = 0;
  NodeId start_;
  NodeId end_;
  bool pending_ = false;
  uint64_t steps_ = 0;
  std::vector<Level> levels_;
  std::vector<RelationshipId> path_;
  std::vector<Value> lists_;
  std::vector<Value> nodes_;
};

}  // namespace

std::vector<const Expr*> VarExpandPlan::expressions() const {
  std::vector<const Expr*> out;
  for (const auto& [key, value] : properties) out.push_back(value.get());
  return out;
}

OperatorPtr VarExpandPlan::Open(ExecutionContext& context) const {
  return std::make_unique<VarExpand>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
