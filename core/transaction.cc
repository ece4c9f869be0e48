// Changes of the graph. Each loads the element, changes the copy, and puts it into the private
// state, which keeps rows and indexes in step; what was touched is remembered for the commit.

#include "core/transaction.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/key_layout.h"
#include "core/source_records.h"
#include "core/transaction_state.h"
#include "core/value_codec.h"

namespace amana {
namespace {

constexpr uint64_t kOrdinalLimit = BaseSegment::kNoNode;
constexpr uint32_t kTypeLimit = BaseSegment::kNoRelationship;

tl::unexpected<Error> NoNode(NodeId node) {
  return Fail(ErrorCode::kNotFound, fmt::format("there is no node {}", node.value));
}
tl::unexpected<Error> NoRelationship(RelationshipId r) {
  return Fail(ErrorCode::kNotFound, fmt::format("there is no relationship {}", r.value));
}

Result<NodeState> Load(const TransactionState& t, NodeId node) {
  NodeState state = LoadNode(*t.state, node);
  if (!state.exists) return NoNode(node);
  return state;
}

Result<RelationshipState> Load(const TransactionState& t, RelationshipId r) {
  RelationshipState state = LoadRelationship(*t.state, r);
  if (!state.exists) return NoRelationship(r);
  return state;
}

void Store(TransactionState& t, NodeId id, NodeState node) {
  PutNode(*t.state, id, std::move(node));
  t.nodes.push_back(id.value);
}

void Store(TransactionState& t, RelationshipId id, RelationshipState relationship) {
  PutRelationship(*t.state, id, std::move(relationship));
  t.relationships.push_back(id.value);
}

Result<void> CheckStorable(std::string_view key, const Value& value) {
  if (value.is_null() || IsStorable(value)) return {};
  return Fail(
      ErrorCode::kType,
      fmt::format("property {} cannot hold a {}", key, ValueTypeName(value.type())),
      "properties hold booleans, numbers, strings, temporal values and flat lists of these");
}

Result<PropertyList> Intern(TransactionState& t, const PropertyMap& properties) {
  PropertyList list;
  for (const auto& [key, value] : properties) {
    AMANA_CHECK_OK(CheckStorable(key, value));
    SetProperty(list, t.store.names->keys.Intern(key), value);
  }
  return list;
}

void InsertSorted(std::vector<LabelId>& labels, LabelId label) {
  const auto at = std::ranges::lower_bound(labels, label);
  if (at == labels.end() || *at != label) labels.insert(at, label);
}

// Unlike SetProperty, keeps nulls.
void SetOverlay(PropertyList& list, KeyId key, const Value& value) {
  const auto at = std::ranges::lower_bound(list, key, {}, &PropertyList::value_type::first);
  if (at != list.end() && at->first == key) {
    at->second = value;
  } else {
    list.emplace(at, key, value);
  }
}

template <typename State>
bool IsLayered(const TransactionState& t, const State& element) {
  return element.layers != nullptr ||
         (t.writer == Writer::kPerson && element.origin == Origin::kDerived);
}

Layers LayersOf(const NodeState& node) {
  return node.layers ? *node.layers : Layers{node.properties, node.labels, {}};
}
Layers LayersOf(const RelationshipState& relationship) {
  return relationship.layers ? *relationship.layers : Layers{relationship.properties, {}, {}};
}

void Apply(NodeState& node, Layers layers) {
  ApplyOverlay(node, std::move(layers.derived_properties), std::move(layers.derived_labels),
               std::move(layers.overlay));
}
void Apply(RelationshipState& relationship, Layers layers) {
  ApplyOverlay(relationship, std::move(layers.derived_properties), std::move(layers.overlay));
}

// Sets one property of a node or relationship where the writer may.
template <typename State>
void SetOne(const TransactionState& t, State& element, KeyId key, const Value& value) {
  if (!IsLayered(t, element)) return SetProperty(element.properties, key, value);
  Layers layers = LayersOf(element);
  if (t.writer == Writer::kPerson) {
    SetOverlay(layers.overlay.properties, key, value);
  } else {
    SetProperty(layers.derived_properties, key, value);
  }
  Apply(element, std::move(layers));
}

template <typename State>
void ReplaceAll(const TransactionState& t, State& element, PropertyList properties) {
  if (!IsLayered(t, element)) {
    element.properties = std::move(properties);
    return;
  }
  Layers layers = LayersOf(element);
  if (t.writer == Writer::kPerson) {
    for (const auto& [key, value] : element.properties) {
      SetOverlay(layers.overlay.properties, key, Value());
    }
    for (const auto& [key, value] : properties) SetOverlay(layers.overlay.properties, key, value);
  } else {
    layers.derived_properties = std::move(properties);
  }
  Apply(element, std::move(layers));
}

// What one property's change counts for.
uint64_t ChangeCount(const PropertyList& before, KeyId key, const Value& value) {
  return value.is_null() && FindProperty(before, key) == nullptr ? 0 : 1;
}

uint64_t ReplacementCount(const PropertyList& before, const PropertyList& after) {
  uint64_t count = after.size();
  for (const auto& [key, value] : before) {
    if (FindProperty(after, key) == nullptr) ++count;
  }
  return count;
}

Result<void> CheckPublicId(std::string_view id) {
  const bool taken_form =
      ParseGeneratedNodeId(id).valid() || ParseGeneratedRelationshipId(id).valid();
  if (!id.empty() && !taken_form) return {};
  return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' cannot be a public id", id),
              "the empty text and forms like n-12 and r-12 are reserved");
}

// Gives an element just made its public id, and lays over it what people said of that id before.
template <typename State>
Result<void> Identify(const TransactionState& t, State& element, std::string_view public_id,
                      KvKey (*overlay_key)(std::string_view)) {
  element.public_id = public_id;
  if (public_id.empty() || element.origin != Origin::kDerived) return {};
  AMANA_TRY(const auto bytes, t.reader().Get(overlay_key(public_id)));
  if (!bytes) return {};
  Layers layers = LayersOf(element);
  AMANA_TRY(layers.overlay, DecodeOverlay(*bytes));
  Apply(element, std::move(layers));
  return {};
}

Origin OriginOf(Writer writer) {
  return writer == Writer::kIngest ? Origin::kDerived : Origin::kUser;
}

Result<NodeId> AddNode(TransactionState& t, std::string_view public_id,
                       std::span<const std::string> labels, const PropertyMap& properties) {
  NodeState node;
  node.origin = OriginOf(t.writer);
  AMANA_TRY(node.properties, Intern(t, properties));
  for (const std::string& label : labels) {
    InsertSorted(node.labels, t.store.names->labels.Intern(label));
  }
  AMANA_CHECK_OK(Identify(t, node, public_id, &keys::NodeOverlay));
  const NodeId id(t.store.next_node.fetch_add(1));
  if (id.value >= kOrdinalLimit) {
    return Fail(ErrorCode::kResourceExhausted, "the store has given out all node numbers",
                "export the graph and import it into a new store");
  }
  ++t.counters.nodes_created;
  t.counters.labels_added += node.labels.size();
  t.counters.properties_set += node.properties.size();
  Store(t, id, std::move(node));
  return id;
}

Result<RelationshipId> AddRelationship(TransactionState& t, std::string_view public_id,
                                       NodeId source, NodeId target, std::string_view type,
                                       const PropertyMap& properties) {
  if (!t.view.HasNode(source)) return NoNode(source);
  if (!t.view.HasNode(target)) return NoNode(target);
  RelationshipState relationship;
  relationship.origin = OriginOf(t.writer);
  relationship.source = source;
  relationship.target = target;
  relationship.type = t.store.names->types.Intern(type);
  AMANA_TRY(relationship.properties, Intern(t, properties));
  AMANA_CHECK_OK(Identify(t, relationship, public_id, &keys::RelationshipOverlay));
  const RelationshipId id(t.store.next_relationship.fetch_add(1));
  if (id.value >= kOrdinalLimit || relationship.type.value >= kTypeLimit) {
    return Fail(ErrorCode::kResourceExhausted,
                "the store has given out all numbers of relationships or of their types",
                "export the graph and import it into a new store");
  }
  ++t.counters.relationships_created;
  t.counters.properties_set += relationship.properties.size();
  t.attached.push_back(source.value);
  t.attached.push_back(target.value);
  Store(t, id, std::move(relationship));
  return id;
}

// Logs that a person rejected a derived fact.
Result<void> Reject(Transaction& transaction, std::vector<std::string> anchors) {
  Decision decision;
  decision.kind = DecisionKind::kReject;
  decision.anchors = std::move(anchors);
  AMANA_CHECK_OK(transaction.AppendDecision(std::move(decision)));
  return {};
}

std::string MentionKey(const EvidenceItem& item, std::string_view type) {
  return fmt::format("{}|{}|{}|{}", item.article, item.start, item.end, type);
}

}  // namespace

