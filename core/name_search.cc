#include "core/name_search.h"

#include <algorithm>

#include "core/snapshot_state.h"
#include "core/text/fold.h"
#include "core/text/substring.h"

namespace amana {
namespace {

// Calls use(folded name) for a name, or for each of a list of them.
template <typename Use>
void ForEachName(const Value& value, Use use) {
  if (value.is_string()) {
    const std::string name = NameKey(value.AsString());
    if (!name.empty()) use(name);
  } else if (value.is_list()) {
    for (const Value& item : value.AsList()) ForEachName(item, use);
  }
}

std::vector<KeyId> NamingKeys(const Snapshot& graph) {
  std::vector<KeyId> keys;
  for (const std::string_view name : {"name", "title", "aliases"}) {
    if (const auto key = graph.keys().Find(name)) keys.push_back(*key);
  }
  return keys;
}

}  // namespace

FoldedNames::FoldedNames(std::shared_ptr<const BaseSegment> base)
    : base_(std::move(base)),
      stretches_((base_->label_set_of.size() + kNodesInStretch - 1) / kNodesInStretch) {}

void FoldedNames::Fold(size_t at, std::span<const KeyId> keys) {
  Stretch& stretch = stretches_[at];
  const auto begin = static_cast<uint32_t>(at * kNodesInStretch);
  for (uint32_t node = begin; node < begin + kNodesInStretch; ++node) {
    for (const KeyId key : keys) {
      if (key.value >= base_->node_columns.size()) continue;  // younger than the base
      ForEachName(base_->node_columns[key.value].Get(node), [&](std::string_view name) {
        stretch.text += name;
        stretch.ends.push_back(stretch.text.size());
        stretch.nodes.push_back(node);
      });
    }
  }
  stretch.text.shrink_to_fit();
  stretch.ends.shrink_to_fit();
  stretch.nodes.shrink_to_fit();
}

void FoldedNames::Search(size_t at, std::span<const KeyId> keys, std::string_view text,
                         const Visitor& visit) {
  Stretch& stretch = stretches_[at];
  std::call_once(stretch.folded, [&] { Fold(at, keys); });
  const SubstringSearch search(text);
  size_t k = 0;
  size_t place = search.Find(stretch.text, 0);
  while (place != std::string_view::npos) {
    while (stretch.ends[k] <= place) ++k;
    const size_t begin = k == 0 ? 0 : stretch.ends[k - 1], end = stretch.ends[k];
    const bool within = place + text.size() <= end;
    if (within) visit(stretch.nodes[k], std::string_view(stretch.text).substr(begin, end - begin));
    place = search.Find(stretch.text, within ? end : place + 1);
  }
}

void SearchNames(const Snapshot& graph, std::string_view text, const std::function<bool()>& go_on,
                 const FoldedNameVisitor& visit) {
  const SnapshotState& state = graph.state();
  const std::vector<KeyId> keys = NamingKeys(graph);
  for (size_t at = 0; at < state.folded_names->stretches(); ++at) {
    if (!go_on()) return;
    state.folded_names->Search(at, keys, text, [&](uint32_t node, std::string_view name) {
      if (state.DeltaNode(node) == nullptr) visit(NodeId(node), name);
    });
  }
  size_t seen = 0;
  state.nodes.ForEach(0, [&](uint32_t node, const CowPtr<NodeState>& changed) {
    if (++seen % 4096 == 0 && !go_on()) return false;
    if (!changed->exists) return true;
    for (const KeyId key : keys) {
      const Value* value = FindProperty(changed->properties, key);
      if (value == nullptr) continue;
      ForEachName(*value, [&](const std::string& name) {
        if (name.find(text) != std::string::npos) visit(NodeId(node), name);
      });
    }
    return true;
  });
}

}  // namespace amana
