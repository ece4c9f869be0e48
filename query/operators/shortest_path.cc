// Breadth-first search from both ends, level by level, always on the side with the smaller
// frontier. The first level at which the two sides meet gives the shortest length; all shortest
// paths run through the nodes where they meet then.

#include "query/flat_map.h"
#include "query/operators/expand.h"
#include "query/operators/expansion.h"
#include "query/operators/relationship_filter.h"
#include "query/operators/rows.h"

namespace amana::query {
namespace {

Direction Opposite(Direction d) {
  return d == Direction::kOut ? Direction::kIn : d == Direction::kIn ? Direction::kOut : d;
}

// What one side has seen: for each node its distance and the steps that lead there from the level
// before, as a chain in `steps`.
struct Side {
  static constexpr uint32_t kEnd = UINT32_MAX;
  struct Seen {
    uint32_t distance = 0;
    uint32_t first = kEnd;
    uint32_t last = kEnd;
  };
  struct Step {
    Neighbor back;
    uint32_t next = kEnd;
  };
  explicit Side(MemoryAccount* account) : seen(account), steps(account) {}

  FlatMap<uint32_t, Seen> seen;
  Counted<Step> steps;
  std::vector<uint32_t> frontier;
  uint32_t level = 0;
  Direction direction = Direction::kOut;

  void Start(NodeId node, Direction d) {
    seen.Clear();
    steps.clear();
    seen.Insert(static_cast<uint32_t>(node.value));
    frontier = {static_cast<uint32_t>(node.value)};
    level = 0;
    direction = d;
  }
  void AddStep(Seen* to, Neighbor back) {
    const auto at = static_cast<uint32_t>(steps.size());
    steps.push_back({back, kEnd});
    if (to->last != kEnd) steps[to->last].next = at;
    if (to->first == kEnd) to->first = at;
    to->last = at;
  }
};

class ShortestPath : public Expansion {
 public:
  ShortestPath(ExecutionContext& context, OperatorPtr input, const ShortestPathPlan& plan)
      : Expansion(context, std::move(input), plan),
        plan_(plan),
        filter_(context, plan.types, plan.properties) {}

 protected:
  void BeginBatch() override { filter_.BeginBatch(input()); }

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
      Side& other = ahead ? backward_ : forward_;
      std::vector<uint32_t> meeting;
      Advance(&side, &other, &meeting);
      if (meeting.empty()) continue;
      for (uint32_t node : meeting) {
        Join(node);
        if (!plan_.all) return;
      }
      return;
    }
  }

  // One level further; the nodes that the other side has seen too go to `meeting`. They are on its
  // last level, or they would have been met before: so one is enough for one path.
  void Advance(Side* side, Side* other, std::vector<uint32_t>* meeting) {
    std::vector<uint32_t> next;
    ++side->level;
    for (uint32_t node : side->frontier) {
      if (++steps_ % 256 == 0) context_.Check();
      const bool go_on =
          VisitNeighbors(context_.graph(), NodeId(node), filter_.types().list(), side->direction,
                         [&](const Neighbor& n) {
                           if (!Fits(n.relationship)) return true;
                           const auto at = side->seen.Insert(n.node.value);
                           if (at.fresh) {
                             at.value->distance = side->level;
                             next.push_back(n.node.value);
                           } else if (!plan_.all || at.value->distance != side->level) {
                             return true;
                           }
                           side->AddStep(at.value, {NodeId(node), n.relationship});
                           if (at.fresh && other->seen.Contains(n.node.value)) {
                             meeting->push_back(n.node.value);
                             return plan_.all;
                           }
                           return true;
                         });
      if (!go_on) break;
    }
    side->frontier = std::move(next);
  }

  bool Fits(RelationshipId relationship) const { return filter_.HasProperties(relationship, row_); }

  // All ways (or one) from the start to `node` and on to the end.
  void Join(uint32_t node) {
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
  std::vector<Path> Ways(Side& side, uint32_t node) {
    std::vector<Path> ways;
    std::vector<const Side::Seen*> stack = {side.seen.Find(node)};
    std::vector<uint32_t> at = {stack.back()->first};  // the step to take next
    Path path;
    while (!stack.empty()) {
      if (++steps_ % 1024 == 0) context_.Check();
      const bool arrived = stack.back()->distance == 0;
      if (arrived) {
        ways.push_back(path);
        if (!plan_.all) return ways;
      }
      if (arrived || at.back() == Side::kEnd) {
        stack.pop_back();
        at.pop_back();
        if (!path.empty()) path.pop_back();
        continue;
      }
      const Side::Step& step = side.steps[at.back()];
      at.back() = step.next;
      path.push_back(step.back.relationship);
      stack.push_back(side.seen.Find(step.back.node.value));
      at.push_back(stack.back()->first);
    }
    return ways;
  }

  const ShortestPathPlan& plan_;
  RelationshipFilter filter_;
  uint32_t row_ = 0;
  uint64_t steps_ = 0;
  Side forward_{&context_};
  Side backward_{&context_};
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
