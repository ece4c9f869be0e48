#pragma once

#include <compare>
#include <cstdint>

#include "core/ids.h"

namespace amana {

// An id in four bytes, for the arrays that traversals read. Converts to the id by itself. A store
// holds at most 2^32 - 1 nodes and as many relationships, counted over its whole life.
template <typename Id>
struct PackedId {
  uint32_t value = 0;

  constexpr PackedId() = default;
  constexpr PackedId(Id id) : value(static_cast<uint32_t>(id.value)) {}  // NOLINT(*-explicit-*)
  constexpr operator Id() const { return Id(value); }                    // NOLINT(*-explicit-*)
  constexpr auto operator<=>(const PackedId&) const = default;
};

// One end of a relationship as seen from the other: 8 bytes.
struct Neighbor {
  PackedId<NodeId> node;
  PackedId<RelationshipId> relationship;

  constexpr auto operator<=>(const Neighbor&) const = default;
};

}  // namespace amana
