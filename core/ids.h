#pragma once

#include <cstdint>
#include <functional>

namespace amana {

// A number that cannot be mistaken for another kind of number. Ids are dense ordinals given by the
// store and never used again; their values mean nothing outside it.
template <typename Tag, typename Int>
struct StrongId {
  Int value = kInvalid;

  static constexpr Int kInvalid = static_cast<Int>(-1);
  constexpr StrongId() = default;
  constexpr explicit StrongId(Int v) : value(v) {}
  constexpr bool valid() const { return value != kInvalid; }
  constexpr auto operator<=>(const StrongId&) const = default;
};

using NodeId = StrongId<struct NodeTag, uint64_t>;
using RelationshipId = StrongId<struct RelationshipTag, uint64_t>;
using LabelId = StrongId<struct LabelTag, uint32_t>;  // of a node label
using TypeId = StrongId<struct TypeTag, uint32_t>;    // of a relationship type
using KeyId = StrongId<struct KeyTag, uint32_t>;      // of a property key
using RuleId = StrongId<struct RuleTag, uint32_t>;    // of an extraction rule, in evidence

}  // namespace amana

template <typename Tag, typename Int>
struct std::hash<amana::StrongId<Tag, Int>> {
  size_t operator()(amana::StrongId<Tag, Int> id) const noexcept {
    return std::hash<Int>()(id.value);
  }
};
