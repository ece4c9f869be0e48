#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/snapshot.h"

namespace amana::server {

// Elements of the graph as clients and exports show them: independent of the order in which the
// store came to know labels and keys.

using NamedValues = std::vector<std::pair<std::string_view, Value>>;

// Sorted by name.
NamedValues SortedProperties(const Snapshot& graph, NodeId node);
NamedValues SortedProperties(const Snapshot& graph, RelationshipId relationship);
std::vector<std::string_view> SortedLabels(const Snapshot& graph, NodeId node);

// The property, or null where the key is unknown.
Value Property(const Snapshot& graph, NodeId node, std::string_view key);
Value Property(const Snapshot& graph, RelationshipId relationship, std::string_view key);

// The name to show: `name`, else `title`, else the public id.
std::string DisplayName(const Snapshot& graph, NodeId node);

bool HasLabel(const Snapshot& graph, NodeId node, std::string_view label);

// A value as plain text: strings as they are, null as "", lists joined by "; ".
std::string PlainText(const Value& value);

}  // namespace amana::server
