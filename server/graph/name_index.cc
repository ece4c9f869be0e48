#include "server/graph/name_index.h"

#include <algorithm>
#include <tuple>

#include "core/text/fold.h"
#include "server/graph/element.h"

namespace amana::server {
namespace {

void AddKey(std::vector<std::string>& keys, const Value& value) {
  if (value.is_string()) {
    std::string key = NameKey(value.AsString());
    if (!key.empty()) keys.push_back(std::move(key));
  } else if (value.is_list()) {
    for (const Value& item : value.AsList()) AddKey(keys, item);
  }
}

// 0 is best; 4 is no match.
int Rank(const std::string& key, const std::string& wanted) {
  const size_t at = key.find(wanted);
  if (at == std::string::npos) return 4;
  if (key.size() == wanted.size()) return 0;
  if (at == 0) return 1;
  return key.find(" " + wanted) != std::string::npos ? 2 : 3;
}

}  // namespace

std::shared_ptr<const NameIndex::Entries> NameIndex::EntriesOf(const Snapshot& graph) {
  std::lock_guard lock(mutex_);
  if (entries_ && epoch_ == graph.epoch()) return entries_;
  auto entries = std::make_shared<Entries>();
  NodeId nodes[1024];
  for (NodeId from(0);;) {
    const size_t n = graph.ScanNodes(from, nodes);
    for (size_t i = 0; i < n; ++i) {
      Entry entry{nodes[i], {}};
      for (std::string_view key : {"name", "title", "aliases"}) {
        AddKey(entry.keys, Property(graph, nodes[i], key));
      }
      if (!entry.keys.empty()) entries->push_back(std::move(entry));
    }
    if (n < std::size(nodes)) break;
    from = NodeId(nodes[n - 1].value + 1);
  }
  epoch_ = graph.epoch();
  entries_ = entries;
  return entries;
}

NameIndex::Hits NameIndex::Search(const std::shared_ptr<const Snapshot>& graph,
                                  std::string_view text, std::string_view label, size_t limit) {
  const std::string wanted = NameKey(text);
  if (wanted.empty()) return {};
  // (rank, fewer relations last, id): ascending is best first
  std::vector<std::tuple<int, uint64_t, uint64_t>> found;
  for (const Entry& entry : *EntriesOf(*graph)) {
    int rank = 4;
    for (const auto& key : entry.keys) rank = std::min(rank, Rank(key, wanted));
    if (rank == 4) continue;
    if (label.empty() ? HasLabel(*graph, entry.node, "Article")
                      : !HasLabel(*graph, entry.node, label)) {
      continue;
    }
    const uint64_t degree = graph->Out(entry.node).size() + graph->In(entry.node).size();
    found.emplace_back(rank, UINT64_MAX - degree, entry.node.value);
  }
  Hits hits;
  hits.total = found.size();
  const auto end = found.begin() + static_cast<ptrdiff_t>(std::min(limit, found.size()));
  std::partial_sort(found.begin(), end, found.end());
  for (auto it = found.begin(); it != end; ++it) hits.nodes.push_back(NodeId(std::get<2>(*it)));
  return hits;
}

}  // namespace amana::server
