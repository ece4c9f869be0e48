// The snapshot against a model so simple that it cannot be wrong: maps of elements, asked by
// looking at all of them. Random changes run through transactions, folds happen in between.

#include "core/snapshot.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/graph_store.h"
#include "core/memory_store.h"
#include "core/persistent_map.h"

namespace amana {
namespace {

struct ModelNode {
  std::set<std::string> labels;
  std::map<std::string, Value> properties;
};
struct ModelRelationship {
  uint64_t source;
  uint64_t target;
  std::string type;
  std::map<std::string, Value> properties;
};
struct Model {
  std::map<uint64_t, ModelNode> nodes;
  std::map<uint64_t, ModelRelationship> relationships;
};

const std::vector<std::string> kLabels{"A", "B", "C"};
const std::vector<std::string> kTypes{"R", "S", "T"};
const std::vector<std::string> kKeys{"id", "name", "x"};

template <typename T>
const T& Pick(const std::vector<T>& from) {
  return from[*rc::gen::inRange<size_t>(0, from.size())];
}

template <typename Map>
std::optional<uint64_t> PickKey(const Map& map) {
  if (map.empty()) return std::nullopt;
  return std::next(map.begin(), *rc::gen::inRange<int>(0, static_cast<int>(map.size())))->first;
}

Value AnyValue() {
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return Value();
    case 1:
      return Value(*rc::gen::inRange(0, 4) * 1.0);
    case 2:
      return Value::List({Value(1), Value("a")});
    case 3:
      return Value("نص " + std::to_string(*rc::gen::inRange(0, 4)));
    default:
      return Value(*rc::gen::inRange(0, 4));
  }
}

void Set(std::map<std::string, Value>& properties, const std::string& key, const Value& value) {
  if (value.is_null()) {
    properties.erase(key);
  } else {
    properties[key] = value;
  }
}

// One random change, to both.
void Change(Transaction& t, Model& model) {
  const auto node = PickKey(model.nodes);
  const auto other = PickKey(model.nodes);
  const auto relationship = PickKey(model.relationships);
  const int what = *rc::gen::inRange(0, 12);
  if (what <= 2 || !node) {
    const std::string label = Pick(kLabels);
    const Value value = AnyValue();
    const std::vector<std::string> labels{label};
    const NodeId id = t.CreateNode(labels, {{"name", value}}).value();
    model.nodes[id.value].labels = {label};
    Set(model.nodes[id.value].properties, "name", value);
  } else if (what <= 6) {
    const std::string type = Pick(kTypes);
    const auto id = t.CreateRelationship(NodeId(*node), NodeId(*other), type, {}).value();
    model.relationships[id.value] = {*node, *other, type, {}};
  } else if (what == 7) {
    const std::string key = Pick(kKeys);
    const Value value = AnyValue();
    RC_ASSERT(t.SetNodeProperty(NodeId(*node), key, value).has_value());
    Set(model.nodes[*node].properties, key, value);
  } else if (what == 8) {
    const std::string label = Pick(kLabels);
    if (model.nodes[*node].labels.erase(label) > 0) {
      RC_ASSERT(t.RemoveLabel(NodeId(*node), label).has_value());
    } else {
      model.nodes[*node].labels.insert(label);
      RC_ASSERT(t.AddLabel(NodeId(*node), label).has_value());
    }
  } else if (what == 9 && relationship) {
    const Value value = AnyValue();
    RC_ASSERT(t.SetRelationshipProperty(RelationshipId(*relationship), "x", value).has_value());
    Set(model.relationships[*relationship].properties, "x", value);
  } else if (what == 10 && relationship) {
    RC_ASSERT(t.DeleteRelationship(RelationshipId(*relationship)).has_value());
    model.relationships.erase(*relationship);
  } else if (what == 11) {
    RC_ASSERT(t.DetachDeleteNode(NodeId(*node)).has_value());
    model.nodes.erase(*node);
    std::erase_if(model.relationships, [&](const auto& entry) {
      return entry.second.source == *node || entry.second.target == *node;
    });
  }
}

using Row = std::vector<std::tuple<uint32_t, uint64_t, uint64_t>>;

Row Sorted(Row row) {
  std::ranges::sort(row);
  return row;
}

template <typename Neighbors>
Row RowOf(const Snapshot& s, const Neighbors& neighbors) {
  Row row;
  for (const Neighbor& n : neighbors) {
    row.emplace_back(s.Type(n.relationship).value, NodeId(n.node).value,
                     RelationshipId(n.relationship).value);
  }
  return row;
}

void CheckRows(const Snapshot& s, const Model& model, uint64_t node) {
  Row out;
  Row in;
  for (const auto& [id, r] : model.relationships) {
    const uint32_t type = s.types().Find(r.type).value().value;
    if (r.source == node) out.emplace_back(type, r.target, id);
    if (r.target == node) in.emplace_back(type, r.source, id);
  }
  RC_ASSERT(RowOf(s, s.Out(NodeId(node))) == Sorted(out));
  RC_ASSERT(RowOf(s, s.In(NodeId(node))) == Sorted(in));
  for (const std::string& name : kTypes) {
    const auto type = s.types().Find(name);
    if (!type) continue;
    Row typed = out;
    std::erase_if(typed, [&](const auto& entry) { return std::get<0>(entry) != type->value; });
    RC_ASSERT(RowOf(s, s.Out(NodeId(node), *type)) == Sorted(typed));
  }
}

template <typename Visit>
std::map<std::string, Value> Properties(const Snapshot& s, Visit visit) {
  std::map<std::string, Value> properties;
  visit([&](KeyId key, const Value& value) {
    properties.emplace(std::string(s.keys().Name(key)), value);
  });
  return properties;
}

bool Same(const std::map<std::string, Value>& a, const std::map<std::string, Value>& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
    return x.first == y.first && Value::Identical(x.second, y.second);
  });
}

