#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/ids.h"
#include "core/snapshot.h"
#include "core/value.h"

namespace amana {

// Ascending by key, keys unique, no nulls.
using PropertyList = std::vector<std::pair<KeyId, Value>>;

// nullptr where the list has no such key.
const Value* FindProperty(const PropertyList& list, KeyId key);
// A null removes.
void SetProperty(PropertyList& list, KeyId key, const Value& value);

// What a person changed about a derived element. It wins over what extraction says, now and later.
struct Overlay {
  PropertyList properties;  // here a null says: removed
  std::vector<LabelId> added_labels;
  std::vector<LabelId> removed_labels;

  bool empty() const {
    return properties.empty() && added_labels.empty() && removed_labels.empty();
  }
};

// A derived element under an overlay: both sides of what its state shows.
struct Layers {
  PropertyList derived_properties;
  std::vector<LabelId> derived_labels;
  Overlay overlay;
};

// Everything the store knows of a node but its relationships.
struct NodeState {
  bool exists = true;
  Origin origin = Origin::kUser;
  std::string public_id;                 // empty: made from the ordinal
  std::vector<std::string> former_ids;   // ascending
  std::vector<LabelId> labels;           // ascending, as queries see them
  PropertyList properties;               // as queries see them
  std::shared_ptr<const Layers> layers;  // null without an overlay
};

struct RelationshipState {
  bool exists = true;
  Origin origin = Origin::kUser;
  NodeId source;
  NodeId target;
  TypeId type;
  std::string public_id;
  PropertyList properties;
  std::shared_ptr<const Layers> layers;
};

// Puts `overlay` over what extraction says; an empty one takes the layers away.
void ApplyOverlay(NodeState& node, PropertyList derived, std::vector<LabelId> derived_labels,
                  Overlay overlay);
void ApplyOverlay(RelationshipState& relationship, PropertyList derived, Overlay overlay);

// Ids made from ordinals. Parse answers an invalid id for any other text.
std::string GeneratedId(NodeId node);
std::string GeneratedId(RelationshipId relationship);
NodeId ParseGeneratedNodeId(std::string_view public_id);
RelationshipId ParseGeneratedRelationshipId(std::string_view public_id);

}  // namespace amana
