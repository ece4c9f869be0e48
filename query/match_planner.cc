#include <algorithm>
#include <utility>

#include "query/cardinality.h"
#include "query/join_order.h"
#include "query/operators/argument.h"
#include "query/operators/expand.h"
#include "query/operators/filter.h"
#include "query/operators/hash_join.h"
#include "query/operators/node_scan.h"
#include "query/operators/project.h"
#include "query/query_graph.h"

namespace amana::query {
namespace {

class MatchPlanner {
 public:
  MatchPlanner(QueryGraph graph, PlanPtr input, const Snapshot& statistics,
               const SymbolTable& symbols)
      : graph_(std::move(graph)),
        plan_(std::move(input)),
        statistics_(statistics),
        symbols_(symbols),
        cardinality_(statistics, symbols),
        bound_(graph_.bound),
        done_(graph_.relationships.size(), false) {
    rows_ = std::max(1.0, plan_->estimated_rows);
  }

  PlanPtr Run() {
    AdoptLabelPredicates();
    CheckBoundNodes();
    const auto steps = OrderJoins(graph_, rows_, cardinality_, statistics_, symbols_);
    ApplyPredicates();
    for (const JoinStep& step : steps) {
      if (step.kind == JoinStep::Kind::kNode) {
        FindNode(graph_.nodes[step.index]);
      } else {
        Take(step.index, step.backwards, step.rows);
      }
      ApplyPredicates();
    }
    BindPaths();
    ApplyPredicates();
    return std::move(plan_);
  }

 private:
  bool Bound(int slot) const { return bound_.contains(slot); }

  bool AllBound(const Expr& expr) const {
    std::vector<int> slots;
    CollectSlots(expr, &slots);
    return std::all_of(slots.begin(), slots.end(), [this](int s) { return Bound(s); });
  }

  void Push(PlanPtr node, double rows) {
    node->children.push_back(std::move(plan_));
    rows_ = std::max(rows, 1.0);
    node->estimated_rows = rows_;
    plan_ = std::move(node);
  }

  // WHERE n:Label says the same as (n:Label).
  void AdoptLabelPredicates() {
    std::erase_if(graph_.predicates, [this](const ExprPtr& p) {
      if (p->kind != ExprKind::kHasLabels || p->children[0]->kind != ExprKind::kSlot) return false;
      for (GraphNode& node : graph_.nodes) {
        if (node.slot != p->children[0]->slot || Bound(node.slot)) continue;
        node.labels.insert(node.labels.end(), p->symbols.begin(), p->symbols.end());
        return true;
      }
      return false;
    });
  }

  ExprPtr Slot(int slot) const {
    auto out = std::make_unique<Expr>();
    out->kind = ExprKind::kSlot;
    out->slot = slot;
    return out;
  }

  void AddLabelFilter(const GraphNode& node, const std::vector<uint32_t>& labels) {
    if (labels.empty()) return;
    auto has = std::make_unique<Expr>();
    has->kind = ExprKind::kHasLabels;
    has->symbols = labels;
    has->children.push_back(Slot(node.slot));
    graph_.predicates.push_back(std::move(has));
  }

  // Nodes that are bound already may be null, and have to have the labels asked for here.
  void CheckBoundNodes() {
    for (const GraphNode& node : graph_.nodes) {
      if (!Bound(node.slot)) continue;
      AddLabelFilter(node, node.labels);
      auto present = std::make_unique<Expr>();
      present->kind = ExprKind::kIsNotNull;
      present->children.push_back(Slot(node.slot));
      graph_.predicates.push_back(std::move(present));
    }
  }

  void ApplyPredicates() {
    auto filter = std::make_unique<FilterPlan>();
    std::erase_if(graph_.predicates, [&](ExprPtr& p) {
      if (!AllBound(*p)) return false;
      filter->predicates.push_back(std::move(p));
      return true;
    });
    if (filter->predicates.empty()) return;
    // Cheap ones first.
    std::stable_partition(filter->predicates.begin(), filter->predicates.end(),
                          [](const ExprPtr& p) { return p->kind != ExprKind::kSubquery; });
    for (const ExprPtr& p : filter->predicates) {
      filter->shown += (filter->shown.empty() ? "" : " AND ") + query::Describe(*p, {});
    }
    double rows = rows_;
    for (const ExprPtr& p : filter->predicates) rows *= cardinality_.Selectivity(*p);
    Push(std::move(filter), rows);
  }

