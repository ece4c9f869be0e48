// Every question is first put to the delta, which holds whole elements, and then to the base.

#include "core/snapshot.h"

#include <algorithm>

#include "core/snapshot_state.h"

namespace amana {
namespace {

uint32_t Ordinal(uint64_t id) { return static_cast<uint32_t>(id); }

const NodeState* Node(const SnapshotState& state, NodeId id) { return state.DeltaNode(id.value); }

Value ColumnValue(const std::vector<Column>& columns, KeyId key, uint32_t ordinal) {
  return key.value < columns.size() ? columns[key.value].Get(ordinal) : Value();
}

Value ListValue(const PropertyList& properties, KeyId key) {
  const Value* value = FindProperty(properties, key);
  return value == nullptr ? Value() : *value;
}

void VisitColumns(const std::vector<Column>& columns, uint32_t ordinal,
                  const Snapshot::PropertyVisitor& visit) {
  for (uint32_t key = 0; key < columns.size(); ++key) {
    if (columns[key].Has(ordinal)) visit(KeyId(key), columns[key].Get(ordinal));
  }
}

void VisitList(const PropertyList& properties, const Snapshot::PropertyVisitor& visit) {
  for (const auto& [key, value] : properties) visit(key, value);
}

// All ordinals that may match the hash, ascending, each once.
std::vector<uint32_t> Candidates(const HashIndex& base, const DeltaIndex& delta, uint64_t hash) {
  const auto from_base = base.Candidates(hash);
  std::vector<uint32_t> all(from_base.begin(), from_base.end());
  if (const auto* bucket = delta.Find(DeltaBucket(hash))) {
    all.insert(all.end(), (*bucket)->begin(), (*bucket)->end());
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

uint64_t At(const CowPtr<std::vector<uint64_t>>& counts, uint32_t i) {
  return counts && i < counts->size() ? (*counts)[i] : 0;
}

// Merges two ascending lists: the base's nodes less those that lost the label, and the gained.
template <typename Id>
size_t ScanNodesWithLabel(const SnapshotState& state, LabelId label, NodeId from,
                          std::span<Id> out) {
  if (from.value >= state.node_bound || out.empty()) return 0;
  const auto nodes = state.base->NodesWithLabel(label);
  auto base = std::ranges::lower_bound(nodes, Ordinal(from.value));
  size_t count = 0;
  const auto& changes = *state.label_changes;
  if (label.value < changes.size()) {
    changes[label.value].ForEach(Ordinal(from.value), [&](uint32_t node, LabelChange change) {
      for (; base != nodes.end() && *base < node && count < out.size(); ++base) {
        out[count++] = Id(*base);
      }
      if (count == out.size()) return false;
      if (base != nodes.end() && *base == node) ++base;
      if (change == LabelChange::kGained) out[count++] = Id(node);
      return count < out.size();
    });
  }
  const auto rest = std::min(out.size() - count, static_cast<size_t>(nodes.end() - base));
  for (size_t i = 0; i < rest; ++i) out[count + i] = Id(base[static_cast<std::ptrdiff_t>(i)]);
  return count + rest;
}

}  // namespace

Snapshot::Snapshot(std::shared_ptr<const SnapshotState> state) : state_(std::move(state)) {}
Snapshot::~Snapshot() = default;

uint64_t Snapshot::epoch() const { return state_->epoch; }
uint64_t Snapshot::node_bound() const { return state_->node_bound; }
uint64_t Snapshot::relationship_bound() const { return state_->relationship_bound; }
uint64_t Snapshot::node_count() const { return state_->node_count; }
uint64_t Snapshot::relationship_count() const { return state_->relationship_count; }

bool Snapshot::HasNode(NodeId node) const {
  if (node.value >= state_->node_bound) return false;
  if (const NodeState* delta = Node(*state_, node)) return delta->exists;
  return state_->base->HasNode(Ordinal(node.value));
}

bool Snapshot::HasRelationship(RelationshipId r) const {
  if (r.value >= state_->relationship_bound) return false;
  if (const auto* delta = state_->DeltaRelationship(r.value)) return delta->exists;
  return state_->base->HasRelationship(Ordinal(r.value));
}

NeighborRow Snapshot::Out(NodeId node) const { return state_->OutRow(node.value); }
NeighborRun Snapshot::Out(NodeId node, TypeId type) const {
  return state_->OutRow(node.value, type);
}
NeighborRow Snapshot::In(NodeId node) const { return state_->InRow(node.value); }
NeighborRun Snapshot::In(NodeId node, TypeId type) const { return state_->InRow(node.value, type); }

NodeId Snapshot::Source(RelationshipId r) const {
  if (const auto* delta = state_->DeltaRelationship(r.value)) return delta->source;
  return NodeId(state_->base->source[r.value]);
}
NodeId Snapshot::Target(RelationshipId r) const {
  if (const auto* delta = state_->DeltaRelationship(r.value)) return delta->target;
  return NodeId(state_->base->target[r.value]);
}
TypeId Snapshot::Type(RelationshipId r) const {
  if (const auto* delta = state_->DeltaRelationship(r.value)) return delta->type;
  return TypeId(state_->base->type[r.value]);
}

std::span<const LabelId> Snapshot::Labels(NodeId node) const {
  if (const NodeState* delta = Node(*state_, node)) return delta->labels;
  return state_->base->Labels(Ordinal(node.value));
}

bool Snapshot::HasLabel(NodeId node, LabelId label) const {
  const auto labels = Labels(node);
  return std::ranges::find(labels, label) != labels.end();
}

uint64_t Snapshot::CountLabel(LabelId label) const { return At(state_->label_counts, label.value); }
uint64_t Snapshot::CountType(TypeId type) const { return At(state_->type_counts, type.value); }

size_t Snapshot::ScanNodes(NodeId from, std::span<NodeId> out) const {
  size_t count = 0;
  for (uint64_t i = from.value; i < state_->node_bound && count < out.size(); ++i) {
    if (HasNode(NodeId(i))) out[count++] = NodeId(i);
  }
  return count;
}

size_t Snapshot::ScanRelationships(RelationshipId from, std::span<RelationshipId> out) const {
  size_t count = 0;
  for (uint64_t i = from.value; i < state_->relationship_bound && count < out.size(); ++i) {
    if (HasRelationship(RelationshipId(i))) out[count++] = RelationshipId(i);
  }
  return count;
}

size_t Snapshot::ScanLabel(LabelId label, NodeId from, std::span<NodeId> out) const {
  return ScanNodesWithLabel(*state_, label, from, out);
}
size_t Snapshot::ScanLabel(LabelId label, NodeId from, std::span<uint32_t> out) const {
  return ScanNodesWithLabel(*state_, label, from, out);
}

std::vector<NodeId> Snapshot::NodesWithLabel(LabelId label) const {
  std::vector<NodeId> all(CountLabel(label));
  all.resize(ScanLabel(label, NodeId(0), all));
  return all;
}

Value Snapshot::NodeProperty(NodeId node, KeyId key) const {
  if (const NodeState* delta = Node(*state_, node)) return ListValue(delta->properties, key);
  return ColumnValue(state_->base->node_columns, key, Ordinal(node.value));
}

Value Snapshot::RelationshipProperty(RelationshipId r, KeyId key) const {
  if (const auto* delta = state_->DeltaRelationship(r.value)) {
    return ListValue(delta->properties, key);
  }
  return ColumnValue(state_->base->relationship_columns, key, Ordinal(r.value));
}

void Snapshot::ForEachNodeProperty(NodeId node, const PropertyVisitor& visit) const {
  if (const NodeState* delta = Node(*state_, node)) return VisitList(delta->properties, visit);
  VisitColumns(state_->base->node_columns, Ordinal(node.value), visit);
}

void Snapshot::ForEachRelationshipProperty(RelationshipId r, const PropertyVisitor& visit) const {
  if (const auto* delta = state_->DeltaRelationship(r.value)) {
    return VisitList(delta->properties, visit);
  }
  VisitColumns(state_->base->relationship_columns, Ordinal(r.value), visit);
}

bool Snapshot::HasIndex(KeyId key) const {
  return std::ranges::find(kIndexedKeys, key) != std::end(kIndexedKeys) ||
         (state_->user_indexes && state_->user_indexes->contains(key.value));
}

const Schema& Snapshot::schema() const {
  static const Schema kEmpty;
  return state_->schema ? *state_->schema : kEmpty;
}

std::optional<std::vector<NodeId>> Snapshot::FindNodes(KeyId key, const Value& value) const {
  if (!HasIndex(key)) return std::nullopt;
  std::vector<NodeId> found;
  if (value.is_null()) return found;
  const auto built_in = std::ranges::find(kIndexedKeys, key);
  std::vector<uint32_t> candidates;
  if (built_in == std::end(kIndexedKeys)) {
    const PropertyIndex& index = state_->user_indexes->find(key.value)->second;
    candidates = Candidates(*index.base, index.delta, value.Hash());
  } else {
    const auto i = static_cast<size_t>(built_in - std::begin(kIndexedKeys));
    candidates =
        Candidates(state_->base->property_indexes[i], (*state_->property_indexes)[i], value.Hash());
  }
  for (const uint32_t candidate : candidates) {
    const NodeId node(candidate);
    if (!HasNode(node)) continue;
    if (Value::Equals(NodeProperty(node, key), value).value_or(false)) found.push_back(node);
  }
  return found;
}

std::optional<std::vector<NodeId>> Snapshot::FindNodes(LabelId label, KeyId key,
                                                       const Value& value) const {
  auto found = FindNodes(key, value);
  if (found) std::erase_if(*found, [&](NodeId node) { return !HasLabel(node, label); });
  return found;
}

std::optional<std::vector<NodeId>> Snapshot::FindNodesByPrefix(KeyId key,
                                                               std::string_view prefix) const {
  const auto index = std::ranges::find(kIndexedKeys, key);
  if (index == std::end(kIndexedKeys)) return std::nullopt;
  std::vector<NodeId> found;
  const auto i = static_cast<size_t>(index - std::begin(kIndexedKeys));
  for (const uint32_t node : state_->base->WithPrefix(i, prefix)) {
    if (state_->DeltaNode(node) == nullptr) found.emplace_back(node);
  }
  state_->nodes.ForEach([&](uint32_t node, const CowPtr<NodeState>& delta) {
    const Value* value = delta->exists ? FindProperty(delta->properties, key) : nullptr;
    const bool starts = value != nullptr && value->is_string();
    if (starts && value->AsString().starts_with(prefix)) found.emplace_back(node);
  });
  std::ranges::sort(found);
  return found;
}

const Dictionary<LabelId>& Snapshot::labels() const { return state_->names->labels; }
const Dictionary<TypeId>& Snapshot::types() const { return state_->names->types; }
const Dictionary<KeyId>& Snapshot::keys() const { return state_->names->keys; }

std::string Snapshot::PublicId(NodeId node) const {
  if (const NodeState* delta = Node(*state_, node)) {
    return delta->public_id.empty() ? GeneratedId(node) : delta->public_id;
  }
  const auto given = state_->base->node_public_ids.GetString(Ordinal(node.value));
  return given ? std::string(*given) : GeneratedId(node);
}

std::string Snapshot::PublicId(RelationshipId r) const {
  if (const auto* delta = state_->DeltaRelationship(r.value)) {
    return delta->public_id.empty() ? GeneratedId(r) : delta->public_id;
  }
  const auto given = state_->base->relationship_public_ids.GetString(Ordinal(r.value));
  return given ? std::string(*given) : GeneratedId(r);
}

std::optional<NodeId> Snapshot::FindNode(std::string_view public_id) const {
  const NodeId generated = ParseGeneratedNodeId(public_id);
  if (generated.valid() && HasNode(generated)) return generated;
  const auto candidates =
      Candidates(state_->base->node_id_index, state_->node_id_index, HashPublicId(public_id));
  std::optional<NodeId> formerly;
  for (const uint32_t candidate : candidates) {
    const NodeId node(candidate);
    if (!HasNode(node)) continue;
    if (PublicId(node) == public_id) return node;
    const auto former = FormerIds(node);
    if (std::ranges::find(former, public_id) != former.end()) formerly = node;
  }
  return formerly;
}

std::optional<RelationshipId> Snapshot::FindRelationship(std::string_view public_id) const {
  const RelationshipId generated = ParseGeneratedRelationshipId(public_id);
  if (generated.valid() && HasRelationship(generated)) return generated;
  const auto candidates = Candidates(state_->base->relationship_id_index,
                                     state_->relationship_id_index, HashPublicId(public_id));
  for (const uint32_t candidate : candidates) {
    const RelationshipId r(candidate);
    if (HasRelationship(r) && PublicId(r) == public_id) return r;
  }
  return std::nullopt;
}

std::span<const std::string> Snapshot::FormerIds(NodeId node) const {
  if (const NodeState* delta = Node(*state_, node)) return delta->former_ids;
  return {};
}

Origin Snapshot::NodeOrigin(NodeId node) const {
  if (const NodeState* delta = Node(*state_, node)) return delta->origin;
  return state_->base->OriginOfNode(Ordinal(node.value));
}

Origin Snapshot::RelationshipOrigin(RelationshipId r) const {
  if (const auto* delta = state_->DeltaRelationship(r.value)) return delta->origin;
  return state_->base->OriginOfRelationship(Ordinal(r.value));
}

}  // namespace amana
