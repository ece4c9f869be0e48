#pragma once

#include <cstdint>
#include <span>

#include "core/delta_row.h"
#include "core/neighbor.h"
#include "core/topology.h"

namespace amana {

// All neighbours of a node, sorted by (type, neighbour, relationship): one run for each type.
class NeighborRow {
 public:
  using iterator = NeighborIterator<NeighborRow>;

  NeighborRow() = default;
  explicit NeighborRow(const DeltaRow& row) : delta_(&row) {}
  NeighborRow(const Topology& base, uint32_t node)
      : base_(&base), node_(node), types_(base.TypesOf(node)) {}

  size_t run_count() const { return delta_ != nullptr ? delta_->runs.size() : types_.size(); }
  uint32_t type(size_t run) const {
    return delta_ != nullptr ? delta_->runs[run].type : types_[run];
  }
  NeighborRun run(size_t i) const {
    return delta_ != nullptr ? delta_->Run(i) : base_->Row(node_, TypeId(types_[i]));
  }

  bool empty() const { return run_count() == 0; }
  size_t size() const {
    size_t all = 0;
    for (size_t i = 0; i < run_count(); ++i) all += run(i).size();
    return all;
  }
  // Takes a step for each run before it.
  Neighbor operator[](size_t at) const {
    for (size_t i = 0;; ++i) {
      const NeighborRun here = run(i);
      if (at < here.size()) return here[at];
      at -= here.size();
    }
  }
  iterator begin() const { return {this, 0}; }
  iterator end() const { return {this, size()}; }

 private:
  const DeltaRow* delta_ = nullptr;
  const Topology* base_ = nullptr;
  uint32_t node_ = 0;
  std::span<const uint32_t> types_;  // of the runs
};

}  // namespace amana
