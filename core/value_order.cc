// Equality, equivalence, order and hash of values (openCypher 9, "Equality and comparison";
// CIP2016-06-14). All four live here so that they can be seen to agree.

#include <bit>
#include <cmath>
#include <limits>

#include "core/value.h"

namespace amana {
namespace {

// Exact, also where the integer has more bits than a double: 2^53 + 1 differs from 2^53.
std::partial_ordering CompareIntegerFloat(int64_t i, double d) {
  if (std::isnan(d)) return std::partial_ordering::unordered;
  if (d >= 9223372036854775808.0) return std::partial_ordering::less;
  if (d < -9223372036854775808.0) return std::partial_ordering::greater;
  auto whole = static_cast<int64_t>(d);  // truncates towards zero
  if (i != whole) return i <=> whole;
  return 0.0 <=> (d - static_cast<double>(whole));
}

std::partial_ordering Reverse(std::partial_ordering o) { return 0 <=> o; }

std::partial_ordering CompareNumbers(const Value& a, const Value& b) {
  if (a.is_integer()) {
    if (b.is_integer()) return a.AsInteger() <=> b.AsInteger();
    return CompareIntegerFloat(a.AsInteger(), b.AsFloat());
  }
  if (b.is_integer()) return Reverse(CompareIntegerFloat(b.AsInteger(), a.AsFloat()));
  return a.AsFloat() <=> b.AsFloat();
}

std::strong_ordering OrderNumbers(const Value& a, const Value& b) {
  bool a_nan = a.is_float() && std::isnan(a.AsFloat());
  bool b_nan = b.is_float() && std::isnan(b.AsFloat());
  if (a_nan || b_nan) return a_nan <=> b_nan;  // NaN stands behind all numbers
  auto order = CompareNumbers(a, b);
  if (order < 0) return std::strong_ordering::less;
  if (order > 0) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

std::strong_ordering OrderTimes(Time a, Time b) {
  if (auto o = a.UtcNanos() <=> b.UtcNanos(); o != 0) return o;
  return a.offset <=> b.offset;
}

std::strong_ordering OrderDateTimes(const DateTime& a, const DateTime& b) {
  if (auto o = a.seconds <=> b.seconds; o != 0) return o;
  if (auto o = a.nanos <=> b.nanos; o != 0) return o;
  if (auto o = a.offset <=> b.offset; o != 0) return o;
  return a.zone.compare(b.zone) <=> 0;
}

// Durations have no true order; this one takes a month as its mean length of 2629746 seconds, and
// the components decide between durations of the same length.
std::strong_ordering OrderDurations(const Duration& a, const Duration& b) {
  auto length = [](const Duration& d) {
    return static_cast<__int128>(d.months) * 2629746 + static_cast<__int128>(d.days) * 86400 +
           d.seconds;
  };
  __int128 left = length(a);
  __int128 right = length(b);
  if (left != right)
    return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
  if (auto o = a.nanos <=> b.nanos; o != 0) return o;
  if (auto o = a.months <=> b.months; o != 0) return o;
  return a.days <=> b.days;
}

std::strong_ordering OrderPaths(const PathValue& a, const PathValue& b) {
  size_t common = std::min(a.relationships.size(), b.relationships.size());
  if (auto o = a.nodes[0] <=> b.nodes[0]; o != 0) return o;
  for (size_t i = 0; i < common; ++i) {
    if (auto o = a.relationships[i] <=> b.relationships[i]; o != 0) return o;
    if (auto o = a.nodes[i + 1] <=> b.nodes[i + 1]; o != 0) return o;
  }
  return a.relationships.size() <=> b.relationships.size();
}

// The place of a type in ascending ORDER BY.
int TypeRank(ValueType type) {
  switch (type) {
    case ValueType::kMap:
      return 0;
    case ValueType::kNode:
      return 1;
    case ValueType::kRelationship:
      return 2;
    case ValueType::kList:
      return 3;
    case ValueType::kPath:
      return 4;
    case ValueType::kDateTime:
      return 5;
    case ValueType::kLocalDateTime:
      return 6;
    case ValueType::kDate:
      return 7;
    case ValueType::kTime:
      return 8;
    case ValueType::kLocalTime:
      return 9;
    case ValueType::kDuration:
      return 10;
    case ValueType::kString:
      return 11;
    case ValueType::kBoolean:
      return 12;
    case ValueType::kInteger:
    case ValueType::kFloat:
      return 13;
    case ValueType::kNull:
      return 14;
  }
  return 15;
}

std::strong_ordering OrderLists(std::span<const Value> a, std::span<const Value> b) {
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (auto o = Value::Order(a[i], b[i]); o != 0) return o;
  }
  return a.size() <=> b.size();
}

std::strong_ordering OrderMaps(std::span<const MapEntry> a, std::span<const MapEntry> b) {
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (auto o = a[i].first.AsString() <=> b[i].first.AsString(); o != 0) return o;
  }
  if (a.size() != b.size()) return a.size() <=> b.size();
  for (size_t i = 0; i < a.size(); ++i) {
    if (auto o = Value::Order(a[i].second, b[i].second); o != 0) return o;
  }
  return std::strong_ordering::equal;
}

std::optional<bool> EqualLists(std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (size_t i = 0; i < a.size(); ++i) {
    auto equal = Value::Equals(a[i], b[i]);
    if (!equal) unknown = true;
    if (equal == false) return false;
  }
  return unknown ? std::nullopt : std::optional<bool>(true);
}

std::optional<bool> EqualMaps(std::span<const MapEntry> a, std::span<const MapEntry> b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].first.AsString() != b[i].first.AsString()) return false;
  }
  bool unknown = false;
  for (size_t i = 0; i < a.size(); ++i) {
    auto equal = Value::Equals(a[i].second, b[i].second);
    if (!equal) unknown = true;
    if (equal == false) return false;
  }
  return unknown ? std::nullopt : std::optional<bool>(true);
}

