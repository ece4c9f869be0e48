// Breadth-first search from both ends, level by level, always on the side with the smaller
// frontier. The first level at which the two sides meet gives the shortest length; all shortest
// paths run through the nodes where they meet then.

#include <unordered_map>

#include "query/evaluator.h"
#include "query/operators/expand.h"
#include "query/operators/expansion.h"
#include "query/operators/rows.h"

namespace amana::query {
namespace {

Direction Opposite(Direction d) {
  return d == Direction::kOut ? Direction::kIn : d == Direction::kIn ? Direction::kOut : d;
}

// What one side has seen: for each node its distance and the steps that lead there from the level
// before.
struct Side {
  struct Seen {
    uint64_t distance = 0;
    std::vector<Neighbor> from;
  };
  std::unordered_map<NodeId, Seen> seen;
  std::vector<NodeId> frontier;
  uint64_t level = 0;
  Direction direction = Direction::kOut;

  void Start(NodeId node, Direction d) {
    seen.clear();
    seen[node];
    frontier = {node};
    level = 0;
    direction = d;
  }
};

class ShortestPath : public Expansion {
 public:
  ShortestPath(ExecutionContext& context, OperatorPtr input, const ShortestPathPlan& plan)
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
    paths_.clear();
    at_ = 0;
    const Value& from = input().at(plan_.from, row);
    const Value& to = input().at(plan_.to, row);
    if (!from.is_node() || !to.is_node()) return;
    if (from.AsNode() == to.AsNode()) {
      if (plan_.min == 0) paths_.emplace_back();
      return;
    }
    Search(from.AsNode(), to.AsNode());
  }

  bool Fill() override {
    for (; at_ < paths_.size(); ++at_) {
      if (full()) return false;
      std::vector<Value> list;
      for (RelationshipId r : paths_[at_]) list.emplace_back(r);
      lists_.push_back(plan_.single ? list.front() : Value::List(std::move(list)));
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.relationships].values() = std::move(lists_);
    lists_.clear();
  }

 private:
  using Path = std::vector<RelationshipId>;

  void Search(NodeId from, NodeId to) {
    forward_.Start(from, plan_.direction);
    backward_.Start(to, Opposite(plan_.direction));
    while (!forward_.frontier.empty() && !backward_.frontier.empty() &&
           forward_.level + backward_.level < plan_.max) {
      bool ahead = forward_.frontier.size() <= backward_.frontier.size();
      Side& side = ahead ? forward_ : backward_;
      const Side& other = ahead ? backward_ : forward_;
      Advance(&side);
      std::vector<NodeId> meeting;
      for (NodeId node : side.frontier) {
        if (other.seen.contains(node)) meeting.push_back(node);
      }
      if (meeting.empty()) continue;
      for (NodeId node : meeting) {
        Join(node);
        if (!plan_.all) return;
      }
      return;
    }
  }

  void Advance(Side* side) {
    std::vector<NodeId> next;
    ++side->level;
    for (NodeId node : side->frontier) {
      if (++steps_ % 256 == 0) {
        context_.Check();
        context_.Reserve(static_cast<int64_t>(side->seen.size() * 96));
      }
      VisitNeighbors(context_.graph(), node, types_.list(), side->direction,
                     [&](const Neighbor& n) {
                       if (!Fits(n.relationship)) return true;
                       auto [at, fresh] = side->seen.try_emplace(n.node);
                       if (fresh) {
                         at->second.distance = side->level;
                         next.push_back(n.node);
                       } else if (!plan_.all || at->second.distance != side->level) {
                         return true;
                       }
                       Neighbor back = n;
                       back.node = node;
                       at->second.from.push_back(back);
                       return true;
                     });
    }
    side->frontier = std::move(next);
  }

  bool Fits(RelationshipId relationship) const {
    for (size_t i = 0; i < plan_.properties.size(); ++i) {
      KeyId key = context_.key(plan_.properties[i].first);
      if (!key.valid()) return false;
      Value value = context_.graph().RelationshipProperty(relationship, key);
      if (Value::Equals(value, wanted_[i][row_]) != true) return false;
    }
    return true;
  }

  // All ways (or one) from the start to `node` and on to the end.
  void Join(NodeId node) {
    std::vector<Path> heads = Ways(forward_, node);
    std::vector<Path> tails = Ways(backward_, node);
    for (const Path& head : heads) {
      for (const Path& tail : tails) {
        context_.Check();
        Path path(head.rbegin(), head.rend());
        path.insert(path.end(), tail.begin(), tail.end());
        paths_.push_back(std::move(path));
        if (!plan_.all) return;
      }
    }
  }

  // From `node` back to where the side started, nearest relationship first.
  std::vector<Path> Ways(const Side& side, NodeId node) {
    struct Frame {
      NodeId node;
      size_t at = 0;
    };
    std::vector<Path> ways;
    std::vector<Frame> stack = {{node}};
    Path path;
    while (!stack.empty()) {
      if (++steps_ % 1024 == 0) context_.Check();
      Frame& top = stack.back();
      const auto& seen = side.seen.at(top.node);
      if (seen.distance == 0) {
        ways.push_back(path);
        if (!plan_.all) return ways;
      }
      if (seen.distance == 0 || top.at == seen.from.size()) {
        stack.pop_back();
        if (!path.empty()) path.pop_back();
        continue;
      }
      Neighbor step = seen.from[top.at++];
      path.push_back(step.relationship);
      stack.push_back({step.node});
    }
    return ways;
  }

  const ShortestPathPlan& plan_;
  TypeFilter types_;
  Evaluator evaluator_;
  std::vector<std::vector<Value>> wanted_;
  uint32_t row_ = 0;
  uint64_t steps_ = 0;
  Side forward_;
  Side backward_;
  std::vector<Path> paths_;
  size_t at_ = 0;
  std::vector<Value> lists_;
};

}  // namespace

std::vector<const Expr*> ShortestPathPlan::expressions() const {
  std::vector<const Expr*> out;
  for (const auto& [key, value] : properties) out.push_back(value.get());
  return out;
}

OperatorPtr ShortestPathPlan::Open(ExecutionContext& context) const {
  return std::make_unique<ShortestPath>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query
