#pragma once

#include <cstdint>

#include "core/value.h"

namespace amana::query {

// A set of value types, one bit for each ValueType.
using TypeMask = uint32_t;

constexpr TypeMask MaskOf(ValueType type) { return TypeMask{1} << static_cast<unsigned>(type); }

inline constexpr TypeMask kAnyType = 0xFFFF;
inline constexpr TypeMask kNullMask = MaskOf(ValueType::kNull);
inline constexpr TypeMask kBooleanMask = MaskOf(ValueType::kBoolean);
inline constexpr TypeMask kIntegerMask = MaskOf(ValueType::kInteger);
inline constexpr TypeMask kFloatMask = MaskOf(ValueType::kFloat);
inline constexpr TypeMask kNumberMask = kIntegerMask | kFloatMask;
inline constexpr TypeMask kStringMask = MaskOf(ValueType::kString);
inline constexpr TypeMask kListMask = MaskOf(ValueType::kList);
inline constexpr TypeMask kMapMask = MaskOf(ValueType::kMap);
inline constexpr TypeMask kNodeMask = MaskOf(ValueType::kNode);
inline constexpr TypeMask kRelationshipMask = MaskOf(ValueType::kRelationship);
inline constexpr TypeMask kPathMask = MaskOf(ValueType::kPath);
inline constexpr TypeMask kDurationMask = MaskOf(ValueType::kDuration);
inline constexpr TypeMask kTemporalMask =
    MaskOf(ValueType::kDate) | MaskOf(ValueType::kLocalTime) | MaskOf(ValueType::kTime) |
    MaskOf(ValueType::kLocalDateTime) | MaskOf(ValueType::kDateTime) | kDurationMask;

// What the binder knows of an expression before it runs: the types its value may have, and those of
// the elements where it is a list. Null is always possible beside them.
struct StaticType {
  TypeMask mask = kAnyType;
  TypeMask element = kAnyType;

  bool MayBe(TypeMask types) const { return (mask & (types | kNullMask)) != 0; }
  // Known to be one of `types` (or null).
  bool IsOnly(TypeMask types) const { return (mask & ~(types | kNullMask)) == 0; }
};

}  // namespace amana::query