void CheckNodes(const Snapshot& s, const Model& model) {
  RC_ASSERT(s.node_count() == model.nodes.size());
  std::vector<NodeId> all(model.nodes.size() + 1);
  RC_ASSERT(s.ScanNodes(NodeId(0), all) == model.nodes.size());
  for (uint64_t id = 0; id < s.node_bound() + 2; ++id) {
    RC_ASSERT(s.HasNode(NodeId(id)) == model.nodes.contains(id));
  }
  for (const auto& [id, node] : model.nodes) {
    std::set<std::string> labels;
    for (const LabelId label : s.Labels(NodeId(id))) {
      labels.insert(std::string(s.labels().Name(label)));
    }
    RC_ASSERT(labels == node.labels);
    const auto visit = [&, n = NodeId(id)](const auto& f) { s.ForEachNodeProperty(n, f); };
    RC_ASSERT(Same(Properties(s, visit), node.properties));
    CheckRows(s, model, id);
  }
}

void CheckLabelsAndIndex(const Snapshot& s, const Model& model) {
  for (const std::string& name : kLabels) {
    const auto label = s.labels().Find(name);
    if (!label) continue;
    std::vector<NodeId> expected;
    for (const auto& [id, node] : model.nodes) {
      if (node.labels.contains(name)) expected.emplace_back(id);
    }
    RC_ASSERT(s.NodesWithLabel(*label) == expected);
    RC_ASSERT(s.CountLabel(*label) == expected.size());
    std::vector<NodeId> piecewise;  // in steps of two
    NodeId buffer[2];
    for (NodeId from(0);;) {
      const size_t count = s.ScanLabel(*label, from, buffer);
      piecewise.insert(piecewise.end(), buffer, buffer + count);
      if (count < 2) break;
      from = NodeId(buffer[1].value + 1);
    }
    RC_ASSERT(piecewise == expected);
  }
  const auto key = s.keys().Find("name");
  for (const Value& value : {Value(1), Value(2.0), Value("نص 1"), Value()}) {
    std::vector<NodeId> expected;
    for (const auto& [id, node] : model.nodes) {
      const auto found = node.properties.find("name");
      if (found != node.properties.end() && Value::Equals(found->second, value).value_or(false)) {
        expected.emplace_back(id);
      }
    }
    if (key) RC_ASSERT(s.FindNodes(*key, value) == expected);
  }
}

void CheckRelationships(const Snapshot& s, const Model& model) {
  RC_ASSERT(s.relationship_count() == model.relationships.size());
  std::map<std::string, uint64_t> counts;
  for (const auto& [id, r] : model.relationships) {
    const RelationshipId relationship(id);
    RC_ASSERT(s.HasRelationship(relationship));
    RC_ASSERT(s.Source(relationship).value == r.source);
    RC_ASSERT(s.Target(relationship).value == r.target);
    RC_ASSERT(s.types().Name(s.Type(relationship)) == r.type);
    const auto visit = [&](const auto& f) { s.ForEachRelationshipProperty(relationship, f); };
    RC_ASSERT(Same(Properties(s, visit), r.properties));
    ++counts[r.type];
  }
  for (const std::string& name : kTypes) {
    if (const auto type = s.types().Find(name)) RC_ASSERT(s.CountType(*type) == counts[name]);
  }
}

void Check(const Snapshot& s, const Model& model) {
  CheckNodes(s, model);
  CheckRelationships(s, model);
  CheckLabelsAndIndex(s, model);
}

