#pragma once

#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ids.h"
#include "core/temporal.h"

namespace amana {

// What a Value holds. The numbers are stored on disk: do not renumber.
enum class ValueType : uint8_t {
  kNull = 0,
  kBoolean = 1,
  kInteger = 2,
  kFloat = 3,
  kString = 4,
  kList = 5,
  kMap = 6,
  kNode = 7,
  kRelationship = 8,
  kPath = 9,
  kDate = 10,
  kLocalTime = 11,
  kTime = 12,
  kLocalDateTime = 13,
  kDateTime = 14,
  kDuration = 15,
};

// "INTEGER", "LIST", ...: the type's name in messages.
std::string_view ValueTypeName(ValueType type);

class Value;

// The nodes and relationships of a path: nodes.size() == relationships.size() + 1.
struct PathValue {
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
  bool operator==(const PathValue&) const = default;
};

using MapEntry = std::pair<Value, Value>;  // a string key and what it maps to

// A value of openCypher, as property and at run time. 16 bytes; strings, lists, maps, paths, zoned
// date-times and durations live on the heap, immutable and shared by a thread-safe count, so that a
// copy costs at most one atomic increment.
//
// Three relations between values, which are not the same:
//  - Equals():      openCypher `=`, three-valued: null where a null decides, NaN differs from
//  itself;
//  - Equivalent():  for DISTINCT, grouping and set membership: null ~ null, NaN ~ NaN, 1 ~ 1.0;
//                   Hash() agrees with it;
//  - Order():       ORDER BY: total over all types and consistent with Equivalent().
class Value {
 public:
  Value() = default;
  explicit Value(bool v) : type_(ValueType::kBoolean) { payload_.integer = v ? 1 : 0; }
  explicit Value(int64_t v) : type_(ValueType::kInteger) { payload_.integer = v; }
  explicit Value(int v) : Value(static_cast<int64_t>(v)) {}
  explicit Value(double v) : type_(ValueType::kFloat) { payload_.real = v; }
  explicit Value(std::string_view v);  // UTF-8
  explicit Value(const char* v) : Value(std::string_view(v)) {}
  explicit Value(const std::string& v) : Value(std::string_view(v)) {}
  explicit Value(NodeId v) : type_(ValueType::kNode) { payload_.bits = v.value; }
  explicit Value(RelationshipId v) : type_(ValueType::kRelationship) { payload_.bits = v.value; }
  explicit Value(Date v) : type_(ValueType::kDate) { payload_.integer = v.days; }
  explicit Value(LocalTime v) : type_(ValueType::kLocalTime) { payload_.integer = v.nanos; }
  explicit Value(Time v) : type_(ValueType::kTime), extra_(v.offset) { payload_.integer = v.nanos; }
  explicit Value(LocalDateTime v) : type_(ValueType::kLocalDateTime), extra_(v.nanos) {
    payload_.integer = v.seconds;
  }
  explicit Value(DateTime v);
  explicit Value(Duration v);
  explicit Value(PathValue v);
  static Value List(std::vector<Value> items);
  // Keys may come in any order; of equal keys the last one wins.
  static Value Map(std::vector<std::pair<std::string, Value>> entries);
  // The same for keys that are already string Values (shared, not copied).
  static Value MapOf(std::vector<MapEntry> entries);

  Value(const Value& o) : type_(o.type_), extra_(o.extra_), payload_(o.payload_) { Retain(); }
  Value(Value&& o) noexcept : type_(o.type_), extra_(o.extra_), payload_(o.payload_) {
    o.type_ = ValueType::kNull;
  }
  Value& operator=(const Value& o) {
    Value copy(o);
    Swap(copy);
    return *this;
  }
  Value& operator=(Value&& o) noexcept {
    Swap(o);
    return *this;
  }
  ~Value() { Release(); }

  ValueType type() const { return type_; }
  bool is_null() const { return type_ == ValueType::kNull; }
  bool is_boolean() const { return type_ == ValueType::kBoolean; }
  bool is_true() const { return is_boolean() && payload_.integer != 0; }
  bool is_integer() const { return type_ == ValueType::kInteger; }
  bool is_float() const { return type_ == ValueType::kFloat; }
  bool is_number() const { return is_integer() || is_float(); }
  bool is_string() const { return type_ == ValueType::kString; }
  bool is_list() const { return type_ == ValueType::kList; }
  bool is_map() const { return type_ == ValueType::kMap; }
  bool is_node() const { return type_ == ValueType::kNode; }
  bool is_relationship() const { return type_ == ValueType::kRelationship; }
  bool is_path() const { return type_ == ValueType::kPath; }
  bool is_temporal() const { return type_ >= ValueType::kDate && type_ <= ValueType::kDuration; }

