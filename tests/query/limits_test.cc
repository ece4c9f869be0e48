// Queries that ask for too much: each ends in an error, within its limits, and changes nothing.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <thread>

#include "query/engine.h"

namespace amana::query {
namespace {

constexpr int64_t kMebibyte = 1 << 20;
constexpr int64_t kMemory = 32 * kMebibyte;
constexpr int64_t kSlack = 64 * kMebibyte;

int64_t PeakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{usage.ru_maxrss} * 1024;
}

class LimitsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Must("UNWIND range(1, 300) AS i CREATE (:N {id: i, s: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'})");
    Must(
        "MATCH (a:N) UNWIND [a.id + 1, a.id + 2, a.id * 2 % 300 + 1] AS to MATCH (b:N {id: to}) "
        "CREATE (a)-[:T]->(b)");
    nodes_ = store_->snapshot()->node_count();
  }
  void Must(std::string_view text) {
    auto result = Engine(*store_).Run(text);
    ASSERT_TRUE(result) << text << ": " << result.error().message;
  }
  ErrorCode CodeOf(const std::string& text, const QueryOptions& options) {
    auto result = Engine(*store_).Run(text, {}, options);
    EXPECT_EQ(store_->snapshot()->node_count(), nodes_) << text;
    return result ? ErrorCode::kInternal : result.error().code;
  }

  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
  uint64_t nodes_ = 0;
};

const char* const kMemoryBombs[] = {
    // lists
    "UNWIND range(1, 1000000000) AS x RETURN collect(x)",
    "RETURN range(1, 9223372036854775807)",
    "RETURN range(1, 100000000)",
    "RETURN [x IN range(1, 100000) | [y IN range(1, 100000) | y]]",
    "RETURN [x IN range(1, 2000) | range(1, 2000)]",
    "RETURN reduce(l = [1], i IN range(1, 100) | l + l)",
    "RETURN reduce(l = [], i IN range(1, 100000) | l + [l])",
    "WITH range(1, 1000000) AS l RETURN [x IN l | l + [x]]",
    "UNWIND range(1, 1000000000) AS x RETURN collect(DISTINCT x)",
    "UNWIND range(1, 1000000000) AS x RETURN collect([x, x, x])",
    "MATCH (a:N), (b:N), (c:N) RETURN collect([a, b, c])",
    "MATCH (a:N), (b:N), (c:N), (d:N) RETURN collect({a: a, b: b})",
    // strings
    "RETURN reduce(s = 'x', i IN range(1, 100) | s + s)",
    "UNWIND range(1, 1000000000) AS x RETURN collect('text number ' + toString(x))",
    "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s RETURN reduce(t = '', i IN range(1, "
    "1000) | t + s)",
    "WITH reduce(s = 'x', i IN range(1, 16) | s + s) AS s RETURN replace(s, 'x', s)",
    "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s UNWIND range(1, 1000) AS i RETURN "
    "collect(s + toString(i))",
    "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s UNWIND range(1, 1000) AS i RETURN "
    "collect(toUpper(s))",
    "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s UNWIND range(1, 1000) AS i RETURN "
    "collect(reverse(s))",
    "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s UNWIND range(1, 1000) AS i RETURN "
    "collect(substring(s, 1))",
    // maps
    "UNWIND range(1, 1000000000) AS x RETURN collect({k: x})",
    "RETURN reduce(m = {}, i IN range(1, 100000) | {a: m, b: m})",
    "MATCH (n:N) UNWIND range(1, 100000) AS i RETURN collect(properties(n))",
    "MATCH (n:N) UNWIND range(1, 100000) AS i RETURN collect(n {.*, i: i})",
    // grouping, distinct, order
    "UNWIND range(1, 1000000000) AS x WITH x ORDER BY x RETURN count(*)",
    "UNWIND range(1, 1000000000) AS x WITH DISTINCT x RETURN count(*)",
    "UNWIND range(1, 1000000000) AS x RETURN x, count(*)",
    "UNWIND range(1, 1000000000) AS x RETURN count(DISTINCT x)",
    "UNWIND range(1, 1000000000) AS x RETURN percentileCont(x, 0.5)",
    "UNWIND range(1, 1000000000) AS x RETURN x UNION UNWIND range(1, 1000000000) AS x RETURN x",
    "UNWIND range(1, 1000000000) AS x WITH x ORDER BY x DESC LIMIT 100000000 RETURN count(*)",
    "MATCH (a:N), (b:N), (c:N) WITH a, b, c ORDER BY a.id + b.id RETURN count(*)",
    // paths and subqueries
    "MATCH p = (:N)-[:T*]->(:N) RETURN collect(p)",
    "MATCH (n:N) RETURN [p = (n)-[:T*1..12]->() | p]",
    "RETURN COLLECT { UNWIND range(1, 1000000000) AS x RETURN x }",
};

