// The conformance suite of the store contract: every implementation passes the same cases.

#include "core/kv_store.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "core/memory_store.h"
#include "core/rocks_store.h"
#include "tests/support/test_paths.h"

namespace amana {
namespace {

struct Backend {
  virtual ~Backend() = default;
  virtual KvStore& store() = 0;
};

struct MemoryBackend : Backend {
  MemoryStore memory;
  KvStore& store() override { return memory; }
};

struct RocksBackend : Backend {
  test::TempDir directory;
  std::unique_ptr<KvStore> rocks =
      OpenRocksStore((directory.path() / "db").string(), RocksMode::kReadWriteOrCreate).value();
  KvStore& store() override { return *rocks; }
};

template <typename T>
class KvStoreTest : public ::testing::Test {
 protected:
  T backend;
  KvStore& store = backend.store();
};

using Backends = ::testing::Types<MemoryBackend, RocksBackend>;
TYPED_TEST_SUITE(KvStoreTest, Backends);

KvBatch Puts(std::initializer_list<std::pair<KvKey, std::string>> items, std::string id = {}) {
  KvBatch batch;
  for (const auto& [key, value] : items) batch.Put(key, value);
  batch.id = std::move(id);
  return batch;
}

std::optional<std::string> Get(const KvSnapshot& snapshot, const KvKey& key) {
  return snapshot.MultiGet(std::span(&key, 1)).value()[0];
}

std::string Scan(const KvSnapshot& snapshot, std::vector<KvRange> ranges) {
  std::string seen;
  EXPECT_TRUE(
      snapshot.MultiScan(ranges, [&](size_t range, std::string_view key, std::string_view value) {
        seen += std::to_string(range) + ":" + std::string(key) + "=" + std::string(value) + " ";
        return value != "stop";
      }));
  return seen;
}

TYPED_TEST(KvStoreTest, ReadsBackWhatABatchWrote) {
  EXPECT_EQ(this->store.Snapshot()->epoch(), 0u);
  const auto receipt = this->store.Commit(Puts({{{7, "a"}, "1"}, {{7, "b"}, ""}}), 0).value();
  EXPECT_EQ(receipt.epoch, 1u);
  const auto snapshot = this->store.Snapshot();
  EXPECT_EQ(snapshot->epoch(), 1u);
  const std::vector<KvKey> keys{{7, "b"}, {7, "c"}, {7, "a"}, {8, "a"}};
  const auto values = snapshot->MultiGet(keys).value();
  EXPECT_EQ(values, (std::vector<std::optional<std::string>>{"", std::nullopt, "1", std::nullopt}));
}

TYPED_TEST(KvStoreTest, ScansKeysInByteOrderWithinOneToken) {
  const std::string high("\xFFz", 2);
  ASSERT_TRUE(this->store.Commit(Puts({{{5, "b"}, "2"},
                                       {{5, "a"}, "1"},
                                       {{5, high}, "4"},
                                       {{5, "b\xC0"}, "3"},
                                       {{4, "x"}, "no"},
                                       {{6, ""}, "six"},
                                       {{UINT64_MAX, "m"}, "last"}}),
                                 0));
  const auto s = this->store.Snapshot();
  EXPECT_EQ(Scan(*s, {{5, "", ""}}), "0:a=1 0:b=2 0:b\xC0=3 0:\xFFz=4 ");
  EXPECT_EQ(Scan(*s, {PrefixRange(5, "b"), PrefixRange(5, "\xFF"), PrefixRange(UINT64_MAX, "")}),
            "0:b=2 0:b\xC0=3 1:\xFFz=4 2:m=last ");
  EXPECT_EQ(Scan(*s, {{5, "a", "b"}, {6, "", ""}, {9, "", ""}}), "0:a=1 1:=six ");
}

TYPED_TEST(KvStoreTest, LeavesARangeWhenTheSinkHasEnough) {
  ASSERT_TRUE(
      this->store.Commit(Puts({{{1, "a"}, "stop"}, {{1, "b"}, "never"}, {{2, "c"}, "on"}}), 0));
  EXPECT_EQ(Scan(*this->store.Snapshot(), {{1, "", ""}, {2, "", ""}}), "0:a=stop 1:c=on ");
}

TYPED_TEST(KvStoreTest, KeepsSnapshotsAsTheyWere) {
  ASSERT_TRUE(this->store.Commit(Puts({{{1, "a"}, "old"}, {{1, "b"}, "old"}}), 0));
  const auto before = this->store.Snapshot();
  KvBatch batch = Puts({{{1, "a"}, "new"}, {{1, "c"}, "new"}});
  batch.Delete({1, "b"});
  ASSERT_TRUE(this->store.Commit(batch, 1));
  EXPECT_EQ(Scan(*before, {{1, "", ""}}), "0:a=old 0:b=old ");
  EXPECT_EQ(Scan(*this->store.Snapshot(), {{1, "", ""}}), "0:a=new 0:c=new ");
}

TYPED_TEST(KvStoreTest, LetsTheLaterOfTwoWritesInABatchWin) {
  KvBatch batch = Puts({{{1, "a"}, "1"}, {{1, "a"}, "2"}, {{1, "b"}, "1"}});
  batch.Delete({1, "b"});
  ASSERT_TRUE(this->store.Commit(batch, 0));
  EXPECT_EQ(Scan(*this->store.Snapshot(), {{1, "", ""}}), "0:a=2 ");
}

TYPED_TEST(KvStoreTest, RefusesAnUnexpectedEpoch) {
  ASSERT_TRUE(this->store.Commit(Puts({{{1, "a"}, "1"}}), 0));
  for (const uint64_t epoch : {0u, 2u}) {
    const auto refused = this->store.Write(Puts({{{1, "a"}, "2"}}), epoch);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  }
  EXPECT_EQ(Get(*this->store.Snapshot(), {1, "a"}), "1");
}

TYPED_TEST(KvStoreTest, RecognisesARetryByItsId) {
  ASSERT_TRUE(this->store.Commit(Puts({{{1, "a"}, "1"}}, "id"), 0));
  ASSERT_TRUE(this->store.Commit(Puts({{{1, "b"}, "1"}}), 1));
  EXPECT_EQ(this->store.EpochOf("id"), 1u);
  EXPECT_EQ(this->store.EpochOf("other"), std::nullopt);
  EXPECT_EQ(this->store.EpochOf(""), std::nullopt);
  const auto retried = this->store.Commit(Puts({{{1, "a"}, "2"}}, "id"), 0).value();
  EXPECT_TRUE(retried.replayed);
  EXPECT_EQ(retried.epoch, 1u);
  EXPECT_EQ(Get(*this->store.Snapshot(), {1, "a"}), "1");
  EXPECT_EQ(this->store.Snapshot()->epoch(), 2u);
}

TYPED_TEST(KvStoreTest, RefusesBatchesBeyondTheBound) {
  const std::string half(KvStore::kMaxBatchBytes / 2, 'x');
  const auto refused = this->store.Write(Puts({{{1, "a"}, half}, {{1, "b"}, half}}), 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kResourceExhausted);
  EXPECT_TRUE(this->store.Commit(Puts({{{1, "a"}, "1"}}), 0));
}

TYPED_TEST(KvStoreTest, ListsTheCommitsAfterAnEpoch) {
  ASSERT_TRUE(this->store.Commit(Puts({{{1, "a"}, "1"}}, "first"), 0));
  KvBatch second = Puts({{{2, "c"}, "1"}, {{2, "b"}, "1"}, {{2, "c"}, "2"}});
  second.Delete({1, "a"});
  ASSERT_TRUE(this->store.Commit(second, 1));
  const auto tail = this->store.Tail(0).value();
  ASSERT_EQ(tail.size(), 2u);
  EXPECT_EQ(tail[0].id, "first");
  EXPECT_EQ(tail[1].epoch, 2u);
  EXPECT_EQ(tail[1].keys, (std::vector<KvKey>{{1, "a"}, {2, "b"}, {2, "c"}}));
  EXPECT_NE(tail[0].digest, tail[1].digest);
  EXPECT_EQ(this->store.Tail(1).value().size(), 1u);
  EXPECT_TRUE(this->store.Tail(2).value().empty());
}

TYPED_TEST(KvStoreTest, ForgetsOldCommitsInItsLog) {
  for (uint64_t i = 0; i < KvStore::kLogLength + 3; ++i) {
    ASSERT_TRUE(this->store.Write(Puts({{{1, "a"}, "1"}}, "id" + std::to_string(i)), i));
  }
  EXPECT_EQ(this->store.Tail(0).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(this->store.Tail(3).value().size(), KvStore::kLogLength);
  EXPECT_EQ(this->store.EpochOf("id0"), std::nullopt);
  EXPECT_EQ(this->store.EpochOf("id3"), 4u);
}

TYPED_TEST(KvStoreTest, LetsManyThreadsShareSyncs) {
  std::atomic<uint64_t> epoch = 0;
  std::mutex writing;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 25; ++j) {
        uint64_t mine = 0;
        {
          std::lock_guard lock(writing);
          const KvBatch batch = Puts({{{static_cast<uint64_t>(i + 1), std::to_string(j)}, "x"}});
          mine = this->store.Write(batch, epoch).value().epoch;
          epoch = mine;
        }
        ASSERT_TRUE(this->store.Sync(mine));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(this->store.Snapshot()->epoch(), 100u);
}

TYPED_TEST(KvStoreTest, AgreesWithAMap) {
  const bool agrees = rc::check("random batches read back as from a map", [&] {
    std::map<KvKey, std::string> model;
    const auto keys = *rc::gen::container<std::vector<std::pair<uint8_t, std::string>>>(
        rc::gen::pair(rc::gen::inRange<uint8_t>(1, 4), rc::gen::string<std::string>()));
    KvBatch clear;
    for (uint64_t token = 1; token < 4; ++token) {
      const KvRange all{token, {}, {}};
      RC_ASSERT(this->store.Snapshot()
                    ->MultiScan(std::span(&all, 1),
                                [&](size_t, std::string_view key, std::string_view) {
                                  clear.Delete({token, std::string(key)});
                                  return true;
                                })
                    .has_value());
    }
    KvBatch batch = clear;
    for (const auto& [token, bytes] : keys) {
      const KvKey key{token, bytes};
      if (*rc::gen::inRange(0, 4) == 0) {
        batch.Delete(key);
        model.erase(key);
      } else {
        const auto value = *rc::gen::string<std::string>();
        batch.Put(key, value);
        model[key] = value;
      }
    }
    RC_ASSERT(this->store.Write(batch, this->store.Snapshot()->epoch()).has_value());
    std::map<KvKey, std::string> stored;
    const std::vector<KvRange> ranges{{1, {}, {}}, {2, {}, {}}, {3, {}, {}}};
    std::optional<KvKey> last;
    RC_ASSERT(this->store.Snapshot()
                  ->MultiScan(ranges,
                              [&](size_t range, std::string_view bytes, std::string_view value) {
                                KvKey key{range + 1, std::string(bytes)};
                                if (last) RC_ASSERT(*last < key);
                                last = key;
                                stored[std::move(key)] = value;
                                return true;
                              })
                  .has_value());
    RC_ASSERT(stored == model);
  });
  EXPECT_TRUE(agrees);
}

}  // namespace
}  // namespace amana
