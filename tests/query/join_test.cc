// Joins by value and orders of joins give what the pattern says, whichever plan is taken.
#include <gtest/gtest.h>

#include "query/compiler.h"
#include "query/engine.h"
#include "query/plan_cache.h"

namespace amana::query {
namespace {

class JoinTest : public ::testing::Test {
 protected:
  std::vector<std::vector<Value>> Rows(const std::string& text, const Parameters& given = {}) {
    const auto result = engine_.Run(text, given);
    EXPECT_TRUE(result) << text << "\n" << result.error().ToString();
    return result ? result->rows : std::vector<std::vector<Value>>();
  }
  int64_t Count(const std::string& text) {
    const auto rows = Rows(text);
    return rows.size() == 1 ? rows[0][0].AsInteger() : -1;
  }
  std::string PlanOf(const std::string& text) { return engine_.Prepare(text)->plan_text(); }

  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
  Engine engine_{*store_};
};

TEST_F(JoinTest, ByHashAsTheEquationSays) {
  Rows(
      "UNWIND [1, 1.0, 2, '1', null, 0.0 / 0.0, true] AS k CREATE (:A {k: k}), (:B {k: "
      "k})");
  const std::string text = "MATCH (a:A), (b:B) WHERE a.k = b.k RETURN count(*)";
  EXPECT_NE(PlanOf(text).find("HashJoin"), std::string::npos);
  // 1 and 1.0 meet each other twice; '1', 2 and true themselves; null and NaN nothing.
  EXPECT_EQ(Count(text), 4 + 3);
  // No hash join: the property is not the new node's alone.
  EXPECT_EQ(Count("MATCH (a:A), (b:B) WHERE [a.k] = [b.k] RETURN count(*)"), 4 + 3);
}

TEST_F(JoinTest, ByHashInsideWhatRunsForEachRow) {
  Rows("UNWIND range(1, 50) AS i CREATE (:A {k: i % 5}), (:B {k: i % 7, w: i})");
  const int64_t pairs = Count("MATCH (a:A), (b:B) WHERE a.k = b.k RETURN count(*)");
  EXPECT_EQ(pairs,
            5 * 10 * 0 + Count("MATCH (a:A) MATCH (b:B) WHERE a.k - b.k = 0 RETURN count(*)"));
  EXPECT_EQ(Count("MATCH (a:A) OPTIONAL MATCH (b:B) WHERE b.k = a.k RETURN count(b)"), pairs);
  EXPECT_EQ(Count("MATCH (a:A) RETURN sum(COUNT { MATCH (b:B) WHERE b.k = a.k })"), pairs);
  EXPECT_EQ(Count("MATCH (a:A) CALL { WITH a MATCH (b:B) WHERE b.k = a.k RETURN b } "
                  "RETURN count(b)"),
            pairs);
}

TEST_F(JoinTest, ByHashSeesWhatTheStatementHasWritten) {
  Rows("CREATE (:A {k: 1})");
  EXPECT_EQ(Count("UNWIND [1, 2, 3] AS i CREATE (:B {k: 1}) WITH i MATCH (a:A), (b:B) "
                  "WHERE a.k = b.k RETURN count(*)"),
            9);
  EXPECT_EQ(Count("MATCH (b:B) RETURN count(*)"), 3);
}

TEST_F(JoinTest, ALargePatternIsPlannedInTime) {
  Rows("UNWIND range(0, 9) AS i CREATE (:N {id: i})");
  Rows("MATCH (a:N), (b:N) WHERE b.id = (a.id + 1) % 10 CREATE (a)-[:T]->(b)");
  std::string pattern = "(n0:N {id: 0})";
  for (int i = 1; i <= 60; ++i) pattern += "-[:T]->(n" + std::to_string(i) + ":N)";
  // A path may not use a relationship twice, and there are ten.
  EXPECT_EQ(Count("MATCH " + pattern + " RETURN count(*)"), 0);
  std::string star = "(c:N {id: 0})";
  for (int i = 1; i <= 40; ++i)
    star += ", (m" + std::to_string(i) + ":N {id: " + std::to_string(i % 10) + "})";
  EXPECT_EQ(Count("MATCH " + star + " RETURN count(*)"), 1);
}

TEST_F(JoinTest, PlansAreKeptAsLongAsTheyServe) {
  const std::string text = "MATCH (n:N) WHERE n.k = $k RETURN n";
  Rows("CREATE (:N {k: 1})");
  // Held, so that no other plan can have its address.
  const auto first = engine_.Prepare(text);
  EXPECT_EQ(&engine_.Prepare(text)->compiled(), &first->compiled());
  Rows("CREATE INDEX by_k FOR (n:N) ON (n.k)");
  const auto indexed = engine_.Prepare(text);
  EXPECT_NE(PlanOf(text).find("IndexSeek"), std::string::npos);
  EXPECT_EQ(&engine_.Prepare(text)->compiled(), &indexed->compiled());
  Rows("UNWIND range(1, 5000) AS i CREATE (:M)");
  EXPECT_NE(&engine_.Prepare(text)->compiled(), &indexed->compiled());
}

TEST(PlanCacheTest, ForgetsWhatWasLeastUsed) {
  const auto store = GraphStore::InMemory();
  const auto graph = store->snapshot();
  const auto plan = std::make_shared<const CompiledQuery>();
  PlanCache cache(2);
  cache.Put("a", *graph, plan);
  cache.Put("b", *graph, plan);
  EXPECT_TRUE(cache.Find("a", *graph));
  cache.Put("c", *graph, plan);
  EXPECT_FALSE(cache.Find("b", *graph));
  EXPECT_TRUE(cache.Find("a", *graph));
  EXPECT_TRUE(cache.Find("c", *graph));
}

}  // namespace
}  // namespace amana::query
