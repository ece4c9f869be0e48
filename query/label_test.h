#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/snapshot_state.h"
#include "query/execution.h"

namespace amana::query {

// Whether nodes have all of some labels. Asks each label set of the base once.
class LabelTest {
 public:
  LabelTest() = default;
  LabelTest(const ExecutionContext& context, const std::vector<uint32_t>& symbols)
      : graph_(&context.graph()) {
    for (uint32_t symbol : symbols) labels_.push_back(context.label(symbol));
    if (labels_.empty()) return;
    const BaseSegment& base = *graph_->state().base;
    nothing_lost_ = context.transaction() == nullptr && !graph_->state().labels_lost;
    only_base_ = context.transaction() == nullptr && graph_->state().nodes.empty();
    set_of_ = &base.label_set_of;
    const size_t sets = base.label_set_starts.empty() ? 0 : base.label_set_starts.size() - 1;
    sets_.resize(sets);
    for (size_t set = 0; set < sets; ++set) {
      sets_[set] =
          HasAll(base.label_sets.span(base.label_set_starts[set], base.label_set_starts[set + 1]));
    }
  }

  bool any() const { return !labels_.empty(); }
  // Whether all nodes that had one of the label sets in the base have the labels, then as now.
  bool HoldForSets(std::span<const uint32_t> sets) const {
    if (!nothing_lost_) return labels_.empty();
    return std::ranges::all_of(sets, [&](uint32_t set) { return sets_[set] != 0; });
  }
  // REQUIRES an existing node.
  bool operator()(uint32_t node) const {
    if (labels_.empty()) return true;
    if (only_base_) return sets_[(*set_of_)[node]] != 0;
    const SnapshotState& state = graph_->state();
    if (const NodeState* delta = state.DeltaNode(node)) return HasAll(delta->labels);
    return sets_[state.base->label_set_of[node]] != 0;
  }

 private:
  bool HasAll(std::span<const LabelId> has) const {
    for (LabelId label : labels_) {
      if (!label.valid() || std::find(has.begin(), has.end(), label) == has.end()) return false;
    }
    return true;
  }

  const Snapshot* graph_ = nullptr;
  std::vector<LabelId> labels_;
  std::vector<uint8_t> sets_;
  bool nothing_lost_ = false;  // since the base was made
  bool only_base_ = false;     // no node has changed since the base was made
  const PackedArray<uint32_t>* set_of_ = nullptr;
};

}  // namespace amana::query
