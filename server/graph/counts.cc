#include "server/graph/counts.h"

#include <algorithm>

namespace amana::server {
namespace {

using Counted = std::vector<std::pair<std::string, uint64_t>>;

template <typename Id, typename Count>
Counted CountAll(const Dictionary<Id>& names, Count count) {
  Counted out;
  for (uint32_t i = 0; i < names.size(); ++i) {
    if (uint64_t n = count(Id(i))) out.emplace_back(names.Name(Id(i)), n);
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return out;
}

}  // namespace

Counted CountLabels(const Snapshot& graph) {
  return CountAll(graph.labels(), [&](LabelId id) { return graph.CountLabel(id); });
}

Counted CountTypes(const Snapshot& graph) {
  return CountAll(graph.types(), [&](TypeId id) { return graph.CountType(id); });
}

}  // namespace amana::server
