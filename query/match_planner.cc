#include <algorithm>
#include <cmath>

#include "core/base_segment.h"
#include "query/operators/expand.h"
#include "query/operators/filter.h"
#include "query/operators/node_scan.h"
#include "query/operators/project.h"
#include "query/query_graph.h"

namespace amana::query {
namespace {

constexpr double kPredicateSelectivity = 0.25;
constexpr double kLabelSelectivity = 0.3;
constexpr double kPrefixSelectivity = 0.01;

class MatchPlanner {
 public:
  MatchPlanner(QueryGraph graph, PlanPtr input, const Snapshot& statistics,
               const SymbolTable& symbols)
      : graph_(std::move(graph)),
        plan_(std::move(input)),
        statistics_(statistics),
        symbols_(symbols),
        bound_(graph_.bound),
        done_(graph_.relationships.size(), false) {
    rows_ = std::max(1.0, plan_->estimated_rows);
  }

  PlanPtr Run() {
    AdoptLabelPredicates();
    CheckBoundNodes();
    ApplyPredicates();
    for (;;) {
      if (StepAlongRelationship()) continue;
      if (!ScanCheapestNode()) break;
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
    double rows =
        rows_ * std::pow(kPredicateSelectivity, static_cast<double>(filter->predicates.size()));
    Push(std::move(filter), rows);
  }

  double LabelCount(uint32_t symbol) const {
    auto id = statistics_.labels().Find(symbols_.labels[symbol]);
    return id ? static_cast<double>(statistics_.CountLabel(*id)) : 0.0;
  }

  double NodeCount(const GraphNode& node) const {
    auto count = static_cast<double>(statistics_.node_count());
    for (uint32_t label : node.labels) count = std::min(count, LabelCount(label));
    return count;
  }

  // How many relationships of the pattern a node has on average.
  double FanOut(const GraphRelationship& r, size_t from) const {
    double total = 0;
    if (r.types.empty()) total = static_cast<double>(statistics_.relationship_count());
    for (uint32_t symbol : r.types) {
      auto id = statistics_.types().Find(symbols_.types[symbol]);
      if (id) total += static_cast<double>(statistics_.CountType(*id));
    }
    double nodes = std::max(1.0, NodeCount(graph_.nodes[from]));
    double fan = total / nodes * (r.direction == Direction::kBoth ? 2 : 1);
    if (!r.variable_length) return fan;
    double hops = std::min<double>(static_cast<double>(r.max), 4.0);
    return std::pow(std::max(fan, 1.5), hops);
  }

  bool StepAlongRelationship() {
    size_t best = SIZE_MAX;
    double best_rows = 0;
    bool best_backwards = false;
    for (size_t i = 0; i < graph_.relationships.size(); ++i) {
      if (done_[i]) continue;
      const GraphRelationship& r = graph_.relationships[i];
      if (!std::all_of(r.properties.begin(), r.properties.end(),
                       [this](const auto& p) { return AllBound(*p.second); })) {
        continue;
      }
      bool from = Bound(graph_.nodes[r.from].slot);
      bool to = Bound(graph_.nodes[r.to].slot);
      bool given = Bound(r.slot);
      double rows = 0;
      bool backwards = false;
      if (r.kind != PathKind::kAll) {
        if (!from || !to) continue;
        rows = rows_;
      } else if (from && to) {
        rows = rows_ * 0.5;
      } else if (given && !r.variable_length) {
        rows = rows_;
      } else if (from) {
        rows = rows_ * FanOut(r, r.from) * TargetSelectivity(r.to);
      } else if (to && !given) {
        rows = rows_ * FanOut(r, r.to) * TargetSelectivity(r.from);
        backwards = true;
      } else {
        continue;
      }
      if (best == SIZE_MAX || rows < best_rows) {
        best = i;
        best_rows = rows;
        best_backwards = backwards;
      }
    }
    if (best == SIZE_MAX) return false;
    Take(best, best_backwards, best_rows);
    ApplyPredicates();
    return true;
  }

  double TargetSelectivity(size_t node) const {
    return graph_.nodes[node].labels.empty() ? 1.0 : kLabelSelectivity;
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
    if (r.variable_length && !into) AddLabelFilter(to, to.labels);
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
    node->min = r.min;
    node->max = r.max;
    node->distinct_from = Earlier(r);
    node->list_bound = Bound(r.slot);
    node->properties = std::move(r.properties);
    node->shown = r.shown;
    node->backwards = &graph_.nodes[r.from] != &from;
    Push(std::move(node), rows);
  }

  struct Access {
    double rows = 0;
    size_t predicate = SIZE_MAX;  // for an index
    bool prefix = false;          // of a sorted index
    bool value_first = false;
    bool with_label = false;
  };

  // Whether predicate `p` is node.key = value with an index for key and the value known.
  bool Seekable(const GraphNode& node, const Expr& p, bool* value_first) const {
    if (p.kind != ExprKind::kCompare || p.ops.size() != 1 || p.ops[0] != Op::kEqual) return false;
    for (bool flipped : {false, true}) {
      const Expr& left = *p.children[flipped ? 1 : 0];
      const Expr& right = *p.children[flipped ? 0 : 1];
      if (left.kind != ExprKind::kProperty || left.children[0]->kind != ExprKind::kSlot ||
          left.children[0]->slot != node.slot || !AllBound(right)) {
        continue;
      }
      auto key = statistics_.keys().Find(symbols_.keys[left.symbol]);
      if (!key || !statistics_.HasIndex(*key)) continue;
      *value_first = flipped;
      return true;
    }
    return false;
  }

  // Whether predicate `p` is node.key STARTS WITH value with an index for key.
  bool Prefixed(const GraphNode& node, const Expr& p) const {
    if (p.kind != ExprKind::kStringMatch || p.op != Op::kStartsWith) return false;
    const Expr& left = *p.children[0];
    if (left.kind != ExprKind::kProperty || left.children[0]->kind != ExprKind::kSlot ||
        left.children[0]->slot != node.slot || !AllBound(*p.children[1])) {
      return false;
    }
    auto key = statistics_.keys().Find(symbols_.keys[left.symbol]);
    return key && std::ranges::find(kIndexedKeys, *key) != std::end(kIndexedKeys);
  }

  Access BestAccess(const GraphNode& node) const {
    Access access;
    access.rows = NodeCount(node);
    for (size_t i = 0; i < graph_.predicates.size(); ++i) {
      bool value_first = false;
      if (access.predicate == SIZE_MAX && Prefixed(node, *graph_.predicates[i])) {
        access.rows *= kPrefixSelectivity;
        access.predicate = i;
        access.prefix = true;
      }
      if (!Seekable(node, *graph_.predicates[i], &value_first)) continue;
      access.prefix = false;
      access.rows = 1;
      access.predicate = i;
      access.value_first = value_first;
      break;
    }
    return access;
  }

  bool ScanCheapestNode() {
    const GraphNode* best = nullptr;
    Access best_access;
    for (const GraphNode& node : graph_.nodes) {
      if (Bound(node.slot)) continue;
      Access access = BestAccess(node);
      if (best != nullptr && access.rows >= best_access.rows) continue;
      best = &node;
      best_access = access;
    }
    if (best == nullptr) return false;
    if (best_access.prefix) {
      PushPrefixSeek(*best, best_access);
    } else if (best_access.predicate != SIZE_MAX) {
      PushSeek(*best, best_access);
    } else {
      PushScan(*best, best_access.rows);
    }
    bound_.insert(best->slot);
    ApplyPredicates();
    return true;
  }

  void PushSeek(const GraphNode& node, const Access& access) {
    ExprPtr predicate = std::move(graph_.predicates[access.predicate]);
    graph_.predicates.erase(graph_.predicates.begin() + static_cast<int64_t>(access.predicate));
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
    ExprPtr predicate = std::move(graph_.predicates[access.predicate]);
    graph_.predicates.erase(graph_.predicates.begin() + static_cast<int64_t>(access.predicate));
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
        return LabelCount(a) < LabelCount(b);
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
