// Opening: the base is built from the records, which are checked on the way so that no damage that
// checksums missed can lead a reader out of bounds.

#include <fmt/core.h>

#include <unordered_map>

#include "core/bytes.h"
#include "core/graph_store_impl.h"
#include "core/key_layout.h"
#include "core/snapshot_edit.h"

namespace amana {
namespace {

tl::unexpected<Error> Damaged(std::string_view what) {
  return Fail(ErrorCode::kCorruption, fmt::format("the store is damaged: {}", what),
              "restore it from a backup, or ingest the articles into a new one");
}

// Scans ranges; the visitor's error ends the scan and is the answer.
template <typename Visit>
Result<void> ScanAll(const KvSnapshot& snapshot, std::span<const KvRange> ranges, Visit visit) {
  Result<void> outcome;
  AMANA_CHECK_OK(
      snapshot.MultiScan(ranges, [&](size_t, std::string_view key, std::string_view value) {
        if (outcome) outcome = visit(key, value);
        return outcome.has_value();
      }));
  return outcome;
}

Result<std::optional<std::string>> GetOne(const KvSnapshot& snapshot, const KvKey& key) {
  AMANA_TRY(auto values, snapshot.MultiGet(std::span(&key, 1)));
  return std::move(values[0]);
}

Result<void> CheckVersion(const KvSnapshot& snapshot) {
  AMANA_TRY(const auto version, GetOne(snapshot, keys::Version()));
  if (!version) return Damaged("it has no storage version");
  for (uint64_t known = kOldestStorageVersion; known <= kStorageVersion; ++known) {
    if (*version == std::to_string(known)) return {};
  }
  return Fail(ErrorCode::kUnsupported,
              fmt::format("the store has storage version {}, this program reads version {}",
                          *version, kStorageVersion),
              "use the program that wrote it, or ingest the articles into a new store");
}

template <typename Id>
Result<uint32_t> LoadNames(const KvSnapshot& snapshot, DictionaryKind kind,
                           Dictionary<Id>& dictionary) {
  uint32_t count = 0;
  const KvRange range = keys::DictionaryRange(kind);
  AMANA_CHECK_OK(ScanAll(snapshot, std::span(&range, 1),
                         [&](std::string_view key, std::string_view name) -> Result<void> {
                           const bool in_order = ByteReader(key).Fixed32() == count;
                           if (!in_order || dictionary.Intern(name).value != count) {
                             return Damaged("a dictionary has gaps or repeats itself");
                           }
                           ++count;
                           return {};
                         }));
  return count;
}

Result<std::shared_ptr<const Schema>> LoadSchema(const KvSnapshot& snapshot) {
  constexpr std::string_view kSpace = "schema";
  auto schema = std::make_shared<Schema>();
  const KvRange range = keys::AuxRange(kSpace, "");
  AMANA_CHECK_OK(ScanAll(snapshot, std::span(&range, 1),
                         [&](std::string_view key, std::string_view value) -> Result<void> {
                           key.remove_prefix(keys::AuxPrefixSize(kSpace));
                           AMANA_TRY(SchemaItem item, DecodeSchemaItem(key, value));
                           schema->emplace(item.name, item);
                           return {};
                         }));
  if (schema->empty()) return std::shared_ptr<const Schema>();
  return std::shared_ptr<const Schema>(std::move(schema));
}

struct Overlays {
  std::unordered_map<std::string, Overlay> nodes;
  std::unordered_map<std::string, Overlay> relationships;
};

Result<Overlays> LoadOverlays(const KvSnapshot& snapshot) {
  Overlays overlays;
  const auto visit = [&](std::string_view key, std::string_view value) -> Result<void> {
    AMANA_TRY(Overlay overlay, DecodeOverlay(value));
    const auto parsed = keys::ParseOverlay(key);
    auto& map = parsed.of == keys::OverlayOf::kNode ? overlays.nodes : overlays.relationships;
    map.emplace(parsed.public_id, std::move(overlay));
    return {};
  };
  AMANA_CHECK_OK(ScanAll(snapshot, keys::OverlayRanges(), visit));
  return overlays;
}

// Builds the base, and keeps aside what must stand in the delta.
class Loader {
 public:
  Loader(const Dictionaries& names, Overlays overlays)
      : names_(names), overlays_(std::move(overlays)) {}

  Result<void> AddNode(NodeId id, std::string_view value) {
    AMANA_TRY(NodeState node, DecodeNode(value));
    for (const LabelId label : node.labels) {
      if (label.value >= names_.labels.size()) return Damaged("a node has an unknown label");
    }
    AMANA_CHECK_OK(CheckKeys(node.properties));
    builder_.AddNode(id, node);
    nodes_.resize(id.value + 1, false);
    nodes_[id.value] = true;
    const auto overlay = overlays_.nodes.find(node.public_id);
    const bool overlaid = node.origin == Origin::kDerived && overlay != overlays_.nodes.end();
    if (!overlaid && node.former_ids.empty()) return {};
    if (overlaid) {
      PropertyList derived = node.properties;
      std::vector<LabelId> labels = node.labels;
      ApplyOverlay(node, std::move(derived), std::move(labels), overlay->second);
    }
    outlier_nodes_.emplace_back(id, std::move(node));
    return {};
  }