  // Relationships of the same MATCH that have been bound before: none may occur twice.
  std::vector<int> Earlier(const GraphRelationship& r) const {
    std::vector<int> slots;
    for (size_t i = 0; i < graph_.relationships.size(); ++i) {
      const GraphRelationship& other = graph_.relationships[i];
      if (!done_[i] || other.slot == r.slot || other.kind != PathKind::kAll) continue;
      bool overlap = r.types.empty() || other.types.empty() ||
                     std::find_first_of(r.types.begin(), r.types.end(), other.types.begin(),
                                        other.types.end()) != r.types.end();
      if (overlap) slots.push_back(other.slot);
    }
    return slots;
  }

  static Direction Flip(Direction d) {
    return d == Direction::kOut ? Direction::kIn : d == Direction::kIn ? Direction::kOut : d;
  }

  void Take(size_t index, bool backwards, double rows) {
    GraphRelationship& r = graph_.relationships[index];
    const GraphNode& from = graph_.nodes[backwards ? r.to : r.from];
    const GraphNode& to = graph_.nodes[backwards ? r.from : r.to];
    Direction direction = backwards ? Flip(r.direction) : r.direction;
    bool into = Bound(to.slot) || from.slot == to.slot;
    if (r.kind != PathKind::kAll) {
      PushShortest(r, rows);
    } else if (Bound(r.slot) && !r.variable_length) {
      PushFollow(r, rows);
    } else if (r.variable_length) {
      PushVarExpand(r, from, to, direction, into, rows);
    } else {
      auto node = std::make_unique<ExpandPlan>();
      node->from = from.slot;
      node->relationship = r.slot;
      node->to = to.slot;
      node->into = into;
      node->direction = direction;
      node->types = r.types;
      if (!into) node->to_labels = to.labels;
      node->distinct_from = Earlier(r);
      node->shown = r.shown;
      Push(std::move(node), rows);
    }
    if (r.kind != PathKind::kAll && r.variable_length && !into) AddLabelFilter(to, to.labels);
    done_[index] = true;
    bound_.insert({r.slot, from.slot, to.slot});
  }

  void PushShortest(GraphRelationship& r, double rows) {
    auto node = std::make_unique<ShortestPathPlan>();
    node->from = graph_.nodes[r.from].slot;
    node->to = graph_.nodes[r.to].slot;
    node->relationships = r.slot;
    node->all = r.kind == PathKind::kAllShortest;
    node->single = !r.variable_length;
    node->direction = r.direction;
    node->types = r.types;
    node->min = r.min;
    node->max = r.max;
    node->properties = std::move(r.properties);
    node->shown = r.shown;
    Push(std::move(node), rows);
  }

  void PushFollow(const GraphRelationship& r, double rows) {
    const GraphNode& from = graph_.nodes[r.from];
    const GraphNode& to = graph_.nodes[r.to];
    auto node = std::make_unique<FollowPlan>();
    node->relationship = r.slot;
    node->from = from.slot;
    node->to = to.slot;
    node->from_bound = Bound(from.slot);
    node->to_bound = Bound(to.slot);
    node->direction = r.direction;
    node->types = r.types;
    node->distinct_from = Earlier(r);
    node->shown = r.shown;
    if (!node->from_bound) AddLabelFilter(from, from.labels);
    if (!node->to_bound && to.slot != from.slot) AddLabelFilter(to, to.labels);
    Push(std::move(node), rows);
  }

  void PushVarExpand(GraphRelationship& r, const GraphNode& from, const GraphNode& to,
                     Direction direction, bool into, double rows) {
    auto node = std::make_unique<VarExpandPlan>();
    node->from = from.slot;
    node->relationships = r.slot;
    node->to = to.slot;
    node->into = into;
    node->direction = direction;
    node->types = r.types;
    if (!into) node->to_labels = to.labels;
    node->min = r.min;
    node->max = r.max;
    node->distinct_from = Earlier(r);
    node->list_bound = Bound(r.slot);
    node->properties = std::move(r.properties);
    node->shown = r.shown;
    node->backwards = &graph_.nodes[r.from] != &from;
    Push(std::move(node), rows);
  }

  void FindNode(const GraphNode& node) {
    const Access access = BestAccess(graph_, node, bound_, cardinality_, statistics_, symbols_);
    switch (access.kind) {
      case Access::Kind::kSeek:
        PushSeek(node, access);
        break;
      case Access::Kind::kPrefix:
        PushPrefixSeek(node, access);
        break;
      case Access::Kind::kScan:
        const size_t join = JoinPredicate(graph_, node, bound_);
        if (join == SIZE_MAX) {
          PushScan(node, access.rows);
        } else {
          PushHashJoin(node, access.rows, join);
        }
    }
    bound_.insert(node.slot);
  }

