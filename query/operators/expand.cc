#include "query/operators/expand.h"

#include <algorithm>

#include "query/label_test.h"
#include "query/operators/expansion.h"
#include "query/operators/rows.h"
#include "query/vectorized.h"

namespace amana::query {
namespace {

class Expand : public Expansion {
 public:
  Expand(ExecutionContext& context, OperatorPtr input, const ExpandPlan& plan)
      : Expansion(context, std::move(input), plan),
        plan_(plan),
        types_(context, plan.types),
        keeps_relationships_(plan.Needs(plan.relationship)),
        keeps_nodes_(!plan.into && plan.Needs(plan.to)) {}

 protected:
  void BeginBatch() override {
    types_ = TypeFilter(context_, plan_.types);
    labels_ = LabelTest(context_, plan_.to_labels);
    const BaseSegment& base = *context_.graph().state().base;
    fit_.clear();
    for (TypeId type : types_.types) {
      fit_.push_back({labels_.HoldForSets(base.out.LabelSetsBehind(type)),
                      labels_.HoldForSets(base.in.LabelSetsBehind(type))});
    }
    simple_ = !plan_.into && plan_.distinct_from.empty() && !types_.all &&
              types_.types.size() == 1 && plan_.direction != Direction::kBoth &&
              (plan_.direction == Direction::kOut ? fit_[0].out : fit_[0].in) &&
              input().columns[plan_.from].is_nodes();
  }

  void BeginRow(uint32_t row) override {
    runs_.clear();
    run_ = 0;
    at_ = 0;
    row_ = row;
    from_ = NodeAt(input().columns[plan_.from], row);
    if (from_ == kNoOrdinal) return;
    Prefetch(row);
    target_ = plan_.into ? NodeAt(input().columns[plan_.to], row) : kNoOrdinal;
    if (plan_.into && target_ == kNoOrdinal) return;
    const SnapshotState& state = context_.graph().state();
    const bool out = plan_.direction != Direction::kIn, in = plan_.direction != Direction::kOut;
    for (size_t i = 0; i < types_.types.size(); ++i) {
      const TypeId type = types_.types[i];
      if (out) AddRun(state.OutRow(from_, type), false, !fit_[i].out);
      if (in) AddRun(state.InRow(from_, type), out, !fit_[i].in);
    }
    if (!types_.all) return;
    if (out) AddRuns(state.OutRow(from_), false);
    if (in) AddRuns(state.InRow(from_), out);
  }

  // Goes through as many rows as it can: often each has only one neighbour.
  bool Fill() override {
    for (;;) {
      if (!FillRow()) return false;
      do {
        if (!Advance()) return true;
      } while (simple_ && TakeAll());
      BeginRow(row());
    }
  }

  void Emit(Batch* out) override {
    if (keeps_relationships_) {
      relationships_.resize(count());
      out->columns[plan_.relationship].SetRelationships(std::move(relationships_));
    }
    if (keeps_nodes_) {
      nodes_.resize(count());
      out->columns[plan_.to].SetNodes(std::move(nodes_));
    }
    relationships_.clear();
    nodes_.clear();
  }

 private:
  static constexpr size_t kManyAtOnce = 8;  // from here on, relationships are read block by block

  struct Run {
    NeighborRun neighbors;
    bool skip_loops;  // the other direction has them
    bool ask_labels;  // not all neighbours are known to have them
  };
  // For one of the types: whether in the base all neighbours over it have the labels, and none has
  // lost one since.
  struct AllFit {
    bool out = false;
    bool in = false;
  };

  // For one type and direction where nothing is asked of the neighbours: adds all those of the row
  // if they have room and, in rows of the delta, no labels to be asked for.
  bool TakeAll() {
    const SnapshotState& state = context_.graph().state();
    const uint32_t from = input().columns[plan_.from].ordinals()[row()];
    const TypeId type = types_.types[0];
    Prefetch(row());
    const NeighborRun run =
        plan_.direction == Direction::kOut ? state.OutRow(from, type) : state.InRow(from, type);
    if (run.size() > room()) return false;
    if (labels_.any() && !run.is_of_base() && !run.empty()) return false;
    Take(run, 0, run.size());
    return true;
  }

