// Sets and maps of numbers against those of the standard library, with numbers of every size.
#include "query/number_set.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "query/number_map.h"
#include "query/pair_set.h"

namespace amana::query {
namespace {

// Small ones often, so that arrays, their pages and hash tables all get some.
uint64_t AnyNumber(std::mt19937_64& random) { return random() >> (random() % 64); }

TEST(NumberSet, KeepsNumbersOfEverySizeOnce) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20; ++round) {
    NumberSet set;
    std::set<uint64_t> expected;
    for (int batch = 0; batch < 30; ++batch) {
      set.Expect(100);
      for (int i = 0; i < 100; ++i) {
        const uint64_t number = AnyNumber(random);
        ASSERT_EQ(set.Insert(number), expected.insert(number).second) << number;
      }
    }
    EXPECT_EQ(set.size(), expected.size());
    std::multiset<uint64_t> visited;
    set.ForEach([&](uint64_t number) { visited.insert(number); });
    EXPECT_EQ(visited, std::multiset<uint64_t>(expected.begin(), expected.end()));
  }
}

TEST(NumberSet, ForgetsWhatItIsTold) {
  std::mt19937_64 random(2);
  NumberSet set;
  for (int round = 0; round < 50; ++round) {
    std::set<uint32_t> expected;
    for (int i = 0; i < 200; ++i) {
      const auto number = static_cast<uint32_t>(AnyNumber(random));
      set.Expect(1);
      ASSERT_EQ(set.Insert(number), expected.insert(number).second) << number;
    }
    set.Forget(std::vector<uint32_t>(expected.begin(), expected.end()));
    EXPECT_EQ(set.size(), 0u);
  }
}

TEST(PairSet, KeepsPairsOfEverySizeOnce) {
  std::mt19937_64 random(4);
  PairSet set;
  std::set<std::pair<int64_t, int64_t>> expected;
  for (int i = 0; i < 20000; ++i) {
    const auto a = static_cast<int64_t>(AnyNumber(random)), b = static_cast<int64_t>(random() % 4);
    const auto pair = i % 2 == 0 ? std::pair(a, b - 1) : std::pair(b, a);
    set.Prefetch(pair.first, pair.second);
    ASSERT_EQ(set.Insert(pair.first, pair.second), expected.insert(pair).second);
  }
  EXPECT_EQ(set.size(), expected.size());
  std::multiset<std::pair<int64_t, int64_t>> visited;
  set.ForEach([&](int64_t a, int64_t b) { visited.emplace(a, b); });
  EXPECT_EQ(visited,
            (std::multiset<std::pair<int64_t, int64_t>>(expected.begin(), expected.end())));
}

void ExpectFound(NumberMap& map, const std::map<int64_t, uint32_t>& expected,
                 const std::vector<int64_t>& sought) {
  std::vector<uint32_t> found(sought.size(), 7);
  map.FindAll(sought, found.data());
  for (size_t i = 0; i < sought.size(); ++i) {
    const auto known = expected.find(sought[i]);
    ASSERT_EQ(found[i], known == expected.end() ? 0 : known->second) << sought[i];
  }
}

TEST(NumberMap, FindsWhatWasSet) {
  std::mt19937_64 random(3);
  NumberMap map;
  std::map<int64_t, uint32_t> expected;
  for (int batch = 0; batch < 200; ++batch) {
    map.Expect(50);
    for (int i = 0; i < 50; ++i) {
      const auto number = static_cast<int64_t>(AnyNumber(random));
      ASSERT_EQ(map[number], expected[number]) << number;
      map[number] = expected[number] = static_cast<uint32_t>(random());
    }
    // Half of these were never set.
    std::vector<int64_t> sought;
    for (const auto& [number, position] : expected) sought.insert(sought.end(), {number, ~number});
    ExpectFound(map, expected, sought);
  }
}

// Years, months and the like lie on one page, which has a loop of its own.
TEST(NumberMap, FindsNumbersThatLieCloseTogether) {
  NumberMap map;
  std::map<int64_t, uint32_t> expected;
  for (int64_t year = 1985; year < 2040; year += 3) {
    map.Expect(1);
    map[year] = expected[year] = static_cast<uint32_t>(year % 100 + 1);
  }
  ExpectFound(map, expected,
              {2000, 2001, 2002, 2003, 2006, 1986, 2003});  // a page of 64 begins at 1984
  ExpectFound(map, expected, {1985, 1984, 1983});
  ExpectFound(map, expected, {2047, 2048, 1985});
  ExpectFound(map, expected, {1985, -1});
  ExpectFound(map, expected, {5, 4, 5});
  ExpectFound(map, expected, {int64_t{1} << 50, (int64_t{1} << 50) + 1});
  ExpectFound(map, expected, {});
}

}  // namespace
}  // namespace amana::query
