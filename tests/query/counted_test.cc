#include "query/counted.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "query/flat_map.h"
#include "query/number_set.h"
#include "query/pair_set.h"

namespace amana::query {
namespace {

struct TooMuch {};

// What is counted now and was at most.
class Ledger final : public MemoryAccount {
 public:
  explicit Ledger(int64_t limit = INT64_MAX) : limit_(limit) {}
  void Take(int64_t bytes) override {
    if (held_ + bytes > limit_) throw TooMuch();
    held_ += bytes;
    most_ = std::max(most_, held_);
  }
  void Give(int64_t bytes) noexcept override { held_ -= bytes; }
  int64_t held() const { return held_; }
  int64_t most() const { return most_; }

 private:
  const int64_t limit_;
  int64_t held_ = 0;
  int64_t most_ = 0;
};

TEST(Counted, CountsTheOldTableBesideTheNewOne) {
  Ledger ledger;
  {
    FlatSet set(&ledger);
    int64_t before = 0;
    for (uint64_t i = 0; i < 100'000; ++i) {
      set.Insert(i);
      EXPECT_EQ(ledger.held(), set.bytes());
      if (set.bytes() == before) continue;
      EXPECT_EQ(ledger.most(), before + set.bytes());
      before = set.bytes();
    }
    set.Clear();
    EXPECT_EQ(ledger.held(), 0);
    set.Insert(1);
  }
  EXPECT_EQ(ledger.held(), 0);
}

template <typename Table, typename Insert>
void FillUntilRefused(Insert insert) {
  constexpr int64_t kLimit = 1 << 20;
  Ledger ledger(kLimit);
  {
    Table table(&ledger);
    EXPECT_THROW(for (uint64_t i = 0; i < kLimit; ++i) insert(table, i), TooMuch);
    EXPECT_LE(ledger.most(), kLimit);
    EXPECT_GT(ledger.most(), kLimit / 4);  // it was of use until then
  }
  EXPECT_EQ(ledger.held(), 0);
}

TEST(Counted, NoTableTakesMoreThanItMay) {
  FillUntilRefused<PairSet>(
      [](PairSet& set, uint64_t i) { set.Insert(static_cast<int64_t>(i), 7); });
  FillUntilRefused<PairSet>(
      [](PairSet& set, uint64_t i) { set.Insert(-static_cast<int64_t>(i), 7); });
  FillUntilRefused<NumberSet>([](NumberSet& set, uint64_t i) { set.Insert(i * 1'000'003); });
  FillUntilRefused<NumberSet>([](NumberSet& set, uint64_t i) {
    set.Expect(1);
    set.Insert(i * 1024);
  });
  FillUntilRefused<FlatMap<uint32_t, uint64_t>>(
      [](FlatMap<uint32_t, uint64_t>& map, uint64_t i) { map.Insert(static_cast<uint32_t>(i)); });
}

}  // namespace
}  // namespace amana::query
