#include "core/element.h"

#include <algorithm>
#include <charconv>

namespace amana {
namespace {

auto Position(PropertyList& list, KeyId key) {
  return std::lower_bound(list.begin(), list.end(), key,
                          [](const auto& entry, KeyId k) { return entry.first < k; });
}

PropertyList Merge(PropertyList derived, const PropertyList& overlay) {
  for (const auto& [key, value] : overlay) SetProperty(derived, key, value);
  return derived;
}

std::vector<LabelId> Merge(std::vector<LabelId> derived, const Overlay& overlay) {
  derived.insert(derived.end(), overlay.added_labels.begin(), overlay.added_labels.end());
  std::sort(derived.begin(), derived.end());
  derived.erase(std::unique(derived.begin(), derived.end()), derived.end());
  std::erase_if(derived, [&](LabelId label) {
    return std::ranges::find(overlay.removed_labels, label) != overlay.removed_labels.end();
  });
  return derived;
}

// The digits after "n-" or "r-", without leading zeros, so that an ordinal has one spelling.
uint64_t ParseOrdinal(std::string_view text, char kind) {
  constexpr auto kNone = NodeId::kInvalid;
  if (text.size() < 3 || text[0] != kind || text[1] != '-') return kNone;
  text.remove_prefix(2);
  if (text.size() > 1 && text[0] == '0') return kNone;
  uint64_t ordinal = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ordinal);
  return error == std::errc() && end == text.data() + text.size() ? ordinal : kNone;
}

}  // namespace

const Value* FindProperty(const PropertyList& list, KeyId key) {
  for (const auto& [k, value] : list) {
    if (k == key) return &value;
  }
  return nullptr;
}

void SetProperty(PropertyList& list, KeyId key, const Value& value) {
  const auto at = Position(list, key);
  const bool found = at != list.end() && at->first == key;
  if (value.is_null()) {
    if (found) list.erase(at);
  } else if (found) {
    at->second = value;
  } else {
    list.emplace(at, key, value);
  }
}

void ApplyOverlay(NodeState& node, PropertyList derived, std::vector<LabelId> derived_labels,
                  Overlay overlay) {
  node.properties = Merge(derived, overlay.properties);
  node.labels = Merge(derived_labels, overlay);
  node.layers.reset();
  if (overlay.empty()) return;
  node.layers = std::make_shared<const Layers>(
      Layers{std::move(derived), std::move(derived_labels), std::move(overlay)});
}

void ApplyOverlay(RelationshipState& relationship, PropertyList derived, Overlay overlay) {
  relationship.properties = Merge(derived, overlay.properties);
  relationship.layers.reset();
  if (overlay.empty()) return;
  relationship.layers =
      std::make_shared<const Layers>(Layers{std::move(derived), {}, std::move(overlay)});
}

std::string GeneratedId(NodeId node) { return "n-" + std::to_string(node.value); }
std::string GeneratedId(RelationshipId relationship) {
  return "r-" + std::to_string(relationship.value);
}

NodeId ParseGeneratedNodeId(std::string_view public_id) {
  return NodeId(ParseOrdinal(public_id, 'n'));
}
RelationshipId ParseGeneratedRelationshipId(std::string_view public_id) {
  return RelationshipId(ParseOrdinal(public_id, 'r'));
}

}  // namespace amana