TEST(Snapshot, AgreesWithANaiveModelThroughCommitsAndFolds) {
  EXPECT_TRUE(rc::check("snapshot = model", [] {
    const auto store = GraphStore::InMemory();
    Model model;
    std::vector<std::pair<std::shared_ptr<const Snapshot>, Model>> history;
    const int commits = *rc::gen::inRange(1, 6);
    for (int i = 0; i < commits; ++i) {
      auto t = store->Begin(Writer::kPerson).value();
      const Model before = model;
      const int changes = *rc::gen::inRange(1, 20);
      for (int j = 0; j < changes; ++j) Change(t, model);
      Check(t.view(), model);
      if (*rc::gen::inRange(0, 4) == 0) {
        model = before;  // dropped
      } else {
        RC_ASSERT(t.Commit().has_value());
      }
      history.emplace_back(store->snapshot(), model);
      if (*rc::gen::arbitrary<bool>()) RC_ASSERT(store->Fold().has_value());
      if (*rc::gen::arbitrary<bool>()) store->BeginFold();
      Check(*store->snapshot(), model);
    }
    // Nothing that came later has touched the older snapshots.
    for (const auto& [snapshot, then] : history) Check(*snapshot, then);
  }));
}

// Lets one store in memory be opened several times, as a directory can be.
class Reopened : public KvStore {
 public:
  explicit Reopened(std::shared_ptr<KvStore> records) : records_(std::move(records)) {}
  std::shared_ptr<const KvSnapshot> Snapshot() const override { return records_->Snapshot(); }
  Result<KvReceipt> Write(const KvBatch& batch, uint64_t expected_epoch) override {
    return records_->Write(batch, expected_epoch);
  }
  Result<void> Sync(uint64_t epoch) override { return records_->Sync(epoch); }
  std::optional<uint64_t> EpochOf(const std::string& id) const override {
    return records_->EpochOf(id);
  }
  Result<std::vector<KvCommit>> Tail(uint64_t epoch) const override {
    return records_->Tail(epoch);
  }

 private:
  std::shared_ptr<KvStore> records_;
};

TEST(Snapshot, ReadsTheSameAfterTheStoreIsOpenedAgain) {
  EXPECT_TRUE(rc::check("reopened = model", [] {
    const auto records = std::make_shared<MemoryStore>();
    Model model;
    for (int round = 0; round < 3; ++round) {
      const auto store = GraphStore::Over(std::make_unique<Reopened>(records), false).value();
      Check(*store->snapshot(), model);
      auto t = store->Begin(Writer::kPerson).value();
      for (int j = 0; j < 30; ++j) Change(t, model);
      RC_ASSERT(t.Commit().has_value());
    }
    Check(*GraphStore::Over(std::make_unique<Reopened>(records), true).value()->snapshot(), model);
  }));
}

TEST(Snapshot, RebasesCommitsThatDoNotMeet) {
  const auto store = GraphStore::InMemory();
  Model model;
  auto setup = store->Begin(Writer::kPerson).value();
  const NodeId hub = setup.CreateNode({}, {}).value();
  model.nodes[hub.value];
  ASSERT_TRUE(setup.Commit());
  auto first = store->Begin(Writer::kPerson).value();
  auto second = store->Begin(Writer::kPerson).value();
  for (Transaction* t : {&first, &second}) {
    const std::vector<std::string> labels{"A"};
    const NodeId node = t->CreateNode(labels, {}).value();
    const auto r = t->CreateRelationship(node, hub, "R", {}).value();
    model.nodes[node.value].labels = {"A"};
    model.relationships[r.value] = {node.value, hub.value, "R", {}};
  }
  ASSERT_TRUE(second.Commit());
  ASSERT_TRUE(first.Commit());
  EXPECT_TRUE(rc::check([&] { Check(*store->snapshot(), model); }));
}

TEST(PersistentMap, AgreesWithAMapAndItsCopiesStayAsTheyWere) {
  EXPECT_TRUE(rc::check("persistent map = map", [] {
    PersistentMap<int> map;
    std::map<uint32_t, int> model;
    const auto keys = *rc::gen::container<std::vector<uint32_t>>(
        rc::gen::oneOf(rc::gen::inRange<uint32_t>(0, 200), rc::gen::arbitrary<uint32_t>()));
    PersistentMap<int> copy;
    std::map<uint32_t, int> model_copy;
    for (size_t i = 0; i < keys.size(); ++i) {
      if (i == keys.size() / 2) {
        copy = map;
        model_copy = model;
      }
      map.Mutable(keys[i]) = static_cast<int>(i);
      model[keys[i]] = static_cast<int>(i);
    }
    const auto check = [](const PersistentMap<int>& actual,
                          const std::map<uint32_t, int>& expected) {
      RC_ASSERT(actual.size() == expected.size());
      for (const auto& [key, value] : expected) RC_ASSERT(*actual.Find(key) == value);
      for (const uint32_t from : {uint32_t{0}, uint32_t{64}, uint32_t{150}, UINT32_MAX}) {
        std::vector<std::pair<uint32_t, int>> seen;
        actual.ForEach(from, [&](uint32_t key, int value) {
          seen.emplace_back(key, value);
          return true;
        });
        RC_ASSERT(std::ranges::equal(
            seen, std::ranges::subrange(expected.lower_bound(from), expected.end()),
            [](const auto& a, const auto& b) {
              return a.first == b.first && a.second == b.second;
            }));
      }
    };
    check(map, model);
    check(copy, model_copy);
  }));
}

}  // namespace
}  // namespace amana