// Lists compare by their first differing elements; null where these do not compare.
std::optional<std::partial_ordering> CompareLists(std::span<const Value> a,
                                                  std::span<const Value> b) {
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    auto equal = Value::Equals(a[i], b[i]);
    if (!equal) return std::nullopt;
    if (*equal) continue;
    return Value::Compare(a[i], b[i]);
  }
  return a.size() <=> b.size();
}

uint64_t Mix(uint64_t h) {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  return h ^ (h >> 32);
}

uint64_t HashBytes(std::string_view bytes) { return std::hash<std::string_view>()(bytes); }

// A float with an integer's value hashes as that integer.
uint64_t HashFloat(double d) {
  if (std::isnan(d)) return 0x7ff8000000000000ULL;
  if (d >= -9223372036854775808.0 && d < 9223372036854775808.0 && d == std::trunc(d)) {
    return Mix(static_cast<uint64_t>(static_cast<int64_t>(d)));
  }
  return Mix(std::bit_cast<uint64_t>(d) ^ 0x9e3779b97f4a7c15ULL);
}

}  // namespace

std::optional<bool> Value::Equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return CompareNumbers(a, b) == 0;
  if (a.type_ != b.type_) return false;
  switch (a.type_) {
    case ValueType::kList:
      return EqualLists(a.AsList(), b.AsList());
    case ValueType::kMap:
      return EqualMaps(a.AsMap(), b.AsMap());
    case ValueType::kString:
      return a.AsString() == b.AsString();
    case ValueType::kPath:
      return a.AsPath() == b.AsPath();
    default:
      return Order(a, b) == 0;
  }
}

std::optional<std::partial_ordering> Value::Compare(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return CompareNumbers(a, b);
  if (a.type_ != b.type_) return std::nullopt;
  switch (a.type_) {
    case ValueType::kString:
    case ValueType::kBoolean:
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
      return Order(a, b);
    case ValueType::kList:
      return CompareLists(a.AsList(), b.AsList());
    default:
      return std::nullopt;
  }
}

bool Value::Equivalent(const Value& a, const Value& b) {
  if (a.type_ == b.type_) {
    switch (a.type_) {
      case ValueType::kNode:
      case ValueType::kRelationship:
      case ValueType::kInteger:
      case ValueType::kBoolean:
        return a.payload_.integer == b.payload_.integer;
      case ValueType::kString:
        return a.payload_.counts == b.payload_.counts || a.AsString() == b.AsString();
      default:
        break;
    }
  }
  return Order(a, b) == 0;
}

