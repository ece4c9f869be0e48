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
  }

  void BeginRow(uint32_t row) override {
    spans_.clear();
    span_ = 0;
    at_ = 0;
    row_ = row;
    from_ = NodeAt(input().columns[plan_.from], row);
    if (from_ == kNoOrdinal) return;
    Prefetch(row);
    target_ = plan_.into ? NodeAt(input().columns[plan_.to], row) : kNoOrdinal;
    if (plan_.into && target_ == kNoOrdinal) return;
    if (types_.all) {
      AddSpans(
          [&](bool out) { return out ? Graph().Out(NodeId(from_)) : Graph().In(NodeId(from_)); });
      return;
    }
    for (TypeId type : types_.types) {
      AddSpans([&](bool out) {
        const auto row_of =
            out ? Graph().Out(NodeId(from_), type) : Graph().In(NodeId(from_), type);
        return plan_.into ? To(row_of) : row_of;
      });
    }
  }

  // Goes through as many rows as it can: often each has only one neighbour.
  bool Fill() override {
    do {
      if (!FillRow()) return false;
    } while (Advance() && (BeginRow(row()), true));
    return true;
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
  bool FillRow() {
    const bool checks = plan_.into || labels_.any() || !plan_.distinct_from.empty() ||
                        plan_.direction == Direction::kBoth;
    for (; span_ < spans_.size(); ++span_, at_ = 0) {
      const auto& [neighbors, skip_loops] = spans_[span_];
      while (at_ < neighbors.size()) {
        if (full()) return false;
        const size_t end = std::min(neighbors.size(), at_ + room());
        if (!checks) {
          Take(neighbors.subspan(at_, end - at_));
          at_ = end;
          continue;
        }
        for (; at_ < end; ++at_) {
          if (Fits(neighbors[at_], skip_loops)) Take(neighbors.subspan(at_, 1));
        }
      }
    }
    return true;
  }

  struct Span {
    std::span<const Neighbor> neighbors;
    bool skip_loops;  // the other direction has them
  };

  const Snapshot& Graph() const { return context_.graph(); }

  template <typename RowOf>
  void AddSpans(RowOf row_of) {
    if (plan_.direction != Direction::kIn) AddSpan(row_of(true), false);
    if (plan_.direction != Direction::kOut) {
      AddSpan(row_of(false), plan_.direction == Direction::kBoth);
    }
  }
  void AddSpan(std::span<const Neighbor> neighbors, bool skip_loops) {
    if (!neighbors.empty()) spans_.push_back({neighbors, skip_loops});
  }

  void Prefetch(uint32_t row) const {
    const Column& column = input().columns[plan_.from];
    if (column.is_nodes()) PrefetchRows(Graph(), plan_.direction, column.ordinals(), row);
  }

  // The part of a row over one type that leads to the target.
  std::span<const Neighbor> To(std::span<const Neighbor> row) const {
    const auto node = [](const Neighbor& n) { return n.node.value; };
    const auto found = std::ranges::equal_range(row, target_, {}, node);
    return {found.begin(), found.end()};
  }

  bool Fits(const Neighbor& n, bool skip_loops) const {
    if (skip_loops && n.node.value == from_) return false;
    if (plan_.into && n.node.value != target_) return false;
    if (!labels_(n.node.value)) return false;
    return plan_.distinct_from.empty() ||
           !UsedIn(input(), row_, plan_.distinct_from, n.relationship);
  }

  void Take(std::span<const Neighbor> neighbors) {
    if (keeps_relationships_) {
      uint32_t* to = RoomIn(relationships_, neighbors.size());
      for (const Neighbor& n : neighbors) *to++ = n.relationship.value;
    }
    if (keeps_nodes_) {
      uint32_t* to = RoomIn(nodes_, neighbors.size());
      for (const Neighbor& n : neighbors) *to++ = n.node.value;
    }
    Add(neighbors.size());
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
  std::vector<Span> spans_;
  size_t span_ = 0;
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
