#include "query/liveness.h"

#include <algorithm>
#include <optional>

#include "query/operators/aggregate.h"
#include "query/operators/expand.h"
#include "query/operators/filter.h"
#include "query/operators/hash_join.h"
#include "query/operators/load_csv.h"
#include "query/operators/node_scan.h"
#include "query/operators/project.h"
#include "query/operators/sort.h"
#include "query/operators/union.h"
#include "query/operators/unwind.h"

namespace amana::query {
namespace {

// nullopt: all of them.
using Slots = std::optional<std::vector<bool>>;

class Liveness {
 public:
  explicit Liveness(size_t slot_count) : slot_count_(slot_count) {}

  Slots Only(const std::vector<int>& slots) const {
    Slots out = std::vector<bool>(slot_count_, false);
    for (int slot : slots) (*out)[slot] = true;
    return out;
  }

  // `above`: what is read of the node's rows. `once`: how often a row occurs does not matter.
  void Visit(PlanNode& node, Slots above, bool once) {
    node.needed = above;
    node.duplicates_matter = !once;
    if (auto* keep = dynamic_cast<KeepPlan*>(&node)) {
      Slots below = Only(keep->slots);
      if (above) Intersect(&*below, *above);
      return Visit(*node.children[0], std::move(below), once);
    }
    if (auto* aggregate = dynamic_cast<AggregatePlan*>(&node)) {
      return Visit(*node.children[0], Only(Reads(node)), IgnoresDuplicates(*aggregate));
    }
    if (auto* distinct = dynamic_cast<DistinctPlan*>(&node)) {
      return Visit(*node.children[0], With(std::move(above), distinct->slots), true);
    }
    if (auto* all = dynamic_cast<UnionPlan*>(&node)) {
      for (size_t i = 0; i < node.children.size(); ++i) {
        Visit(*node.children[i], Only(all->slots[i]), once);
      }
      return;
    }
    if (auto* join = dynamic_cast<HashJoinPlan*>(&node)) {
      std::vector<int> probe, build;
      CollectSlots(*join->probe_key, &probe);
      CollectSlots(*join->build_key, &build);
      Visit(*node.children[0], With(std::move(above), probe), once);
      return Visit(*node.children[1], Only(build), false);
    }
    std::vector<int> reads = Reads(node);
    if (!PassesThrough(node, &reads)) {
      for (PlanPtr& child : node.children) Visit(*child, std::nullopt, false);
      return;
    }
    const auto* sort = dynamic_cast<SortPlan*>(&node);
    const bool cuts =
        dynamic_cast<SlicePlan*>(&node) != nullptr || (sort != nullptr && sort->limit);
    Visit(*node.children[0], With(std::move(above), reads), once && !cuts);
  }

 private:
  static std::vector<int> Reads(const PlanNode& node) {
    std::vector<int> slots;
    for (const Expr* expr : node.expressions()) CollectSlots(*expr, &slots);
    return slots;
  }

  static Slots With(Slots slots, const std::vector<int>& more) {
    if (slots) {
      for (int slot : more) (*slots)[slot] = true;
    }
    return slots;
  }

  static void Intersect(std::vector<bool>* slots, const std::vector<bool>& other) {
    for (size_t i = 0; i < slots->size(); ++i) (*slots)[i] = (*slots)[i] && other[i];
  }

  static bool IgnoresDuplicates(const AggregatePlan& plan) {
    return std::all_of(plan.items.begin(), plan.items.end(), [](const AggregatePlan::Item& item) {
      return item.distinct || item.aggregate->name == "min" || item.aggregate->name == "max";
    });
  }

  // Whether the operator makes its rows one by one out of those of its only child; adds what it
  // reads beside expressions.
  static bool PassesThrough(const PlanNode& node, std::vector<int>* reads) {
    const auto add = [&](std::initializer_list<int> slots, const std::vector<int>& more) {
      reads->insert(reads->end(), slots);
      reads->insert(reads->end(), more.begin(), more.end());
      return true;
    };
    if (const auto* expand = dynamic_cast<const ExpandPlan*>(&node)) {
      if (expand->into) reads->push_back(expand->to);
      return add({expand->from}, expand->distinct_from);
    }
    if (const auto* expand = dynamic_cast<const VarExpandPlan*>(&node)) {
      if (expand->into) reads->push_back(expand->to);
      if (expand->list_bound) reads->push_back(expand->relationships);
      return add({expand->from}, expand->distinct_from);
    }
    if (const auto* follow = dynamic_cast<const FollowPlan*>(&node)) {
      if (follow->from_bound) reads->push_back(follow->from);
      if (follow->to_bound) reads->push_back(follow->to);
      return add({follow->relationship}, follow->distinct_from);
    }
    if (const auto* path = dynamic_cast<const ShortestPathPlan*>(&node)) {
      return add({path->from, path->to}, {});
    }
    return dynamic_cast<const FilterPlan*>(&node) != nullptr ||
           dynamic_cast<const ProjectPlan*>(&node) != nullptr ||
           dynamic_cast<const SortPlan*>(&node) != nullptr ||
           dynamic_cast<const SlicePlan*>(&node) != nullptr ||
           dynamic_cast<const NodeScanPlan*>(&node) != nullptr ||
           dynamic_cast<const IndexSeekPlan*>(&node) != nullptr ||
           dynamic_cast<const PrefixSeekPlan*>(&node) != nullptr ||
           dynamic_cast<const UnwindPlan*>(&node) != nullptr ||
           dynamic_cast<const LoadCsvPlan*>(&node) != nullptr;
  }

  size_t slot_count_;
};

}  // namespace

void FindLiveColumns(PlanNode& root, const std::vector<int>& outputs, size_t slot_count) {
  Liveness liveness(slot_count);
  liveness.Visit(root, liveness.Only(outputs), false);
}

}  // namespace amana::query
