// Paths of a variable length. In general by depth-first search, one path at a time, so that a batch
// and the current path are all it keeps. Where nobody asks for the paths, nor how many there are,
// breadth-first search finds each end once.

#include <algorithm>
#include <utility>

#include "query/flat_map.h"
#include "query/label_test.h"
#include "query/number_set.h"
#include "query/operators/expand.h"
#include "query/operators/expansion.h"
#include "query/operators/relationship_filter.h"
#include "query/operators/rows.h"

namespace amana::query {
namespace {

class VarExpand : public Expansion {
 public:
  VarExpand(ExecutionContext& context, OperatorPtr input, const VarExpandPlan& plan)
      : Expansion(context, std::move(input), plan),
        plan_(plan),
        filter_(context, plan.types, plan.properties),
        keeps_lists_(!plan.list_bound && plan.Needs(plan.relationships)),
        ends_only_(!keeps_lists_ && !plan.list_bound && !plan.duplicates_matter && plan.min <= 1) {}

 protected:
  void BeginBatch() override {
    filter_.BeginBatch(input());
    labels_ = LabelTest(context_, plan_.to_labels);
    neighbors_fit_ = NeighborsFit();
  }

  void BeginRow(uint32_t row) override {
    row_ = row;
    depth_ = 0;
    ends_.clear();
    end_at_ = 0;
    path_.clear();
    pending_ = false;
    const Value& from = input().at(plan_.from, row);
    if (!from.is_node()) return;
    if (plan_.into && !input().at(plan_.to, row).is_node()) return;
    start_ = from.AsNode();
    if (plan_.list_bound) return FollowList();
    if (ends_only_) return FindEnds();
    pending_ = plan_.min == 0 && Accepts(start_);
    Push(start_);
  }