  Result<void> AddRelationship(RelationshipId id, std::string_view value) {
    AMANA_TRY(RelationshipState relationship, DecodeRelationship(value));
    if (!HasNode(relationship.source) || !HasNode(relationship.target)) {
      return Damaged("a relationship has lost its end");
    }
    if (relationship.type.value >= names_.types.size()) {
      return Damaged("a relationship has an unknown type");
    }
    AMANA_CHECK_OK(CheckKeys(relationship.properties));
    builder_.AddRelationship(id, relationship);
    const auto overlay = overlays_.relationships.find(relationship.public_id);
    if (relationship.origin != Origin::kDerived || overlay == overlays_.relationships.end()) {
      return {};
    }
    PropertyList derived = relationship.properties;
    ApplyOverlay(relationship, std::move(derived), overlay->second);
    outlier_relationships_.emplace_back(id, std::move(relationship));
    return {};
  }

  SnapshotState Finish(std::shared_ptr<Dictionaries> names) && {
    SnapshotState state = StateOver(std::move(names), std::move(builder_).Build());
    for (auto& [id, node] : outlier_nodes_) PutNode(state, id, std::move(node));
    for (auto& [id, relationship] : outlier_relationships_) {
      PutRelationship(state, id, std::move(relationship));
    }
    return state;
  }

 private:
  bool HasNode(NodeId node) const { return node.value < nodes_.size() && nodes_[node.value]; }

  Result<void> CheckKeys(const PropertyList& properties) const {
    for (const auto& [key, value] : properties) {
      if (key.value >= names_.keys.size()) return Damaged("an element has an unknown property");
    }
    return {};
  }

  const Dictionaries& names_;
  const Overlays overlays_;
  BaseBuilder builder_;
  std::vector<bool> nodes_;
  std::vector<std::pair<NodeId, NodeState>> outlier_nodes_;
  std::vector<std::pair<RelationshipId, RelationshipState>> outlier_relationships_;
};

Result<SnapshotState> LoadGraph(const KvSnapshot& snapshot, const StoreCounters& counters,
                                const BulkRanges& bulk,
                                const std::shared_ptr<Dictionaries>& names) {
  AMANA_TRY(Overlays overlays, LoadOverlays(snapshot));
  Loader loader(*names, std::move(overlays));
  AMANA_CHECK_OK(
      ScanElements(snapshot, ElementKind::kNode, counters.next_node, bulk.nodes,
                   [&](uint32_t id, std::string_view v) { return loader.AddNode(NodeId(id), v); }));
  AMANA_CHECK_OK(ScanElements(snapshot, ElementKind::kRelationship, counters.next_relationship,
                              bulk.relationships, [&](uint32_t id, std::string_view v) {
                                return loader.AddRelationship(RelationshipId(id), v);
                              }));
  return std::move(loader).Finish(names);
}

}  // namespace

Result<void> GraphStore::Impl::Load() {
  const std::shared_ptr<const KvSnapshot> snapshot = records->Snapshot();
  SnapshotState state;
  if (snapshot->epoch() == 0) {
    names->keys.Intern("id");
    names->keys.Intern("name");
    state = EmptyState(names);
  } else {
    AMANA_CHECK_OK(CheckVersion(*snapshot));
    AMANA_TRY(const auto bytes, GetOne(*snapshot, keys::Counters()));
    if (!bytes) return Damaged("it has no counters");
    AMANA_TRY(const StoreCounters counters, DecodeCounters(*bytes));
    next_node = counters.next_node;
    next_relationship = counters.next_relationship;
    next_article = counters.next_article;
    next_decision = counters.next_decision;
    articles = counters.articles;
    AMANA_TRY(const auto imports, GetOne(*snapshot, keys::BulkRanges()));
    if (imports) {
      AMANA_TRY(bulk, DecodeBulkRanges(*imports));
    }
    AMANA_TRY(saved_names[0], LoadNames(*snapshot, DictionaryKind::kLabels, names->labels));
    AMANA_TRY(saved_names[1], LoadNames(*snapshot, DictionaryKind::kTypes, names->types));
    AMANA_TRY(saved_names[2], LoadNames(*snapshot, DictionaryKind::kKeys, names->keys));
    AMANA_TRY(saved_names[3], LoadNames(*snapshot, DictionaryKind::kRules, names->rules));
    if (names->keys.Find("id") != kIdKey || names->keys.Find("name") != kNameKey) {
      return Damaged("its property keys do not begin as they must");
    }
    AMANA_TRY(auto mapped, LoadSegment(*snapshot));
    if (mapped) {
      state = std::move(*mapped);
    } else {
      AMANA_TRY(state, LoadGraph(*snapshot, counters, bulk, names));
      state.epoch = snapshot->epoch();
      if (!read_only) SaveSegment(state);
    }
    AMANA_TRY(state.schema, LoadSchema(*snapshot));
    BuildPropertyIndexes(state);
  }
  state.epoch = snapshot->epoch();
  state.records = snapshot;
  head = std::make_shared<const SnapshotState>(std::move(state));
  published = std::make_shared<const Snapshot>(head);
  published_articles = articles;
  return {};
}

}  // namespace amana
