#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/neighbor.h"

namespace amana {

// Where the neighbours over one type begin in a row.
struct TypeRun {
  uint32_t type = 0;
  uint32_t begin = 0;
};

// A row of the delta: the whole row of a node that some recent commit touched, sorted by
// (type, neighbour, relationship).
struct DeltaRow {
  std::vector<uint32_t> nodes;
  std::vector<uint32_t> relationships;
  std::vector<TypeRun> runs;  // by type

  size_t EndOf(size_t run) const {
    return run + 1 == runs.size() ? nodes.size() : runs[run + 1].begin;
  }
  NeighborRun Run(size_t run) const {
    const size_t begin = runs[run].begin;
    return {std::span(nodes).subspan(begin, EndOf(run) - begin), relationships.data() + begin};
  }
  NeighborRun OfType(TypeId type) const {
    const auto run = std::ranges::lower_bound(runs, type.value, {}, &TypeRun::type);
    if (run == runs.end() || run->type != type.value) return {};
    return Run(static_cast<size_t>(run - runs.begin()));
  }
};

}  // namespace amana
