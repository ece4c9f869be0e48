#include "core/snapshot_edit.h"

#include <algorithm>
#include <utility>

#include "core/name_search.h"

namespace amana {
namespace {

uint32_t Ordinal(uint64_t id) { return static_cast<uint32_t>(id); }

void Count(CowPtr<std::vector<uint64_t>>& counts, uint32_t at, int change) {
  std::vector<uint64_t>& all = counts.Mutable();
  if (all.size() <= at) all.resize(at + 1);
  all[at] += static_cast<uint64_t>(static_cast<int64_t>(change));
}

void ChangeLabel(SnapshotState& state, LabelId label, NodeId node, LabelChange change) {
  state.labels_lost = state.labels_lost || change == LabelChange::kLost;
  auto& changes = state.label_changes.Mutable();
  if (changes.size() <= label.value) changes.resize(label.value + 1);
  changes[label.value].Mutable(Ordinal(node.value)) = change;
  Count(state.label_counts, label.value, change == LabelChange::kGained ? 1 : -1);
}

void ChangeLabels(SnapshotState& state, NodeId node, const std::vector<LabelId>& before,
                  const std::vector<LabelId>& after) {
  for (const LabelId label : before) {
    if (!std::ranges::binary_search(after, label))
      ChangeLabel(state, label, node, LabelChange::kLost);
  }
  for (const LabelId label : after) {
    if (!std::ranges::binary_search(before, label))
      ChangeLabel(state, label, node, LabelChange::kGained);
  }
}

void File(DeltaIndex& index, uint64_t hash, uint64_t ordinal) {
  std::vector<uint32_t>& bucket = index.Mutable(DeltaBucket(hash)).Mutable();
  const uint32_t entry = Ordinal(ordinal);
  if (std::ranges::find(bucket, entry) == bucket.end()) bucket.push_back(entry);
}

void FileNode(SnapshotState& state, NodeId id, const NodeState& node) {
  for (size_t i = 0; i < std::size(kIndexedKeys); ++i) {
    if (const Value* value = FindProperty(node.properties, kIndexedKeys[i])) {
      File(state.property_indexes.Mutable()[i], value->Hash(), id.value);
    }
  }
  if (state.user_indexes && !state.user_indexes->empty()) {
    for (auto& [key, index] : state.user_indexes.Mutable()) {
      if (const Value* value = FindProperty(node.properties, KeyId(key))) {
        File(index.delta, value->Hash(), id.value);
      }
    }
  }
  if (!node.public_id.empty()) File(state.node_id_index, HashPublicId(node.public_id), id.value);
  for (const std::string& former : node.former_ids) {
    File(state.node_id_index, HashPublicId(former), id.value);
  }
}

DeltaRow& MutableRow(PersistentMap<CowPtr<DeltaRow>>& delta, const Topology& base, NodeId node) {
  const uint32_t ordinal = Ordinal(node.value);
  const bool is_new = delta.Find(ordinal) == nullptr;
  DeltaRow& row = delta.Mutable(ordinal).Mutable();
  if (!is_new) return row;
  const NeighborRow old(base, ordinal);
  for (size_t i = 0; i < old.run_count(); ++i) {
    row.runs.push_back({old.type(i), static_cast<uint32_t>(row.nodes.size())});
    for (const Neighbor& neighbor : old.run(i)) {
      row.nodes.push_back(neighbor.node.value);
      row.relationships.push_back(neighbor.relationship.value);
    }
  }
  return row;
}

struct RunPlace {
  size_t run;    // the type's run, or where it would be
  size_t begin;  // its neighbours; empty for a type that the row lacks
  size_t end;
  bool exists;
};

RunPlace FindRun(const DeltaRow& row, TypeId type) {
  const auto at = std::ranges::lower_bound(row.runs, type.value, {}, &TypeRun::type);
  const auto run = static_cast<size_t>(at - row.runs.begin());
  const bool exists = at != row.runs.end() && at->type == type.value;
  const size_t begin = at != row.runs.end() ? at->begin : row.nodes.size();
  return {run, begin, exists ? row.EndOf(run) : begin, exists};
}

// Where the neighbour stands in its run, or would stand.
std::ptrdiff_t PlaceIn(const DeltaRow& row, const RunPlace& run, Neighbor neighbor) {
  const auto nodes = row.nodes.begin();
  const auto [from, to] =
      std::equal_range(nodes + static_cast<std::ptrdiff_t>(run.begin),
                       nodes + static_cast<std::ptrdiff_t>(run.end), neighbor.node.value);
  const auto relationships = row.relationships.begin();
  return std::lower_bound(relationships + (from - nodes), relationships + (to - nodes),
                          neighbor.relationship.value) -
         relationships;
}

void Insert(DeltaRow& row, TypeId type, Neighbor neighbor) {
  const RunPlace place = FindRun(row, type);
  if (!place.exists) {
    row.runs.insert(row.runs.begin() + static_cast<std::ptrdiff_t>(place.run),
                    {type.value, static_cast<uint32_t>(place.begin)});
  }
  const std::ptrdiff_t at = PlaceIn(row, place, neighbor);
  row.nodes.insert(row.nodes.begin() + at, neighbor.node.value);
  row.relationships.insert(row.relationships.begin() + at, neighbor.relationship.value);
  for (size_t run = place.run + 1; run < row.runs.size(); ++run) ++row.runs[run].begin;
}

void Erase(DeltaRow& row, TypeId type, Neighbor neighbor) {
  const RunPlace place = FindRun(row, type);
  const std::ptrdiff_t at = PlaceIn(row, place, neighbor);
  row.nodes.erase(row.nodes.begin() + at);
  row.relationships.erase(row.relationships.begin() + at);
  for (size_t run = place.run + 1; run < row.runs.size(); ++run) --row.runs[run].begin;
  if (place.end - place.begin == 1) {
    row.runs.erase(row.runs.begin() + static_cast<std::ptrdiff_t>(place.run));
  }
}

std::vector<uint64_t> LabelCounts(const BaseSegment& base) {
  std::vector<uint64_t> counts;
  for (size_t label = 0; label + 1 < base.label_node_starts.size(); ++label) {
    counts.push_back(base.label_node_starts[label + 1] - base.label_node_starts[label]);
  }
  return counts;
}

bool Exists(const SnapshotState& state, NodeId id) {
  if (id.value >= state.node_bound) return false;
  if (const NodeState* node = state.DeltaNode(id.value)) return node->exists;
  return state.base->HasNode(Ordinal(id.value));
}

bool Exists(const SnapshotState& state, RelationshipId id) {
  if (id.value >= state.relationship_bound) return false;
  if (const auto* relationship = state.DeltaRelationship(id.value)) return relationship->exists;
  return state.base->HasRelationship(Ordinal(id.value));
}

// Whether the existing relationship stands in the same rows as `other` says. Copies nothing.
bool HasPlace(const SnapshotState& state, RelationshipId id, const RelationshipState& other) {
  if (const auto* r = state.DeltaRelationship(id.value)) {
    return r->source == other.source && r->target == other.target && r->type == other.type;
  }
  const uint32_t ordinal = Ordinal(id.value);
  return state.base->source[ordinal] == other.source.value &&
         state.base->target[ordinal] == other.target.value &&
         state.base->type[ordinal] == other.type.value;
}

// None for a node that does not exist.
std::vector<LabelId> LabelsOf(const SnapshotState& state, NodeId id) {
  if (!Exists(state, id)) return {};
  if (const NodeState* node = state.DeltaNode(id.value)) return node->labels;
  const auto labels = state.base->Labels(Ordinal(id.value));
  return {labels.begin(), labels.end()};
}

// What a base cannot hold.
bool IsOutlier(const NodeState& node) { return node.layers || !node.former_ids.empty(); }
bool IsOutlier(const RelationshipState& relationship) { return relationship.layers != nullptr; }

}  // namespace

SnapshotState EmptyState(std::shared_ptr<Dictionaries> names) {
  SnapshotState state;
  state.names = std::move(names);
  state.base = BaseBuilder().Build();
  state.folded_names = std::make_shared<FoldedNames>(state.base);
  state.label_counts = CowPtr(std::vector<uint64_t>());
  state.type_counts = CowPtr(std::vector<uint64_t>());
  state.label_changes = CowPtr(std::vector<PersistentMap<LabelChange>>());
  state.property_indexes = CowPtr(std::vector<DeltaIndex>(std::size(kIndexedKeys)));
  return state;
}

SnapshotState StateOver(std::shared_ptr<Dictionaries> names,
                        std::shared_ptr<const BaseSegment> base) {
  SnapshotState state = EmptyState(std::move(names));
  state.node_bound = static_cast<uint32_t>(base->label_set_of.size());
  state.relationship_bound = static_cast<uint32_t>(base->type.size());
  state.node_count = base->node_count;
  state.relationship_count = base->relationship_count;
  state.label_counts = CowPtr(LabelCounts(*base));
  const auto types = base->type_counts.span();
  state.type_counts = CowPtr(std::vector<uint64_t>(types.begin(), types.end()));
  state.folded_names = std::make_shared<FoldedNames>(base);
  state.base = std::move(base);
  return state;
}

NodeState LoadNode(const SnapshotState& state, NodeId id) {
  if (const NodeState* node = state.DeltaNode(id.value)) return *node;
  if (id.value < state.node_bound && state.base->HasNode(Ordinal(id.value))) {
    return state.base->Node(Ordinal(id.value));
  }
  NodeState none;
  none.exists = false;
  return none;
}

RelationshipState LoadRelationship(const SnapshotState& state, RelationshipId id) {
  if (const RelationshipState* relationship = state.DeltaRelationship(id.value)) {
    return *relationship;
  }
  if (id.value < state.relationship_bound && state.base->HasRelationship(Ordinal(id.value))) {
    return state.base->Relationship(Ordinal(id.value));
  }
  RelationshipState none;
  none.exists = false;
  return none;
}

void PutNode(SnapshotState& state, NodeId id, NodeState node) {
  if (!Exists(state, id)) ++state.node_count;
  ChangeLabels(state, id, LabelsOf(state, id), node.labels);
  FileNode(state, id, node);
  state.node_bound = std::max(state.node_bound, Ordinal(id.value) + 1);
  node.exists = true;
  state.nodes.Mutable(Ordinal(id.value)) = CowPtr(std::move(node));
}

void RemoveNode(SnapshotState& state, NodeId id) {
  ChangeLabels(state, id, LabelsOf(state, id), {});
  NodeState none;
  none.exists = false;
  state.nodes.Mutable(Ordinal(id.value)) = CowPtr(std::move(none));
  --state.node_count;
}

void PutRelationship(SnapshotState& state, RelationshipId id, RelationshipState relationship) {
  if (Exists(state, id) && !HasPlace(state, id, relationship)) RemoveRelationship(state, id);
  if (!Exists(state, id)) {
    const auto& r = relationship;
    Insert(MutableRow(state.out, state.base->out, r.source), r.type, {r.target, id});
    Insert(MutableRow(state.in, state.base->in, r.target), r.type, {r.source, id});
    Count(state.type_counts, r.type.value, 1);
    ++state.relationship_count;
  }
  if (!relationship.public_id.empty()) {
    File(state.relationship_id_index, HashPublicId(relationship.public_id), id.value);
  }
  state.relationship_bound = std::max(state.relationship_bound, Ordinal(id.value) + 1);
  relationship.exists = true;
  state.relationships.Mutable(Ordinal(id.value)) = CowPtr(std::move(relationship));
}

void RemoveRelationship(SnapshotState& state, RelationshipId id) {
  const RelationshipState r = LoadRelationship(state, id);
  Erase(MutableRow(state.out, state.base->out, r.source), r.type, {r.target, id});
  Erase(MutableRow(state.in, state.base->in, r.target), r.type, {r.source, id});
  Count(state.type_counts, r.type.value, -1);
  RelationshipState none;
  none.exists = false;
  state.relationships.Mutable(Ordinal(id.value)) = CowPtr(std::move(none));
  --state.relationship_count;
}

void PutOver(SnapshotState& state, const SnapshotState& from, std::span<const uint64_t> nodes,
             std::span<const uint64_t> relationships) {
  // Relationships stand between nodes: these come first and go last.
  for (const uint64_t id : nodes) {
    NodeState node = LoadNode(from, NodeId(id));
    if (node.exists) PutNode(state, NodeId(id), std::move(node));
  }
  for (const uint64_t id : relationships) {
    RelationshipState relationship = LoadRelationship(from, RelationshipId(id));
    if (relationship.exists) {
      PutRelationship(state, RelationshipId(id), std::move(relationship));
    } else if (LoadRelationship(state, RelationshipId(id)).exists) {
      RemoveRelationship(state, RelationshipId(id));
    }
  }
  for (const uint64_t id : nodes) {
    if (LoadNode(from, NodeId(id)).exists) continue;
    if (LoadNode(state, NodeId(id)).exists) RemoveNode(state, NodeId(id));
  }
}

SnapshotState Folded(const SnapshotState& state) {
  BaseBuilder builder;
  std::vector<std::pair<NodeId, NodeState>> nodes;
  std::vector<std::pair<RelationshipId, RelationshipState>> relationships;
  for (NodeId id(0); id.value < state.node_bound; ++id.value) {
    if (!Exists(state, id)) continue;
    if (const NodeState* node = state.DeltaNode(id.value)) {
      builder.AddNode(id, *node);
      if (IsOutlier(*node)) nodes.emplace_back(id, *node);
    } else {
      builder.AddNode(id, state.base->Node(Ordinal(id.value)));
    }
  }
  for (RelationshipId id(0); id.value < state.relationship_bound; ++id.value) {
    if (!Exists(state, id)) continue;
    if (const RelationshipState* relationship = state.DeltaRelationship(id.value)) {
      builder.AddRelationship(id, *relationship);
      if (IsOutlier(*relationship)) relationships.emplace_back(id, *relationship);
    } else {
      builder.AddRelationship(id, state.base->Relationship(Ordinal(id.value)));
    }
  }
  SnapshotState folded = StateOver(state.names, std::move(builder).Build());
  // Ordinals at the end that are deleted must not be given out again.
  folded.node_bound = state.node_bound;
  folded.relationship_bound = state.relationship_bound;
  folded.epoch = state.epoch;
  folded.records = state.records;
  folded.schema = state.schema;
  for (auto& [id, node] : nodes) PutNode(folded, id, std::move(node));
  for (auto& [id, relationship] : relationships) {
    PutRelationship(folded, id, std::move(relationship));
  }
  BuildPropertyIndexes(folded);
  return folded;
}

}  // namespace amana
