#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/cow_ptr.h"
#include "core/hash_index.h"
#include "core/persistent_map.h"
#include "core/result.h"

namespace amana {

struct SnapshotState;

// Stored on disk: do not renumber.
enum class SchemaKind : uint8_t { kIndex = 0, kUnique = 1 };

// An index that a user asked for, or a constraint: among nodes with the label no two have the same
// value of the property. A constraint has an index.
struct SchemaItem {
  std::string name;
  SchemaKind kind = SchemaKind::kIndex;
  std::string label;
  std::string key;

  bool operator==(const SchemaItem&) const = default;
};

// By name.
using Schema = std::map<std::string, SchemaItem, std::less<>>;

// Ordinals that may match a hash; never taken out again, verified by whoever asks.
using DeltaIndex = PersistentMap<CowPtr<std::vector<uint32_t>>>;

// The values of one property key over all nodes: as they were at some moment, and what came since.
struct PropertyIndex {
  std::shared_ptr<const HashIndex> base;
  DeltaIndex delta;
};

// By key id.
using PropertyIndexes = std::map<uint32_t, PropertyIndex>;

std::string EncodeSchemaItem(const SchemaItem& item);
Result<SchemaItem> DecodeSchemaItem(std::string_view name, std::string_view bytes);

// Changes to a snapshot state. Each index is built by a scan of all nodes.
void AddSchemaItem(SnapshotState& state, SchemaItem item);
void RemoveSchemaItem(SnapshotState& state, std::string_view name);
// For a state that has a schema and a new base.
void BuildPropertyIndexes(SnapshotState& state);
// Gives the state another schema, and the indexes that it asks for.
void SetSchema(SnapshotState& state, std::shared_ptr<const Schema> schema);

// kConstraint where one of the nodes has a value that a unique constraint gives to another one.
Result<void> CheckUnique(const SnapshotState& state, const std::vector<uint64_t>& nodes);
// The same for one constraint and all nodes.
Result<void> CheckUnique(const SnapshotState& state, const SchemaItem& item);

}  // namespace amana
