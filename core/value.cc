// Building, sharing and freeing of values. Heap parts start with a count; lists, maps and strings
// keep their items right behind the header, in one allocation.

#include "core/value.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

namespace amana {
namespace {

thread_local int64_t thread_heap_bytes = 0;

void* Allocate(size_t bytes) {
  void* place = ::operator new(bytes);
  thread_heap_bytes += static_cast<int64_t>(bytes);
  return place;
}

void Deallocate(void* place, size_t bytes) {
  thread_heap_bytes -= static_cast<int64_t>(bytes);
  ::operator delete(place);
}

}  // namespace

struct Value::Header {
  std::atomic<uint32_t> counts{1};
  uint32_t depth = 0;
  uint64_t size = 0;  // bytes of a string, items of a list or map
};

struct Value::StringRep : Header {
  char* chars() { return reinterpret_cast<char*>(this + 1); }
  const char* chars() const { return reinterpret_cast<const char*>(this + 1); }
};

struct Value::ListRep : Header {
  Value* items() { return reinterpret_cast<Value*>(this + 1); }
  const Value* items() const { return reinterpret_cast<const Value*>(this + 1); }
};

struct Value::MapRep : Header {
  MapEntry* items() { return reinterpret_cast<MapEntry*>(this + 1); }
  const MapEntry* items() const { return reinterpret_cast<const MapEntry*>(this + 1); }
};

template <typename T>
struct Value::BoxRep : Header {
  T content;
};

template <typename Rep>
const Rep& Value::rep() const {
  return *static_cast<const Rep*>(reinterpret_cast<const Header*>(payload_.counts));
}

Value::Value(std::string_view v) : type_(ValueType::kString) {
  auto* rep = new (Allocate(sizeof(StringRep) + v.size())) StringRep;
  rep->size = v.size();
  if (!v.empty()) std::memcpy(rep->chars(), v.data(), v.size());
  payload_.counts = &rep->counts;
}

Value::Value(DateTime v) : type_(ValueType::kDateTime) {
  auto* rep = new (Allocate(sizeof(BoxRep<DateTime>))) BoxRep<DateTime>;
  rep->content = std::move(v);
  payload_.counts = &rep->counts;
}

Value::Value(Duration v) : type_(ValueType::kDuration) {
  auto* rep = new (Allocate(sizeof(BoxRep<Duration>))) BoxRep<Duration>;
  rep->content = v;
  payload_.counts = &rep->counts;
}

Value::Value(PathValue v) : type_(ValueType::kPath) {
  auto* rep = new (Allocate(sizeof(BoxRep<PathValue>))) BoxRep<PathValue>;
  rep->size = (v.nodes.size() + v.relationships.size()) * sizeof(uint64_t);
  thread_heap_bytes += static_cast<int64_t>(rep->size);
  rep->content = std::move(v);
  payload_.counts = &rep->counts;
}

Value Value::List(std::vector<Value> items) {
  auto* rep = new (Allocate(sizeof(ListRep) + items.size() * sizeof(Value))) ListRep;
  rep->size = items.size();
  for (const Value& item : items) rep->depth = std::max(rep->depth, item.depth());
  ++rep->depth;
  std::uninitialized_move(items.begin(), items.end(), rep->items());
  Value out;
  out.type_ = ValueType::kList;
  out.payload_.counts = &rep->counts;
  return out;
}

Value Value::Map(std::vector<std::pair<std::string, Value>> entries) {
  std::vector<MapEntry> keyed;
  keyed.reserve(entries.size());
  for (auto& [key, value] : entries) keyed.emplace_back(Value(key), std::move(value));
  return MapOf(std::move(keyed));
}

Value Value::MapOf(std::vector<MapEntry> entries) {
  auto before = [](const MapEntry& a, const MapEntry& b) {
    return a.first.AsString() < b.first.AsString();
  };
  if (!std::is_sorted(entries.begin(), entries.end(), before)) {
    std::stable_sort(entries.begin(), entries.end(), before);
  }
  size_t kept = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (kept > 0 && entries[kept - 1].first.AsString() == entries[i].first.AsString()) --kept;
    if (kept != i) entries[kept] = std::move(entries[i]);
    ++kept;
  }
  entries.resize(kept);
  auto* rep = new (Allocate(sizeof(MapRep) + kept * sizeof(MapEntry))) MapRep;
  rep->size = kept;
  for (const MapEntry& e : entries) rep->depth = std::max(rep->depth, e.second.depth());
  ++rep->depth;
  std::uninitialized_move(entries.begin(), entries.end(), rep->items());
  Value out;
  out.type_ = ValueType::kMap;
  out.payload_.counts = &rep->counts;
  return out;
}

