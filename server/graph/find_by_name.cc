#include "server/graph/find_by_name.h"

#include <algorithm>
#include <tuple>

#include "core/name_search.h"
#include "core/text/fold.h"
#include "server/graph/element.h"

namespace amana::server {
namespace {

// How well a name that contains the text answers it; 0 is best.
int Rank(std::string_view name, std::string_view wanted) {
  if (name.size() == wanted.size()) return 0;
  if (name.starts_with(wanted)) return 1;
  for (size_t at = name.find(wanted); at != std::string_view::npos;
       at = name.find(wanted, at + 1)) {
    if (name[at - 1] == ' ') return 2;
  }
  return 3;
}

}  // namespace

NameHits FindByName(const Snapshot& graph, std::string_view text, std::string_view label,
                    size_t limit, const std::function<bool()>& go_on) {
  const std::string wanted = NameKey(text);
  if (wanted.empty()) return {};
  std::vector<std::pair<NodeId, int>> ranked;  // each node once, with its best rank
  SearchNames(graph, wanted, go_on, [&](NodeId node, std::string_view name) {
    const int rank = Rank(name, wanted);
    if (ranked.empty() || ranked.back().first != node) ranked.emplace_back(node, rank);
    ranked.back().second = std::min(ranked.back().second, rank);
  });
  // (rank, fewer relations last, id): ascending is best first
  std::vector<std::tuple<int, uint64_t, uint64_t>> found;
  for (const auto& [node, rank] : ranked) {
    if (label.empty() ? HasLabel(graph, node, "Article") : !HasLabel(graph, node, label)) continue;
    const uint64_t degree = graph.Out(node).size() + graph.In(node).size();
    found.emplace_back(rank, UINT64_MAX - degree, node.value);
  }
  NameHits hits;
  hits.total = found.size();
  const auto end = found.begin() + static_cast<ptrdiff_t>(std::min(limit, found.size()));
  std::partial_sort(found.begin(), end, found.end());
  for (auto it = found.begin(); it != end; ++it) hits.nodes.push_back(NodeId(std::get<2>(*it)));
  return hits;
}

}  // namespace amana::server