// Their memory is estimated, so that they may pass the limit by more than those that read.
const char* const kWriteBombs[] = {
    "UNWIND range(1, 1000000000) AS x CREATE ({x: x})",
    "MATCH (a:N), (b:N), (c:N) CREATE (a)-[:X]->(b)",
    "UNWIND range(1, 1000000000) AS x MERGE (:M {id: x})",
    "FOREACH (x IN range(1, 1000000) | CREATE (:M {l: range(1, 1000)}))",
    "MATCH (a:N) UNWIND range(1, 1000000) AS i SET a.l = range(1, 1000 + i % 2) CREATE (:M)",
};

TEST_F(LimitsTest, MemoryBombsEndWithinTheirMemory) {
  QueryOptions options;
  options.memory_limit_bytes = kMemory;
  options.time_limit = std::chrono::minutes(2);
  // What the process holds by itself is not the query's.
  [[maybe_unused]] const int64_t before = PeakBytes();
  for (const char* bomb : kMemoryBombs) {
    EXPECT_EQ(CodeOf(bomb, options), ErrorCode::kResourceExhausted) << bomb;
#if !defined(__SANITIZE_ADDRESS__)
    EXPECT_LE(PeakBytes() - before, kMemory + kSlack) << bomb;
#endif
  }
  for (const char* bomb : kWriteBombs) {
    EXPECT_EQ(CodeOf(bomb, options), ErrorCode::kResourceExhausted) << bomb;
  }
}

const char* const kEndless[] = {
    "UNWIND range(1, 1000000000) AS x RETURN count(x)",
    "UNWIND range(1, 1000000000) AS x WITH x WHERE x < 0 RETURN x",
    "MATCH (a:N), (b:N), (c:N), (d:N), (e:N) RETURN count(*)",
    "MATCH (a:N), (b:N), (c:N), (d:N) WHERE a.id + b.id + c.id + d.id < 0 RETURN a",
    "MATCH (:N)-[:T*]->(:N) RETURN count(*)",
    "MATCH p = (a:N {id: 1})-[:T*]-(b:N {id: 300}) RETURN count(p)",
    "MATCH (a:N) WHERE NOT EXISTS { MATCH (a)-[:T*]->(b) WHERE b.id < 0 } RETURN count(a)",
    "MATCH (a:N) RETURN sum(COUNT { (a)-[:T*]->() })",
    "MATCH (a:N), (b:N), (c:N), (d:N) OPTIONAL MATCH (d)-[:Z]->(x) RETURN count(x)",
    "UNWIND range(1, 1000000000) AS x CALL { WITH x RETURN x + 1 AS y } RETURN count(y)",
    "RETURN reduce(s = 0, x IN range(1, 1000000) | s + reduce(t = 0, y IN range(1, 1000000) | t + "
    "y))",
    "RETURN all(x IN range(1, 1000000) WHERE all(y IN range(1, 1000000) WHERE y > 0))",
    "RETURN size([x IN range(1, 1000000) WHERE any(y IN range(1, 1000000) WHERE y < 0)])",
    "MATCH (a:N) FOREACH (x IN range(1, 1000000) | FOREACH (y IN range(1, 1000000) | SET a.k = y))",
    "UNWIND range(1, 1000000000) AS x MATCH (n:N {id: -1}) DELETE n",
    "MATCH (n:N) CALL algo.betweenness({samples: 1000000}) YIELD score RETURN sum(score)",
    "UNWIND range(1, 1000000) AS x CALL amana.search('x') YIELD node RETURN count(node)",
    "UNWIND range(1, 100000000) AS x MERGE (n:N {id: 1}) RETURN count(n)",
};

TEST_F(LimitsTest, WhatWouldNotEndEndsAtItsTime) {
  QueryOptions options;
  options.time_limit = std::chrono::milliseconds(30);
  for (const char* text : kEndless) EXPECT_EQ(CodeOf(text, options), ErrorCode::kTimeout) << text;
}