  bool FillRow() {
    for (; run_ < runs_.size(); ++run_, at_ = 0) {
      const Run& run = runs_[run_];
      const bool checks = run.skip_loops || run.ask_labels || !plan_.distinct_from.empty();
      while (at_ < run.neighbors.size()) {
        if (full()) return false;
        const size_t end = std::min(run.neighbors.size(), at_ + room());
        if (!checks) {
          Take(run.neighbors, at_, end);
          at_ = end;
          continue;
        }
        for (; at_ < end; ++at_) {
          if (Fits(run, at_)) Take(run.neighbors, at_, at_ + 1);
        }
      }
    }
    return true;
  }

  void AddRun(const NeighborRun& run, bool skip_loops, bool ask_labels) {
    if (run.empty()) return;
    ask_labels = labels_.any() && (ask_labels || !run.is_of_base());
    if (!plan_.into) {
      runs_.push_back({run, skip_loops, ask_labels});
      return;
    }
    const auto [from, to] = std::ranges::equal_range(run.nodes(), target_);
    const auto begin = run.nodes().begin();
    if (from == to) return;
    runs_.push_back({run.Part(static_cast<size_t>(from - begin), static_cast<size_t>(to - begin)),
                     skip_loops, ask_labels});
  }
  void AddRuns(const NeighborRow& row, bool skip_loops) {
    for (size_t i = 0; i < row.run_count(); ++i) AddRun(row.run(i), skip_loops, true);
  }

  void Prefetch(uint32_t row) const {
    const Column& column = input().columns[plan_.from];
    if (!column.is_nodes()) return;
    PrefetchRows(context_.graph(), plan_.direction, types_.list(), column.ordinals(), row);
  }

  bool Fits(const Run& run, size_t at) const {
    const uint32_t node = run.neighbors.nodes()[at];
    if (run.skip_loops && node == from_) return false;
    if (run.ask_labels && !labels_(node)) return false;
    return plan_.distinct_from.empty() || !UsedIn(input(), row_, plan_.distinct_from,
                                                  RelationshipId(run.neighbors.relationship(at)));
  }

  void Take(const NeighborRun& run, size_t begin, size_t end) {
    if (keeps_relationships_) {
      uint32_t* to = RoomIn(relationships_, end - begin);
      if (end - begin >= kManyAtOnce) {
        run.ReadRelationships(begin, {to, end - begin});
      } else {
        for (size_t i = begin; i < end; ++i) *to++ = run.relationship(i);
      }
    }
    if (keeps_nodes_) {
      uint32_t* to = RoomIn(nodes_, end - begin);
      const uint32_t* nodes = run.nodes().data();
      for (size_t i = begin; i < end; ++i) *to++ = nodes[i];
    }
    Add(end - begin);
  }

  // Where `more` items go behind the count() that are there.
  uint32_t* RoomIn(std::vector<uint32_t>& items, size_t more) {
    if (count() + more > items.size()) items.resize(2 * (count() + more) + 32);
    return items.data() + count();
  }

  const ExpandPlan& plan_;
  TypeFilter types_;
  LabelTest labels_;
  const bool keeps_relationships_;
  const bool keeps_nodes_;
  uint32_t row_ = 0;
  uint32_t from_ = kNoOrdinal;
  uint32_t target_ = kNoOrdinal;
  std::vector<AllFit> fit_;  // by type
  bool simple_ = false;      // TakeAll() may be tried
  std::vector<Run> runs_;    // of the row under way
  size_t run_ = 0;
  size_t at_ = 0;
  std::vector<uint32_t> relationships_;
  std::vector<uint32_t> nodes_;
};

class Follow : public Expansion {
 public:
  Follow(ExecutionContext& context, OperatorPtr input, const FollowPlan& plan)
      : Expansion(context, std::move(input), plan), plan_(plan) {}

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
