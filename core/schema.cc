#include "core/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/bytes.h"
#include "core/snapshot.h"
#include "core/snapshot_state.h"

namespace amana {
namespace {

constexpr size_t kScanNodes = 1024;

Snapshot ViewOf(const SnapshotState& state) {
  return Snapshot(std::make_shared<const SnapshotState>(state));
}

PropertyIndex Build(const SnapshotState& state, KeyId key) {
  const Snapshot graph = ViewOf(state);
  std::vector<std::pair<uint64_t, uint32_t>> hashed;
  std::vector<NodeId> nodes(kScanNodes);
  NodeId from(0);
  while (const size_t count = graph.ScanNodes(from, nodes)) {
    for (size_t i = 0; i < count; ++i) {
      const Value value = graph.NodeProperty(nodes[i], key);
      if (!value.is_null()) hashed.emplace_back(value.Hash(), nodes[i].value);
    }
    from = NodeId(nodes[count - 1].value + 1);
  }
  return {std::make_shared<const HashIndex>(hashed), {}};
}

bool IsUsed(const Schema& schema, std::string_view key) {
  return std::ranges::any_of(schema, [&](const auto& entry) { return entry.second.key == key; });
}

bool HasBuiltIn(KeyId key) {
  return std::ranges::find(kIndexedKeys, key) != std::end(kIndexedKeys);
}

Result<void> CheckNode(const Snapshot& graph, const SchemaItem& item, NodeId node) {
  const auto label = graph.labels().Find(item.label);
  const auto key = graph.keys().Find(item.key);
  if (!label || !key || !graph.HasNode(node) || !graph.HasLabel(node, *label)) return {};
  const Value value = graph.NodeProperty(node, *key);
  if (value.is_null()) return {};
  const auto found = graph.FindNodes(*label, *key, value);
  if (!found || found->size() < 2) return {};
  return Fail(
      ErrorCode::kConstraint,
      fmt::format("two nodes with label `{}` would have the same `{}`, which the constraint "
                  "`{}` forbids",
                  item.label, item.key, item.name));
}

}  // namespace

std::string EncodeSchemaItem(const SchemaItem& item) {
  std::string out(1, static_cast<char>(item.kind));
  PutString(out, item.label);
  PutString(out, item.key);
  return out;
}

Result<SchemaItem> DecodeSchemaItem(std::string_view name, std::string_view bytes) {
  ByteReader in(bytes);
  SchemaItem item;
  item.name = name;
  const auto kind = in.Byte();
  item.kind = static_cast<SchemaKind>(kind);
  item.label = in.String();
  item.key = in.String();
  if (in.ok() && kind <= static_cast<uint8_t>(SchemaKind::kUnique)) return item;
  return Fail(ErrorCode::kCorruption, "the store is damaged: an index is not readable");
}

void AddSchemaItem(SnapshotState& state, SchemaItem item) {
  const KeyId key = state.names->keys.Intern(item.key);
  state.names->labels.Intern(item.label);
  auto schema = state.schema ? std::make_shared<Schema>(*state.schema) : std::make_shared<Schema>();
  schema->insert_or_assign(item.name, std::move(item));
  state.schema = std::move(schema);
  if (HasBuiltIn(key)) return;
  PropertyIndexes& indexes = state.user_indexes.Mutable();
  if (!indexes.contains(key.value)) indexes.emplace(key.value, Build(state, key));
}

void RemoveSchemaItem(SnapshotState& state, std::string_view name) {
  auto schema = std::make_shared<Schema>(*state.schema);
  const auto found = schema->find(name);
  const std::string key = found->second.key;
  schema->erase(found);
  const bool used = IsUsed(*schema, key);
  state.schema = std::move(schema);
  const auto id = state.names->keys.Find(key);
  if (!used && id) state.user_indexes.Mutable().erase(id->value);
}

void BuildPropertyIndexes(SnapshotState& state) {
  if (!state.schema) return;
  PropertyIndexes indexes;
  for (const auto& [name, item] : *state.schema) {
    const KeyId key = state.names->keys.Intern(item.key);
    if (!HasBuiltIn(key) && !indexes.contains(key.value)) {
      indexes.emplace(key.value, Build(state, key));
    }
  }
  state.user_indexes = CowPtr(std::move(indexes));
}

void SetSchema(SnapshotState& state, std::shared_ptr<const Schema> schema) {
  state.schema = std::move(schema);
  state.user_indexes = {};
  BuildPropertyIndexes(state);
}

Result<void> CheckUnique(const SnapshotState& state, const std::vector<uint64_t>& nodes) {
  if (!state.schema || nodes.empty()) return {};
  const Snapshot graph = ViewOf(state);
  for (const auto& [name, item] : *state.schema) {
    if (item.kind != SchemaKind::kUnique) continue;
    for (const uint64_t node : nodes) AMANA_CHECK_OK(CheckNode(graph, item, NodeId(node)));
  }
  return {};
}

Result<void> CheckUnique(const SnapshotState& state, const SchemaItem& item) {
  const Snapshot graph = ViewOf(state);
  const auto label = graph.labels().Find(item.label);
  if (!label) return {};
  for (const NodeId node : graph.NodesWithLabel(*label)) {
    AMANA_CHECK_OK(CheckNode(graph, item, node));
  }
  return {};
}

}  // namespace amana