TransactionState::TransactionState(GraphStore& graph_store, GraphStore::Impl& store_impl, Writer by,
                                   std::shared_ptr<const SnapshotState> begun_at)
    : graph(graph_store),
      store(store_impl),
      writer(by),
      begin(std::move(begun_at)),
      state(std::make_shared<SnapshotState>(*begin)),
      view(state) {}

void TransactionState::SortTouched() {
  for (std::vector<uint64_t>* touched : {&nodes, &relationships, &attached}) {
    std::ranges::sort(*touched);
    touched->erase(std::unique(touched->begin(), touched->end()), touched->end());
  }
}

TransactionState::~TransactionState() {
  std::lock_guard lock(store.commit_mutex);
  store.begun.erase(store.begun.find(begin->epoch));
}

Transaction::Transaction(std::unique_ptr<TransactionState> state) : state_(std::move(state)) {}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction& Transaction::operator=(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

const Snapshot& Transaction::view() const { return state_->view; }

std::shared_ptr<const Snapshot> Transaction::Freeze() const {
  return std::make_shared<const Snapshot>(std::make_shared<const SnapshotState>(*state_->state));
}

ChangeCounters Transaction::counters() const { return state_->counters; }
bool Transaction::has_changes() const { return state_->has_changes(); }
void Transaction::SetIdempotencyKey(std::string_view key) { state_->idempotency_key = key; }

Result<NodeId> Transaction::CreateNode(std::span<const std::string> labels,
                                       const PropertyMap& properties) {
  return AddNode(*state_, {}, labels, properties);
}

Result<NodeId> Transaction::CreateNode(std::string_view public_id,
                                       std::span<const std::string> labels,
                                       const PropertyMap& properties) {
  AMANA_CHECK_OK(CheckPublicId(public_id));
  if (!state_->view.FindNode(public_id)) return AddNode(*state_, public_id, labels, properties);
  return Fail(ErrorCode::kAlreadyExists, fmt::format("there is a node {} already", public_id));
}

Result<RelationshipId> Transaction::CreateRelationship(NodeId source, NodeId target,
                                                       std::string_view type,
                                                       const PropertyMap& properties) {
  return AddRelationship(*state_, {}, source, target, type, properties);
}

Result<RelationshipId> Transaction::CreateRelationship(std::string_view public_id, NodeId source,
                                                       NodeId target, std::string_view type,
                                                       const PropertyMap& properties) {
  AMANA_CHECK_OK(CheckPublicId(public_id));
  if (state_->view.FindRelationship(public_id)) {
    return Fail(ErrorCode::kAlreadyExists,
                fmt::format("there is a relationship {} already", public_id));
  }
  return AddRelationship(*state_, public_id, source, target, type, properties);
}

Result<void> Transaction::SetNodeProperty(NodeId id, std::string_view key, const Value& value) {
  TransactionState& t = *state_;
  AMANA_CHECK_OK(CheckStorable(key, value));
  AMANA_TRY(NodeState node, Load(t, id));
  const KeyId key_id = t.store.names->keys.Intern(key);
  t.counters.properties_set += ChangeCount(node.properties, key_id, value);
  SetOne(t, node, key_id, value);
  Store(t, id, std::move(node));
  return {};
}

Result<void> Transaction::SetRelationshipProperty(RelationshipId id, std::string_view key,
                                                  const Value& value) {
  TransactionState& t = *state_;
  AMANA_CHECK_OK(CheckStorable(key, value));
  AMANA_TRY(RelationshipState relationship, Load(t, id));
  const KeyId key_id = t.store.names->keys.Intern(key);
  t.counters.properties_set += ChangeCount(relationship.properties, key_id, value);
  SetOne(t, relationship, key_id, value);
  Store(t, id, std::move(relationship));
  return {};
}

Result<void> Transaction::ReplaceNodeProperties(NodeId id, const PropertyMap& properties) {
  TransactionState& t = *state_;
  AMANA_TRY(NodeState node, Load(t, id));
  AMANA_TRY(PropertyList list, Intern(t, properties));
  t.counters.properties_set += ReplacementCount(node.properties, list);
  ReplaceAll(t, node, std::move(list));
  Store(t, id, std::move(node));
  return {};
}

Result<void> Transaction::ReplaceRelationshipProperties(RelationshipId id,
                                                        const PropertyMap& properties) {
  TransactionState& t = *state_;
  AMANA_TRY(RelationshipState relationship, Load(t, id));
  AMANA_TRY(PropertyList list, Intern(t, properties));
  t.counters.properties_set += ReplacementCount(relationship.properties, list);
  ReplaceAll(t, relationship, std::move(list));
  Store(t, id, std::move(relationship));
  return {};
}

Result<void> Transaction::AddLabel(NodeId id, std::string_view label) {
  TransactionState& t = *state_;
  AMANA_TRY(NodeState node, Load(t, id));
  const LabelId label_id = t.store.names->labels.Intern(label);
  if (std::ranges::binary_search(node.labels, label_id)) return {};
  ++t.counters.labels_added;
  if (IsLayered(t, node)) {
    Layers layers = LayersOf(node);
    if (t.writer == Writer::kPerson) {
      InsertSorted(layers.overlay.added_labels, label_id);
      std::erase(layers.overlay.removed_labels, label_id);
    } else {
      InsertSorted(layers.derived_labels, label_id);
    }
    Apply(node, std::move(layers));
  } else {
    InsertSorted(node.labels, label_id);
  }
  Store(t, id, std::move(node));
  return {};
}

Result<void> Transaction::RemoveLabel(NodeId id, std::string_view label) {
  TransactionState& t = *state_;
  AMANA_TRY(NodeState node, Load(t, id));
  const auto label_id = t.store.names->labels.Find(label);
  if (!label_id || !std::ranges::binary_search(node.labels, *label_id)) return {};
  ++t.counters.labels_removed;
  if (IsLayered(t, node)) {
    Layers layers = LayersOf(node);
    if (t.writer == Writer::kPerson) {
      InsertSorted(layers.overlay.removed_labels, *label_id);
      std::erase(layers.overlay.added_labels, *label_id);
    } else {
      std::erase(layers.derived_labels, *label_id);
    }
    Apply(node, std::move(layers));
  } else {
    std::erase(node.labels, *label_id);
  }
  Store(t, id, std::move(node));
  return {};
}

Result<void> Transaction::DeleteRelationship(RelationshipId id) {
  TransactionState& t = *state_;
  AMANA_TRY(const RelationshipState relationship, Load(t, id));
  AMANA_TRY(const auto evidence, Evidence(id));
  if (t.writer == Writer::kPerson && relationship.origin == Origin::kDerived) {
    std::vector<std::string> anchors{t.view.PublicId(id)};
    const auto type = t.store.names->types.Name(relationship.type);
    for (const EvidenceItem& item : evidence) anchors.push_back(MentionKey(item, type));
    AMANA_CHECK_OK(Reject(*this, std::move(anchors)));
    t.pending[keys::RelationshipOverlay(relationship.public_id)] = std::nullopt;
  }
  for (const EvidenceItem& item : evidence) AMANA_CHECK_OK(PutEvidence(id, item.article, {}));
  RemoveRelationship(*t.state, id);
  t.relationships.push_back(id.value);
  ++t.counters.relationships_deleted;
  return {};
}

Result<void> Transaction::DeleteNode(NodeId id) {
  TransactionState& t = *state_;
  AMANA_TRY(const NodeState node, Load(t, id));
  if (!t.view.Out(id).empty() || !t.view.In(id).empty()) {
    Error error(ErrorCode::kConstraint,
                fmt::format("node {} still has relationships", t.view.PublicId(id)),
                "delete them first, or use DETACH DELETE");
    error.detail = "ConstraintVerificationFailed:DeleteConnectedNode";
    return Fail(std::move(error));
  }
  if (t.writer == Writer::kPerson && node.origin == Origin::kDerived) {
    AMANA_CHECK_OK(Reject(*this, {t.view.PublicId(id)}));
    t.pending[keys::NodeOverlay(node.public_id)] = std::nullopt;
  }
  RemoveNode(*t.state, id);
  t.nodes.push_back(id.value);
  ++t.counters.nodes_deleted;
  return {};
}

Result<void> Transaction::DetachDeleteNode(NodeId id) {
  TransactionState& t = *state_;
  if (!t.view.HasNode(id)) return NoNode(id);
  std::vector<RelationshipId> touching;
  for (const Neighbor& neighbor : t.view.Out(id)) touching.push_back(neighbor.relationship);
  for (const Neighbor& neighbor : t.view.In(id)) touching.push_back(neighbor.relationship);
  for (const RelationshipId r : touching) {
    if (t.view.HasRelationship(r)) AMANA_CHECK_OK(DeleteRelationship(r));  // a loop comes twice
  }
  return DeleteNode(id);
}

Result<void> Transaction::SetPublicId(NodeId id, std::string_view public_id) {
  TransactionState& t = *state_;
  AMANA_CHECK_OK(CheckPublicId(public_id));
  AMANA_TRY(NodeState node, Load(t, id));
  const std::string before = t.view.PublicId(id);
  if (before == public_id) return {};
  if (const auto other = t.view.FindNode(public_id); other && *other != id) {
    return Fail(ErrorCode::kAlreadyExists, fmt::format("there is a node {} already", public_id));
  }
  if (node.layers) t.pending[keys::NodeOverlay(before)] = std::nullopt;
  std::erase(node.former_ids, public_id);
  node.former_ids.insert(std::ranges::lower_bound(node.former_ids, before), before);
  node.public_id = public_id;
  Store(t, id, std::move(node));
  return {};
}

Result<void> Transaction::AddFormerId(NodeId id, std::string_view former) {
  TransactionState& t = *state_;
  AMANA_TRY(NodeState node, Load(t, id));
  if (const auto other = t.view.FindNode(former)) {
    if (*other == id) return {};
    return Fail(ErrorCode::kAlreadyExists, fmt::format("{} is the id of another node", former));
  }
  node.former_ids.insert(std::ranges::lower_bound(node.former_ids, former), std::string(former));
  Store(t, id, std::move(node));
  return {};
}

}  // namespace amana
