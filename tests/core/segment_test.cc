#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "core/bulk_loader.h"
#include "core/graph_store.h"
#include "core/segment_file.h"
#include "core/snapshot_state.h"
#include "core/verified_mark.h"

namespace amana {
namespace {

constexpr int kNodes = 30'000;  // with as many relationships: enough for a file

class SegmentTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() /
                 ("segment_test_" + std::to_string(::getpid()) + "_" +
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string store_path() const { return (directory_ / "db").string(); }
  std::string segment_path() const { return store_path() + "/graph.segment"; }

  std::unique_ptr<GraphStore> OpenStore(OpenMode mode = OpenMode::kReadWriteOrCreate) {
    auto opened = GraphStore::Open(store_path(), mode);
    EXPECT_TRUE(opened) << opened.error().ToString();
    return std::move(opened).value();
  }

  void LoadStore(GraphStore& store) {
    auto loader = std::move(BulkLoader::Begin(store)).value();
    std::mt19937 random(7);
    const KeyId id = loader->Key("id"), name = loader->Key("name"), mixed = loader->Key("mixed");
    for (int i = 0; i < kNodes; ++i) {
      NodeState node;
      node.labels = {loader->Label(i % 3 == 0 ? "A" : "B")};
      node.properties = {{id, Value(i)}, {name, Value("name " + std::to_string(i % 1000))}};
      if (i % 5 == 0) node.properties.emplace_back(mixed, i % 2 == 0 ? Value(i) : Value("text"));
      ASSERT_TRUE(loader->AddNode(node));
    }
    for (int i = 0; i < kNodes; ++i) {
      RelationshipState r;
      r.source = NodeId(random() % kNodes);
      r.target = NodeId(random() % kNodes);
      r.type = loader->Type(i % 2 == 0 ? "R" : "S");
      if (i % 4 == 0) r.properties = {{id, Value(double{0.5} * i)}};
      ASSERT_TRUE(loader->AddRelationship(r));
    }
    ASSERT_TRUE(loader->Finish());
  }

  static uint64_t Summary(const Snapshot& graph) {
    uint64_t sum = graph.node_count() * 31 + graph.relationship_count();
    const auto add = [&](uint64_t part) { sum = sum * 1000003 + part; };
    std::vector<NodeId> nodes(graph.node_count());
    nodes.resize(graph.ScanNodes(NodeId(0), nodes));
    for (NodeId node : nodes) {
      add(node.value);
      for (LabelId label : graph.Labels(node)) add(label.value);
      graph.ForEachNodeProperty(node, [&](KeyId key, const Value& value) {
        add(key.value);
        add(value.Hash());
      });
      for (const Neighbor& n : graph.Out(node)) {
        add(NodeId(n.node).value);
        add(graph.Type(n.relationship).value);
        graph.ForEachRelationshipProperty(n.relationship,
                                          [&](KeyId, const Value& value) { add(value.Hash()); });
      }
      for (const Neighbor& n : graph.In(node)) add(RelationshipId(n.relationship).value);
    }
    const auto found = graph.FindNodes(*graph.keys().Find("name"), Value("name 7"));
    for (NodeId node : *found) add(node.value);
    const auto prefixed = graph.FindNodesByPrefix(*graph.keys().Find("name"), "name 99");
    for (NodeId node : *prefixed) add(node.value);
    return sum;
  }

  void FlipByte(size_t at) {
    std::fstream file(segment_path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(at));
    const char flipped = static_cast<char>(file.get() ^ 0x20);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(flipped);
  }

  // As if it had been written long ago: what has just changed is not trusted.
  void Age() const {
    const auto since = [&] {
      struct stat status {};
      EXPECT_EQ(stat(segment_path().c_str(), &status), 0);
      return std::time(nullptr) - status.st_ctim.tv_sec;
    };
    while (since() < 2) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  std::string mark_path() const { return segment_path() + ".verified"; }

  std::filesystem::path directory_;
};

TEST_F(SegmentTest, MapsWhatWasBuilt) {
  auto store = OpenStore();
  LoadStore(*store);
  const uint64_t want = Summary(*store->snapshot());
  const auto mapped = MapSegment(segment_path());
  ASSERT_TRUE(mapped) << mapped.error().ToString();
  EXPECT_EQ(mapped->state.epoch, store->snapshot()->epoch());
  EXPECT_EQ(mapped->base->node_count, uint64_t{kNodes});
  store.reset();
  EXPECT_EQ(Summary(*OpenStore(OpenMode::kReadOnly)->snapshot()), want);
  std::filesystem::remove(segment_path());
  EXPECT_EQ(Summary(*OpenStore()->snapshot()), want);
  EXPECT_TRUE(std::filesystem::exists(segment_path()));  // built again
}

TEST_F(SegmentTest, FollowsLaterCommits) {
  auto store = OpenStore();
  LoadStore(*store);
  uint64_t want = Summary(*store->snapshot());
  for (int round = 0; round < 3; ++round) {
    auto t = std::move(store->Begin(Writer::kPerson)).value();
    for (uint64_t i = static_cast<uint64_t>(round); i < 2000; i += 97) {
      ASSERT_TRUE(t.SetNodeProperty(NodeId(i), "name", Value("name 7")));
      ASSERT_TRUE(t.DetachDeleteNode(NodeId(i + 10)));
      ASSERT_TRUE(t.CreateRelationship(NodeId(i), NodeId(i + 20), "NEW", {}));
    }
    const std::string labels[] = {"C"};
    ASSERT_TRUE(t.CreateNode(labels, {{"name", Value("name 99")}}));
    ASSERT_TRUE(t.Commit());
    EXPECT_NE(Summary(*store->snapshot()), want);
    want = Summary(*store->snapshot());
    const auto written = std::filesystem::last_write_time(segment_path());
    store.reset();
    store = OpenStore();
    EXPECT_EQ(Summary(*store->snapshot()), want);
    EXPECT_EQ(std::filesystem::last_write_time(segment_path()), written);  // not built again
  }
  store.reset();
  std::filesystem::remove(segment_path());
  EXPECT_EQ(Summary(*OpenStore()->snapshot()), want);
}

TEST_F(SegmentTest, DamageIsFoundAndMended) {
  uint64_t want = 0;
  {
    auto store = OpenStore();
    LoadStore(*store);
    want = Summary(*store->snapshot());
  }
  const size_t size = std::filesystem::file_size(segment_path());
  for (size_t at : {size_t{0}, size_t{8}, size_t{70}, size / 3, size / 2, size * 9 / 10}) {
    FlipByte(at);
    EXPECT_FALSE(MapSegment(segment_path())) << at;
    EXPECT_EQ(Summary(*OpenStore()->snapshot()), want) << at;
    EXPECT_TRUE(MapSegment(segment_path())) << at;
  }
  std::filesystem::resize_file(segment_path(), size / 2);
  EXPECT_FALSE(MapSegment(segment_path()));
  EXPECT_EQ(Summary(*OpenStore()->snapshot()), want);
}

TEST_F(SegmentTest, IsWrittenAnewBeforeTheLogForgets) {
  auto store = OpenStore();
  LoadStore(*store);
  const auto commit = [&](int times) {
    for (int i = 0; i < times; ++i) {
      auto t = std::move(store->Begin(Writer::kPerson)).value();
      ASSERT_TRUE(t.SetNodeProperty(NodeId(5), "name", Value(i)));
      ASSERT_TRUE(t.Commit());
    }
  };
  const auto behind = [&] {
    const uint64_t epoch = store->snapshot()->epoch();
    store.reset();
    const auto mapped = MapSegment(segment_path());
    store = OpenStore();
    return epoch - mapped->state.epoch;
  };
  const auto half = static_cast<int>(KvStore::kLogLength / 2);
  commit(half - 1);
  EXPECT_EQ(behind(), KvStore::kLogLength / 2 - 1);
  commit(1);
  EXPECT_EQ(behind(), 0u);
  EXPECT_EQ(behind(), 0u);
}

TEST_F(SegmentTest, BearsAMarkOnceItWasFoundRight) {
  LoadStore(*OpenStore());
  EXPECT_TRUE(MapSegment(segment_path()));
  EXPECT_FALSE(std::filesystem::exists(mark_path()));  // written a moment ago
  Age();
  EXPECT_TRUE(MapSegment(segment_path()));
  EXPECT_TRUE(std::filesystem::exists(mark_path()));
  EXPECT_TRUE(MapSegment(segment_path()));
}

TEST_F(SegmentTest, TheMarkDoesNotHoldForAFileThatChanged) {
  LoadStore(*OpenStore());
  Age();
  ASSERT_TRUE(MapSegment(segment_path()));
  ASSERT_TRUE(std::filesystem::exists(mark_path()));
  const auto written = std::filesystem::last_write_time(segment_path());
  FlipByte(std::filesystem::file_size(segment_path()) / 2);
  std::filesystem::last_write_time(segment_path(), written);
  EXPECT_FALSE(MapSegment(segment_path()));
}

TEST_F(SegmentTest, TheMarkDoesNotHoldForACopyInItsPlace) {
  LoadStore(*OpenStore());
  Age();
  ASSERT_TRUE(MapSegment(segment_path()));
  const auto original = directory_ / "original";
  std::filesystem::rename(segment_path(), original);
  std::filesystem::copy_file(original, segment_path());
  FlipByte(std::filesystem::file_size(segment_path()) / 2);
  EXPECT_FALSE(MapSegment(segment_path()));
}

TEST_F(SegmentTest, AMarkThatHoldsIsBelieved) {  // or else it would be of no use
  LoadStore(*OpenStore());
  FlipByte(std::filesystem::file_size(segment_path()) / 2);
  Age();
  const int file = open(segment_path().c_str(), O_RDONLY);
  VerifiedMark(file, segment_path()).Set();
  close(file);
  EXPECT_TRUE(MapSegment(segment_path()));
}

TEST_F(SegmentTest, AnotherStoresFileIsNotTaken) {
  uint64_t want = 0;
  {
    auto store = OpenStore();
    LoadStore(*store);
  }
  const auto kept = directory_ / "kept";
  std::filesystem::copy_file(segment_path(), kept);
  std::filesystem::remove_all(store_path());
  {
    auto store = OpenStore();
    auto t = std::move(store->Begin(Writer::kPerson)).value();
    const std::string labels[] = {"Only"};
    ASSERT_TRUE(t.CreateNode(labels, {{"name", Value("one")}}));
    ASSERT_TRUE(t.Commit());
    want = store->snapshot()->node_count();
  }
  std::filesystem::copy_file(kept, segment_path());
  EXPECT_EQ(OpenStore()->snapshot()->node_count(), want);
}

}  // namespace
}  // namespace amana
