#include "core/base_segment.h"

#include <algorithm>
#include <future>

namespace amana {
namespace {

void SetBit(std::vector<uint64_t>& bits, uint32_t at) {
  if (bits.size() <= at / 64) bits.resize(at / 64 + 1);
  bits[at / 64] |= uint64_t{1} << (at % 64);
}

PropertyList PropertiesOf(const std::vector<Column>& columns, uint32_t ordinal) {
  PropertyList properties;
  for (uint32_t key = 0; key < columns.size(); ++key) {
    if (columns[key].Has(ordinal)) properties.emplace_back(KeyId(key), columns[key].Get(ordinal));
  }
  return properties;
}

void AddProperties(std::vector<ColumnBuilder>& columns, uint32_t ordinal,
                   const PropertyList& properties) {
  for (const auto& [key, value] : properties) {
    if (columns.size() <= key.value) columns.resize(key.value + 1);
    columns[key.value].Add(ordinal, value);
  }
}

std::vector<Column> BuildColumns(std::vector<ColumnBuilder>& builders) {
  std::vector<Column> columns;
  columns.reserve(builders.size());
  for (ColumnBuilder& builder : builders) columns.push_back(std::move(builder).Build());
  return columns;
}

std::string TextOf(const Column& public_ids, uint32_t ordinal) {
  return std::string(public_ids.GetString(ordinal).value_or(std::string_view()));
}

}  // namespace

uint64_t HashPublicId(std::string_view public_id) {
  return std::hash<std::string_view>()(public_id);
}

NodeState BaseSegment::Node(uint32_t node) const {
  NodeState state;
  state.origin = OriginOfNode(node);
  state.public_id = TextOf(node_public_ids, node);
  const auto labels = Labels(node);
  state.labels.assign(labels.begin(), labels.end());
  state.properties = PropertiesOf(node_columns, node);
  return state;
}

RelationshipState BaseSegment::Relationship(uint32_t r) const {
  RelationshipState state;
  state.origin = OriginOfRelationship(r);
  state.source = NodeId(source[r]);
  state.target = NodeId(target[r]);
  state.type = TypeId(type[r]);
  state.public_id = TextOf(relationship_public_ids, r);
  state.properties = PropertiesOf(relationship_columns, r);
  return state;
}

std::span<const uint32_t> BaseSegment::WithPrefix(size_t index, std::string_view prefix) const {
  const uint32_t key = kIndexedKeys[index].value;
  if (key >= node_columns.size() || index >= sorted_indexes.size()) return {};
  const auto sorted = sorted_indexes[index].span();
  const auto head = [&](uint32_t node) {
    return node_columns[key].GetString(node).value_or("").substr(0, prefix.size());
  };
  const auto range = std::ranges::equal_range(sorted, prefix, {}, head);
  return {range.begin(), range.end()};
}

size_t BaseBuilder::LabelsHash::operator()(const std::vector<LabelId>& labels) const {
  size_t hash = labels.size();
  for (const LabelId label : labels) hash = hash * 1000003 + label.value;
  return hash;
}

uint32_t BaseBuilder::LabelSet(const std::vector<LabelId>& labels) {
  const auto [at, is_new] =
      label_set_ids_.emplace(labels, static_cast<uint32_t>(label_sets_.size()));
  if (is_new) label_sets_.push_back(labels);
  return at->second;
}

void BaseBuilder::AddNode(NodeId id, const NodeState& node) {
  const auto ordinal = static_cast<uint32_t>(id.value);
  label_set_of_.resize(ordinal, BaseSegment::kNoNode);
  label_set_of_.push_back(LabelSet(node.labels));
  AddProperties(node_columns_, ordinal, node.properties);
  if (!node.public_id.empty()) {
    node_public_ids_.Add(ordinal, Value(node.public_id));
    node_id_hashes_.emplace_back(HashPublicId(node.public_id), ordinal);
  }
  if (node.origin == Origin::kDerived) SetBit(derived_nodes_, ordinal);
  property_hashes_.resize(std::size(kIndexedKeys));
  for (size_t i = 0; i < std::size(kIndexedKeys); ++i) {
    if (const Value* value = FindProperty(node.properties, kIndexedKeys[i])) {
      property_hashes_[i].emplace_back(value->Hash(), ordinal);
    }
  }
  ++node_count_;
}

void BaseBuilder::AddRelationship(RelationshipId id, const RelationshipState& relationship) {
  const auto ordinal = static_cast<uint32_t>(id.value);
  source_.resize(ordinal);
  target_.resize(ordinal);
  type_.resize(ordinal, BaseSegment::kNoRelationship);
  source_.push_back(static_cast<uint32_t>(relationship.source.value));
  target_.push_back(static_cast<uint32_t>(relationship.target.value));
  type_.push_back(static_cast<uint16_t>(relationship.type.value));
  AddProperties(relationship_columns_, ordinal, relationship.properties);
  if (!relationship.public_id.empty()) {
    relationship_public_ids_.Add(ordinal, Value(relationship.public_id));
    relationship_id_hashes_.emplace_back(HashPublicId(relationship.public_id), ordinal);
  }
  if (relationship.origin == Origin::kDerived) SetBit(derived_relationships_, ordinal);
  ++relationship_count_;
}

void BaseBuilder::BuildLabels(BaseSegment& base) {
  std::vector<uint32_t> set_starts{0};
  std::vector<LabelId> flat_sets;
  uint32_t label_bound = 0;
  for (const auto& labels : label_sets_) {
    flat_sets.insert(flat_sets.end(), labels.begin(), labels.end());
    set_starts.push_back(static_cast<uint32_t>(flat_sets.size()));
    for (const LabelId label : labels) label_bound = std::max(label_bound, label.value + 1);
  }
  std::vector<uint32_t> starts(size_t{label_bound} + 1, 0);
  for (const uint32_t set : label_set_of_) {
    if (set == BaseSegment::kNoNode) continue;
    for (const LabelId label : label_sets_[set]) ++starts[label.value + 1];
  }
  for (size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  std::vector<uint32_t> next = starts;
  std::vector<uint32_t> nodes(starts.back());
  for (uint32_t node = 0; node < label_set_of_.size(); ++node) {
    if (label_set_of_[node] == BaseSegment::kNoNode) continue;
    for (const LabelId label : label_sets_[label_set_of_[node]]) {
      nodes[next[label.value]++] = node;
    }
  }
  base.label_set_starts = std::move(set_starts);
  base.label_sets = std::move(flat_sets);
  base.label_node_starts = std::move(starts);
  base.label_nodes = std::move(nodes);
  base.label_set_of = label_set_of_;
}

void BaseBuilder::BuildRelationships(BaseSegment& base) {
  uint32_t type_bound = 0;
  for (const uint16_t type : type_) {
    if (type != BaseSegment::kNoRelationship) type_bound = std::max(type_bound, uint32_t{type} + 1);
  }
  std::vector<uint64_t> counts(type_bound, 0);
  for (const uint16_t type : type_) {
    if (type != BaseSegment::kNoRelationship) ++counts[type];
  }
  const auto build = [&](const auto& from, const auto& to) {
    return Topology::Build(from, to, type_, type_bound, label_set_of_);
  };
  auto in = std::async(std::launch::async, [&] { return build(target_, source_); });
  base.out = build(source_, target_);
  base.in = in.get();
  base.type_counts = std::move(counts);
  base.source = source_;
  base.target = target_;
  base.type = type_;
}

void BaseBuilder::BuildSorted(BaseSegment& base) {
  for (const KeyId key : kIndexedKeys) {
    std::vector<std::pair<std::string_view, uint32_t>> items;
    if (key.value < base.node_columns.size()) {
      const Column& column = base.node_columns[key.value];
      const bool strings = column.type() == ValueType::kString || column.type() == ValueType::kNull;
      for (uint32_t node = column.first(); strings && node < column.bound(); ++node) {
        if (const auto text = column.GetString(node)) items.emplace_back(*text, node);
      }
    }
    std::ranges::sort(items);
    std::vector<uint32_t> sorted;
    sorted.reserve(items.size());
    for (const auto& [text, node] : items) sorted.push_back(node);
    base.sorted_indexes.emplace_back(std::move(sorted));
  }
}

std::shared_ptr<const BaseSegment> BaseBuilder::Build() && {
  auto base = std::make_shared<BaseSegment>();
  BuildLabels(*base);
  // The rows of relationships take as long as all the rest.
  auto relationships = std::async(std::launch::async, [&] { BuildRelationships(*base); });
  base->node_columns = BuildColumns(node_columns_);
  base->relationship_columns = BuildColumns(relationship_columns_);
  base->node_public_ids = std::move(node_public_ids_).Build();
  base->relationship_public_ids = std::move(relationship_public_ids_).Build();
  base->derived_nodes = std::move(derived_nodes_);
  base->derived_relationships = std::move(derived_relationships_);
  property_hashes_.resize(std::size(kIndexedKeys));
  for (const Hashed& hashes : property_hashes_) base->property_indexes.emplace_back(hashes);
  BuildSorted(*base);
  base->node_id_index = HashIndex(node_id_hashes_);
  base->relationship_id_index = HashIndex(relationship_id_hashes_);
  base->node_count = node_count_;
  base->relationship_count = relationship_count_;
  relationships.get();
  return base;
}

}  // namespace amana