  // REQUIRES for all of these: type() is the one asked for. Views live as long as some Value shares
  // the heap part.
  bool AsBoolean() const { return payload_.integer != 0; }
  int64_t AsInteger() const { return payload_.integer; }
  double AsFloat() const { return payload_.real; }
  // REQUIRES is_number().
  double AsNumber() const {
    return is_integer() ? static_cast<double>(payload_.integer) : payload_.real;
  }
  std::string_view AsString() const;
  std::span<const Value> AsList() const;
  std::span<const MapEntry> AsMap() const;  // sorted by key, keys unique
  NodeId AsNode() const { return NodeId(payload_.bits); }
  RelationshipId AsRelationship() const { return RelationshipId(payload_.bits); }
  const PathValue& AsPath() const;
  Date AsDate() const { return Date{payload_.integer}; }
  LocalTime AsLocalTime() const { return LocalTime{payload_.integer}; }
  Time AsTime() const { return Time{payload_.integer, extra_}; }
  LocalDateTime AsLocalDateTime() const { return LocalDateTime{payload_.integer, extra_}; }
  const DateTime& AsDateTime() const;
  const Duration& AsDuration() const;

  // What a map holds under `key`; nullptr where it has no such key. REQUIRES is_map().
  const Value* Find(std::string_view key) const;

  // How deeply lists and maps nest: 0 for a scalar, 1 for a flat list. O(1).
  uint32_t depth() const;

  // openCypher `=`: true, false, or nullopt for null.
  static std::optional<bool> Equals(const Value& a, const Value& b);
  // openCypher `<`, `<=`, ...: how `a` stands to `b`; nullopt where the answer is null
  // (a null, or types that do not compare). NaN is `unordered`.
  static std::optional<std::partial_ordering> Compare(const Value& a, const Value& b);
  static bool Equivalent(const Value& a, const Value& b);
  static std::strong_ordering Order(const Value& a, const Value& b);
  uint64_t Hash() const;

  // Same type and same content, so 1 differs from 1.0; for tests and codecs.
  static bool Identical(const Value& a, const Value& b);

  // Bytes of heap values that this thread has allocated less those that it has freed. The
  // difference between two moments is what the work between them holds.
  static int64_t ThreadHeapBytes();

 private:
  struct Header;
  struct StringRep;
  struct ListRep;
  struct MapRep;
  template <typename T>
  struct BoxRep;

  bool on_heap() const { return (kHeapTypes >> static_cast<unsigned>(type_)) & 1; }
  void Retain() const {
    if (on_heap()) payload_.counts->fetch_add(1, std::memory_order_relaxed);
  }
  void Release() {
    if (on_heap() && payload_.counts->fetch_sub(1, std::memory_order_acq_rel) == 1) Free();
  }
  void Swap(Value& o) noexcept {
    std::swap(type_, o.type_);
    std::swap(extra_, o.extra_);
    std::swap(payload_, o.payload_);
  }
  void Free();
  template <typename Rep>
  const Rep& rep() const;

  // String, list, map, path, date-time, duration.
  static constexpr uint32_t kHeapTypes =
      1u << 4 | 1u << 5 | 1u << 6 | 1u << 9 | 1u << 14 | 1u << 15;

  ValueType type_ = ValueType::kNull;
  int32_t extra_ = 0;  // the second number of Time and LocalDateTime
  union {
    int64_t integer;
    double real;
    uint64_t bits;
    std::atomic<uint32_t>* counts;  // the first member of every heap part
  } payload_ = {.integer = 0};
};

static_assert(sizeof(Value) == 16);

// For hash tables that group as DISTINCT does.
struct ValueHash {
  size_t operator()(const Value& v) const { return v.Hash(); }
};
struct ValueEquivalent {
  bool operator()(const Value& a, const Value& b) const { return Value::Equivalent(a, b); }
};

}  // namespace amana