  ExprPtr TakePredicate(size_t index) {
    ExprPtr predicate = std::move(graph_.predicates[index]);
    graph_.predicates.erase(graph_.predicates.begin() + static_cast<int64_t>(index));
    return predicate;
  }

  // The nodes with what is asked of them alone, once, beside the rows that there are.
  void PushHashJoin(const GraphNode& node, double count, size_t predicate) {
    ExprPtr equation = TakePredicate(predicate);
    const double selectivity = cardinality_.Selectivity(*equation);
    const size_t side = SideOf(*equation, node);
    auto join = std::make_unique<HashJoinPlan>();
    join->slot = node.slot;
    join->shown = query::Describe(*equation, {});
    join->build_key = std::move(equation->children[side]);
    join->probe_key = std::move(equation->children[1 - side]);
    PlanPtr probe = std::exchange(plan_, std::make_unique<UnitPlan>());
    plan_->estimated_rows = 1;
    const double probe_rows = std::exchange(rows_, 1.0);
    const std::set<int> known = std::exchange(bound_, {node.slot});
    PushScan(node, count);
    ApplyPredicates();
    const double found = rows_;
    join->children.push_back(std::move(probe));
    join->children.push_back(std::move(plan_));
    bound_ = known;
    rows_ = std::max(1.0, probe_rows * found * selectivity);
    join->estimated_rows = rows_;
    plan_ = std::move(join);
  }

  void PushSeek(const GraphNode& node, const Access& access) {
    ExprPtr predicate = TakePredicate(access.predicate);
    auto seek = std::make_unique<IndexSeekPlan>();
    seek->slot = node.slot;
    seek->key = predicate->children[access.value_first ? 1 : 0]->symbol;
    seek->value = std::move(predicate->children[access.value_first ? 0 : 1]);
    seek->shown =
        node.shown + "." + symbols_.keys[seek->key] + " = " + query::Describe(*seek->value, {});
    std::vector<uint32_t> rest = node.labels;
    if (!rest.empty()) {
      seek->label = rest.front();
      rest.erase(rest.begin());
    }
    Push(std::move(seek), rows_ * access.rows);
    AddLabelFilter(node, rest);
  }

  void PushPrefixSeek(const GraphNode& node, const Access& access) {
    ExprPtr predicate = TakePredicate(access.predicate);
    auto seek = std::make_unique<PrefixSeekPlan>();
    seek->slot = node.slot;
    seek->key = predicate->children[0]->symbol;
    seek->prefix = std::move(predicate->children[1]);
    seek->shown = node.shown + "." + symbols_.keys[seek->key] + " STARTS WITH " +
                  query::Describe(*seek->prefix, {});
    std::vector<uint32_t> rest = node.labels;
    if (!rest.empty()) {
      seek->label = rest.front();
      rest.erase(rest.begin());
    }
    Push(std::move(seek), rows_ * access.rows);
    AddLabelFilter(node, rest);
  }

  void PushScan(const GraphNode& node, double count) {
    auto scan = std::make_unique<NodeScanPlan>();
    scan->slot = node.slot;
    scan->shown = node.shown;
    std::vector<uint32_t> rest = node.labels;
    if (!rest.empty()) {
      auto fewest = std::min_element(rest.begin(), rest.end(), [this](uint32_t a, uint32_t b) {
        return cardinality_.NodesWith(a) < cardinality_.NodesWith(b);
      });
      scan->label = *fewest;
      rest.erase(fewest);
    }
    Push(std::move(scan), rows_ * count);
    AddLabelFilter(node, rest);
  }

  void BindPaths() {
    if (graph_.paths.empty()) return;
    auto project = std::make_unique<ProjectPlan>();
    for (auto& [slot, expr] : graph_.paths) {
      bound_.insert(slot);
      project->items.emplace_back(slot, std::move(expr));
    }
    project->shown = "path";
    Push(std::move(project), rows_);
  }

  QueryGraph graph_;
  PlanPtr plan_;
  const Snapshot& statistics_;
  const SymbolTable& symbols_;
  const Cardinality cardinality_;
  std::set<int> bound_;
  std::vector<bool> done_;
  double rows_ = 1;
};

}  // namespace

PlanPtr PlanMatch(QueryGraph graph, PlanPtr input, const Snapshot& statistics,
                  const SymbolTable& symbols) {
  return MatchPlanner(std::move(graph), std::move(input), statistics, symbols).Run();
}

}  // namespace amana::query