void Value::Free() {
  Header* header = const_cast<Header*>(&rep<Header>());
  switch (type_) {
    case ValueType::kString:
      Deallocate(header, sizeof(StringRep) + header->size);
      return;
    case ValueType::kList: {
      auto* list = static_cast<ListRep*>(header);
      std::destroy_n(list->items(), list->size);
      Deallocate(list, sizeof(ListRep) + list->size * sizeof(Value));
      return;
    }
    case ValueType::kMap: {
      auto* map = static_cast<MapRep*>(header);
      std::destroy_n(map->items(), map->size);
      Deallocate(map, sizeof(MapRep) + map->size * sizeof(MapEntry));
      return;
    }
    case ValueType::kPath: {
      auto* path = static_cast<BoxRep<PathValue>*>(header);
      thread_heap_bytes -= static_cast<int64_t>(path->size);
      path->~BoxRep();
      Deallocate(path, sizeof(BoxRep<PathValue>));
      return;
    }
    case ValueType::kDateTime: {
      auto* box = static_cast<BoxRep<DateTime>*>(header);
      box->~BoxRep();
      Deallocate(box, sizeof(BoxRep<DateTime>));
      return;
    }
    case ValueType::kDuration:
      Deallocate(header, sizeof(BoxRep<Duration>));
      return;
    default:
      return;
  }
}

std::string_view Value::AsString() const {
  const auto& string = rep<StringRep>();
  return {string.chars(), string.size};
}

std::span<const Value> Value::AsList() const {
  const auto& list = rep<ListRep>();
  return {list.items(), list.size};
}

std::span<const MapEntry> Value::AsMap() const {
  const auto& map = rep<MapRep>();
  return {map.items(), map.size};
}

const PathValue& Value::AsPath() const { return rep<BoxRep<PathValue>>().content; }
const DateTime& Value::AsDateTime() const { return rep<BoxRep<DateTime>>().content; }
const Duration& Value::AsDuration() const { return rep<BoxRep<Duration>>().content; }

const Value* Value::Find(std::string_view key) const {
  auto entries = AsMap();
  auto found = std::lower_bound(
      entries.begin(), entries.end(), key,
      [](const MapEntry& e, std::string_view k) { return e.first.AsString() < k; });
  if (found == entries.end() || found->first.AsString() != key) return nullptr;
  return &found->second;
}

uint32_t Value::depth() const { return on_heap() ? rep<Header>().depth : 0; }

int64_t Value::ThreadHeapBytes() { return thread_heap_bytes; }

std::string_view ValueTypeName(ValueType type) {
  switch (type) {
    case ValueType::kNull:
      return "NULL";
    case ValueType::kBoolean:
      return "BOOLEAN";
    case ValueType::kInteger:
      return "INTEGER";
    case ValueType::kFloat:
      return "FLOAT";
    case ValueType::kString:
      return "STRING";
    case ValueType::kList:
      return "LIST";
    case ValueType::kMap:
      return "MAP";
    case ValueType::kNode:
      return "NODE";
    case ValueType::kRelationship:
      return "RELATIONSHIP";
    case ValueType::kPath:
      return "PATH";
    case ValueType::kDate:
      return "DATE";
    case ValueType::kLocalTime:
      return "LOCAL TIME";
    case ValueType::kTime:
      return "ZONED TIME";
    case ValueType::kLocalDateTime:
      return "LOCAL DATETIME";
    case ValueType::kDateTime:
      return "ZONED DATETIME";
    case ValueType::kDuration:
      return "DURATION";
  }
  return "UNKNOWN";
}

}  // namespace amana