std::strong_ordering Value::Order(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return OrderNumbers(a, b);
  if (a.type_ != b.type_) return TypeRank(a.type_) <=> TypeRank(b.type_);
  switch (a.type_) {
    case ValueType::kNull:
      return std::strong_ordering::equal;
    case ValueType::kBoolean:
    case ValueType::kDate:
    case ValueType::kLocalTime:
      return a.payload_.integer <=> b.payload_.integer;
    case ValueType::kNode:
    case ValueType::kRelationship:
      return a.payload_.bits <=> b.payload_.bits;
    case ValueType::kString:
      return a.AsString().compare(b.AsString()) <=> 0;
    case ValueType::kList:
      return OrderLists(a.AsList(), b.AsList());
    case ValueType::kMap:
      return OrderMaps(a.AsMap(), b.AsMap());
    case ValueType::kPath:
      return OrderPaths(a.AsPath(), b.AsPath());
    case ValueType::kTime:
      return OrderTimes(a.AsTime(), b.AsTime());
    case ValueType::kLocalDateTime:
      return a.AsLocalDateTime() <=> b.AsLocalDateTime();
    case ValueType::kDateTime:
      return OrderDateTimes(a.AsDateTime(), b.AsDateTime());
    case ValueType::kDuration:
      return OrderDurations(a.AsDuration(), b.AsDuration());
    default:
      return std::strong_ordering::equal;
  }
}

uint64_t Value::Hash() const {
  switch (type_) {
    case ValueType::kNull:
      return 0x6e756c6cULL;
    case ValueType::kInteger:
      return Mix(payload_.bits);
    case ValueType::kFloat:
      return HashFloat(payload_.real);
    case ValueType::kString:
      return HashBytes(AsString());
    case ValueType::kList: {
      uint64_t h = 0x6c697374ULL;
      for (const Value& item : AsList()) h = Mix(h ^ item.Hash()) + 1;
      return h;
    }
    case ValueType::kMap: {
      uint64_t h = 0x6d6170ULL;
      for (const auto& [key, item] : AsMap()) h = Mix(h ^ key.Hash() ^ Mix(item.Hash())) + 1;
      return h;
    }
    case ValueType::kPath: {
      uint64_t h = 0x70617468ULL;
      for (NodeId n : AsPath().nodes) h = Mix(h ^ n.value);
      for (RelationshipId r : AsPath().relationships) h = Mix(h ^ r.value);
      return h;
    }
    case ValueType::kDateTime:
      return Mix(static_cast<uint64_t>(AsDateTime().seconds) * 31 + AsDateTime().nanos);
    case ValueType::kDuration: {
      const Duration& d = AsDuration();
      return Mix(Mix(Mix(d.months) ^ d.days) ^ d.seconds) ^ Mix(d.nanos);
    }
    case ValueType::kTime:
      return Mix(static_cast<uint64_t>(AsTime().UtcNanos()) ^ 0x74ULL << 56);
    default:
      return Mix(payload_.bits ^ static_cast<uint64_t>(type_) << 56 ^
                 static_cast<uint64_t>(static_cast<uint32_t>(extra_)) << 20);
  }
}

bool Value::Identical(const Value& a, const Value& b) {
  if (a.type_ != b.type_) return false;
  if (a.is_list()) {
    auto x = a.AsList();
    auto y = b.AsList();
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), Identical);
  }
  if (a.is_map()) {
    auto x = a.AsMap();
    auto y = b.AsMap();
    return std::equal(
        x.begin(), x.end(), y.begin(), y.end(), [](const MapEntry& p, const MapEntry& q) {
          return p.first.AsString() == q.first.AsString() && Identical(p.second, q.second);
        });
  }
  if (a.is_float()) {
    return std::bit_cast<uint64_t>(a.AsFloat()) == std::bit_cast<uint64_t>(b.AsFloat());
  }
  return Order(a, b) == 0;
}

}  // namespace amana