  bool Fill() override {
    if (pending_) {
      if (full()) return false;
      Take(plan_.list_bound ? end_ : start_);
      pending_ = false;
    }
    if (end_at_ < ends_.size()) {
      const size_t count = std::min(ends_.size() - end_at_, room());
      const auto from = ends_.begin() + static_cast<std::ptrdiff_t>(end_at_);
      nodes_.insert(nodes_.end(), from, from + static_cast<std::ptrdiff_t>(count));
      Add(count);
      end_at_ += count;
      if (end_at_ < ends_.size()) return false;
    }
    while (depth_ > 0) {
      if (full()) return false;
      if (++steps_ % 1024 == 0) context_.Check();
      Level& level = levels_[depth_ - 1];
      if (level.at == level.neighbors.size()) {
        --depth_;
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
    if (keeps_lists_) out->columns[plan_.relationships].values() = std::move(lists_);
    if (!plan_.into) out->columns[plan_.to].SetNodes(std::move(nodes_));
    lists_.clear();
    nodes_.clear();
  }

 private:
  struct Level {
    std::vector<Neighbor> neighbors;
    size_t at = 0;
  };

  bool Accepts(NodeId node) const {
    if (!labels_(static_cast<uint32_t>(node.value))) return false;
    return !plan_.into || input().at(plan_.to, row_).AsNode() == node;
  }

  // Whether all nodes behind the types had the labels when the base was made, and none lost one.
  bool NeighborsFit() const {
    if (filter_.types().all) return !labels_.any();
    const BaseSegment& base = *context_.graph().state().base;
    return std::ranges::all_of(filter_.types().types, [&](TypeId type) {
      return (plan_.direction == Direction::kIn ||
              labels_.HoldForSets(base.out.LabelSetsBehind(type))) &&
             (plan_.direction == Direction::kOut ||
              labels_.HoldForSets(base.in.LabelSetsBehind(type)));
    });
  }

  bool OnPath(RelationshipId relationship) const {
    return std::find(path_.begin(), path_.end(), relationship) != path_.end();
  }

  // Opens the relationships of `node` behind the current path, as far as paths may go.
  void Push(NodeId node) {
    if (levels_.size() == depth_) levels_.emplace_back();
    Level& level = levels_[depth_++];
    level.neighbors.clear();
    level.at = 0;
    if (path_.size() >= plan_.max) return;
    auto& neighbors = level.neighbors;
    VisitNeighbors(context_.graph(), node, filter_.types().list(), plan_.direction,
                   [&](const Neighbor& n) {
                     if (Fits(n.relationship)) neighbors.push_back(n);
                     return true;
                   });
  }

  bool Fits(RelationshipId relationship) const {
    return filter_.HasProperties(relationship, row_) &&
           !UsedIn(input(), row_, plan_.distinct_from, relationship);
  }

  void Take(NodeId end) {
    nodes_.push_back(static_cast<uint32_t>(end.value));
    Add();
    if (!keeps_lists_) return;
    std::vector<Value> list;
    list.reserve(path_.size());
    for (RelationshipId r : path_) list.emplace_back(r);
    if (plan_.backwards) std::reverse(list.begin(), list.end());
    lists_.push_back(Value::List(std::move(list)));
  }

  // Every node at the end of some path. The shortest way to a node is a path, for no relationship
  // comes twice on it; whether one leads back to the start is another question.
  void FindEnds() {
    const auto start = static_cast<uint32_t>(start_.value);
    seen_.Expect(1);
    seen_.Insert(start);
    bool meets_start = false;
    only_base_ = true;
    const bool any_fits = !filter_.asks_for_properties() && plan_.distinct_from.empty();
    reached_.assign(1, start);
    size_t level_begin = 0;
    for (uint64_t level = 0; level < plan_.max && level_begin < reached_.size(); ++level) {
      const size_t level_end = reached_.size();
      for (; level_begin < level_end; ++level_begin) {
        if (++steps_ % 256 == 0) context_.Check();
        PrefetchRows(context_.graph(), plan_.direction, filter_.types().list(), reached_,
                     level_begin);
        seen_.Expect(1);
        meets_start = Reach(reached_[level_begin], any_fits) || meets_start;
      }
    }
    bool closed = plan_.min == 0 || (meets_start && plan_.direction != Direction::kBoth);
    context_.Check();
    seen_.Forget(reached_);
    if (!closed && plan_.direction == Direction::kBoth) closed = LeadsBack();
    if (!closed) reached_.erase(reached_.begin());
    // The start may stand among them without being anybody's neighbour.
    const bool all_fit = neighbors_fit_ && only_base_ && (!closed || labels_(start));
    if (plan_.into || !all_fit) {
      std::erase_if(reached_, [&](uint32_t node) { return !Accepts(NodeId(node)); });
    }
    pending_ = false;
    std::swap(ends_, reached_);
  }

  // Adds the neighbours of `from` that are new; returns whether the start is among them. All of it
  // in one function: for small rows, finding the row is most of the work.
  [[gnu::flatten]] bool Reach(uint32_t from, bool any_fits) {
    bool meets_start = false;
    const auto reach = [&](uint32_t node) {
      meets_start = meets_start || node == start_.value;
      if (seen_.Insert(node)) reached_.push_back(node);
    };
    const auto* types = filter_.types().list();
    if (any_fits) {
      VisitRuns(context_.graph(), NodeId(from), types, plan_.direction,
                [&](const NeighborRun& run, bool) {
                  only_base_ = only_base_ && (run.is_of_base() || run.empty());
                  for (const uint32_t node : run.nodes()) reach(node);
                  return true;
                });
    } else {
      VisitNeighbors(context_.graph(), NodeId(from), types, plan_.direction,
                     [&](const Neighbor& n) {
                       if (Fits(n.relationship)) reach(n.node.value);
                       return true;
                     });
      only_base_ = false;  // it was not asked
    }
    return meets_start;
  }

  // Whether a path without direction leads from the start back to it: a cycle through the start.
  // Nodes are filed under the first relationship of the way to them; a relationship between nodes
  // under two different ones closes a cycle.
  bool LeadsBack() {
    struct Way {
      uint32_t first = 0;
      uint32_t last = 0;
      uint64_t length = 0;
    };
    FlatMap<uint32_t, Way> ways(&context_);
    std::vector<uint32_t> level, next;
    const auto start = static_cast<uint32_t>(start_.value);
    bool found = false;
    const auto visit = [&](uint32_t from, const Way& way) {
      VisitNeighbors(context_.graph(), NodeId(from), filter_.types().list(), plan_.direction,
                     [&](const Neighbor& n) {
                       const uint32_t r = n.relationship.value;
                       if (!Fits(n.relationship) || (way.length > 0 && r == way.last)) return true;
                       if (n.node.value == start) {
                         // A loop; behind the first step, the relationship that closes is met from
                         // its start.
                         found = found || (way.length == 0 && plan_.max >= 1);
                         return !found;
                       }
                       const Way longer{way.length == 0 ? r : way.first, r, way.length + 1};
                       const auto at = ways.Insert(n.node.value);
                       if (at.fresh) {
                         *at.value = longer;
                         next.push_back(n.node.value);
                       } else if (at.value->first != longer.first) {
                         found = at.value->length + longer.length <= plan_.max;
                       }
                       return !found;
                     });
    };
    visit(start, Way());
    for (uint64_t length = 1; !found && !next.empty() && 2 * length + 1 <= plan_.max; ++length) {
      std::swap(level, next);
      next.clear();
      for (const uint32_t node : level) {
        if (++steps_ % 256 == 0) context_.Check();
        const Way way = *ways.Find(node);
        visit(node, way);
        if (found) break;
      }
    }
    return found;
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
      if (!filter_.types().Has(graph.Type(r)) || !Fits(r)) return;
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
  RelationshipFilter filter_;
  uint32_t row_ = 0;
  NodeId start_;
  NodeId end_;
  bool pending_ = false;
  uint64_t steps_ = 0;
  std::vector<Level> levels_;  // the first depth_ of them are in use
  size_t depth_ = 0;
  std::vector<RelationshipId> path_;
  const bool keeps_lists_;
  const bool ends_only_;
  LabelTest labels_;
  bool neighbors_fit_ = false;
  bool only_base_ = false;  // all runs met are as the base has them
  NumberSet seen_{&context_};
  Counted<uint32_t> reached_{&context_};
  Counted<uint32_t> ends_{&context_};
  size_t end_at_ = 0;
  std::vector<Value> lists_;
  std::vector<uint32_t> nodes_;
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