TEST_F(LimitsTest, WhatWouldNotEndEndsWhenItIsCancelled) {
  for (const char* text : kEndless) {
    std::atomic<bool> cancel = false;
    QueryOptions options;
    options.cancel = &cancel;
    std::thread other([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      cancel = true;
    });
    EXPECT_EQ(CodeOf(text, options), ErrorCode::kCancelled) << text;
    other.join();
  }
}

TEST_F(LimitsTest, OthersAreAnsweredMeanwhile) {
  std::atomic<bool> cancel = false;
  QueryOptions options;
  options.cancel = &cancel;
  std::thread bomb([&] { Engine(*store_).Run(kEndless[2], {}, options); });
  for (int i = 0; i < 20; ++i) Must("MATCH (n:N {id: 5})-->(m) RETURN m.id");
  Must("CREATE (:Other) WITH 1 AS x MATCH (o:Other) DELETE o");
  cancel = true;
  bomb.join();
}

TEST_F(LimitsTest, RowsAreLimited) {
  QueryOptions options;
  options.max_rows = 100;
  EXPECT_EQ(CodeOf("UNWIND range(1, 101) AS x RETURN x", options), ErrorCode::kResourceExhausted);
  EXPECT_EQ(CodeOf("CALL algo.components()", options), ErrorCode::kResourceExhausted);
  EXPECT_TRUE(Engine(*store_).Run("UNWIND range(1, 100) AS x RETURN x", {}, options));
}

// A mebibyte of each: an error with a position, at the stack that there is.
TEST_F(LimitsTest, DeepNestingIsAnErrorWithAPosition) {
  const std::string reading = "RETURN ";
  const std::pair<const char*, const char*> kOpeners[] = {{"RETURN ", "("},
                                                          {"RETURN ", "["},
                                                          {"RETURN ", "{a: "},
                                                          {"RETURN ", "NOT "},
                                                          {"RETURN ", "- "},
                                                          {"RETURN ", "CASE WHEN "},
                                                          {"RETURN ", "CASE "},
                                                          {"RETURN ", "size("},
                                                          {"RETURN ", "[x IN "},
                                                          {"RETURN ", "any(x IN "},
                                                          {"RETURN ", "reduce(a = "},
                                                          {"RETURN ", "EXISTS { MATCH (n) WHERE "},
                                                          {"RETURN ", "COUNT { MATCH (n) WHERE "},
                                                          {"RETURN ", "1 + ("},
                                                          {"RETURN ", "1 ^ ("},
                                                          {"RETURN ", "true AND ("},
                                                          {"RETURN ", "x {.*, a: "},
                                                          {"RETURN 1", " + 1"},
                                                          {"RETURN x", "[0]"},
                                                          {"RETURN x", ".a"},
                                                          {"RETURN x", "[0..1]"},
                                                          {"RETURN 1", " IS NULL"},
                                                          {"RETURN x", ":L"},
                                                          {"", "CALL { "},
                                                          {"", "CALL (x) { "},
                                                          {"MATCH (n) ", "FOREACH (x IN [1] | "},
                                                          {"MATCH ", "("},
                                                          {"MATCH (a", ")-[]-(a"},
                                                          {"MATCH (n {a: ", "{a: "},
                                                          {"MATCH p = ", "shortestPath("}};
  for (const auto& [head, opener] : kOpeners) {
    std::string text = head;
    while (text.size() < kMebibyte) text += opener;
    auto result = Engine(*store_).Run(text);
    ASSERT_FALSE(result) << opener;
    EXPECT_TRUE(result.error().position) << opener << ": " << result.error().message.substr(0, 200);
  }
}

// Values nest at most a thousand levels, so that whoever walks them need not count.
TEST_F(LimitsTest, ValuesNestSoDeepAndNoDeeper) {
  auto nested = [](int depth) {
    return fmt::format("RETURN reduce(l = [], i IN range(2, {}) | [l]) AS l", depth);
  };
  EXPECT_TRUE(Engine(*store_).Run(nested(1000)));
  EXPECT_EQ(CodeOf(nested(1001), {}), ErrorCode::kResourceExhausted);
  EXPECT_EQ(CodeOf("RETURN reduce(m = {}, i IN range(1, 1001) | {m: m})", {}),
            ErrorCode::kResourceExhausted);
}

}  // namespace
}  // namespace amana::query
