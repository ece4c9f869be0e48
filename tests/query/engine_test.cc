#include "query/engine.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace amana::query {
namespace {

class EngineTest : public ::testing::Test {
 protected:
  Result<QueryResult> Run(std::string_view text, QueryOptions options = {}) {
    return Engine(*store_).Run(text, {}, options);
  }
  ErrorCode CodeOf(std::string_view text, QueryOptions options = {}) {
    auto result = Run(text, options);
    return result ? ErrorCode::kInternal : result.error().code;
  }

  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
};

TEST_F(EngineTest, SyntaxErrorsShowThePlaceWithACaret) {
  auto result = Run("MATCH (ش:شخص\nRETURN 1");
  ASSERT_FALSE(result);
  const Error& error = result.error();
  EXPECT_EQ(error.code, ErrorCode::kSyntax);
  EXPECT_EQ(error.detail, "SyntaxError:UnexpectedSyntax");
  ASSERT_TRUE(error.position);
  EXPECT_EQ(error.position->line, 2u);
  EXPECT_EQ(error.position->column, 1u);
  EXPECT_NE(error.message.find("expected"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("\n\"RETURN 1\"\n ^"), std::string::npos) << error.message;
}

TEST_F(EngineTest, ColumnsCountCodePoints) {
  auto result = Run("RETURN 'شخص' + س");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().detail, "SyntaxError:UndefinedVariable");
  EXPECT_EQ(result.error().position->column, 16u);
}

TEST_F(EngineTest, MemoryBombsEndInAnError) {
  QueryOptions options;
  options.time_limit = std::chrono::minutes(10);  // memory ends them, under sanitizers too
  options.memory_limit_bytes = 32 << 20;
  for (const char* bomb : {"UNWIND range(1, 1000000000) AS x RETURN collect(x)",
                           "RETURN [x IN range(1, 100000) | [y IN range(1, 100000) | y]]",
                           "UNWIND range(1, 1000000000) AS x WITH x ORDER BY x RETURN count(*)",
                           "UNWIND range(1, 1000000000) AS x WITH DISTINCT x RETURN count(*)",
                           "RETURN reduce(s = 'x', i IN range(1, 100) | s + s)",
                           "RETURN reduce(l = [1], i IN range(1, 100) | l + l)",
                           "RETURN range(1, 9223372036854775807)",
                           "UNWIND range(1, 1000000000) AS x CREATE ({x: x})"}) {
    EXPECT_EQ(CodeOf(bomb, options), ErrorCode::kResourceExhausted) << bomb;
  }
  EXPECT_EQ(store_->snapshot()->node_count(), 0u);
}

TEST_F(EngineTest, DeepNestingIsASyntaxError) {
  for (std::string_view open : {"(", "[", "{a: ", "NOT ", "- ", "CASE WHEN "}) {
    std::string text = "RETURN ";
    for (int i = 0; i < 4000; ++i) text += open;
    EXPECT_EQ(CodeOf(text), ErrorCode::kSyntax) << open;
  }
  std::string sum = "RETURN 1";
  for (int i = 0; i < 100000; ++i) sum += "+1";
  EXPECT_EQ(CodeOf(sum), ErrorCode::kSyntax);
}

TEST_F(EngineTest, LongDisjunctionsAreNotDeep) {
  std::string text = "RETURN false";
  for (int i = 0; i < 5000; ++i) text += " OR false";
  auto result = Run(text);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_FALSE(result->rows[0][0].AsBoolean());
}

TEST_F(EngineTest, NestedValuesHaveADepthLimit) {
  EXPECT_EQ(CodeOf("RETURN reduce(l = [], i IN range(1, 100000) | [l])"),
            ErrorCode::kResourceExhausted);
}

TEST_F(EngineTest, CartesianProductsStopAtTheTimeLimit) {
  ASSERT_TRUE(Run("UNWIND range(1, 2000) AS x CREATE (:N {x: x})"));
  QueryOptions options;
  options.time_limit = std::chrono::milliseconds(50);
  EXPECT_EQ(CodeOf("MATCH (a:N), (b:N), (c:N) RETURN count(*)", options), ErrorCode::kTimeout);
}

TEST_F(EngineTest, CancellationStopsAQuery) {
  std::atomic<bool> cancel = true;
  QueryOptions options;
  options.cancel = &cancel;
  EXPECT_EQ(CodeOf("UNWIND range(1, 1000000000) AS x RETURN count(x)", options),
            ErrorCode::kCancelled);
}

TEST_F(EngineTest, RowsAreLimited) {
  QueryOptions options;
  options.max_rows = 10;
  EXPECT_EQ(CodeOf("UNWIND range(1, 11) AS x RETURN x", options), ErrorCode::kResourceExhausted);
  EXPECT_TRUE(Run("UNWIND range(1, 10) AS x RETURN x", options));
}

TEST_F(EngineTest, ReadOnlyRefusesWhatWrites) {
  QueryOptions options;
  options.read_only = true;
  for (const char* text :
       {"CREATE ()", "MATCH (n) SET n.x = 1", "MATCH (n) DETACH DELETE n", "MERGE (:A)",
        "MATCH (n) REMOVE n.x", "FOREACH (x IN [1] | CREATE ())", "CALL { CREATE () }"}) {
    EXPECT_FALSE(Run(text, options)) << text;
  }
  EXPECT_TRUE(Run("MATCH (n) RETURN n", options));
}

TEST_F(EngineTest, CountsWhatItChanges) {
  auto result = Run("CREATE (:A:B {x: 1, y: 2})-[:T {z: 3}]->(:C)");
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->counters.nodes_created, 2u);
  EXPECT_EQ(result->counters.relationships_created, 1u);
  EXPECT_EQ(result->counters.properties_set, 3u);
  EXPECT_EQ(result->counters.labels_added, 3u);
  EXPECT_EQ(result->type, QueryType::kWrite);
}

TEST_F(EngineTest, ExplainShowsTheIndexAndRunsNothing) {
  ASSERT_TRUE(Run("CREATE (:Person {name: 'x'})"));
  auto result = Run("EXPLAIN MATCH (p:Person {name: 'x'})-[:T]->(q) RETURN q");
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_TRUE(result->plan);
  EXPECT_NE(result->plan->find("IndexSeek"), std::string::npos) << *result->plan;
  EXPECT_TRUE(Run("EXPLAIN CREATE (:X)"));
  EXPECT_EQ(store_->snapshot()->node_count(), 1u);
}

TEST_F(EngineTest, EvidenceOfARelationship) {
  auto begun = store_->Begin(Writer::kIngest);
  ASSERT_TRUE(begun);
  Transaction transaction = std::move(*begun);
  ArticleRecord article;
  article.id = "a1";
  article.url = "https://example.org/1";
  article.published = "2024-11-10";
  article.text = "بدأ. ترأس سعيد الاجتماع. انتهى.";
  ASSERT_TRUE(transaction.PutArticle(article));
  auto meeting = transaction.CreateNode("m", std::vector<std::string>{"Meeting"}, {});
  auto person = transaction.CreateNode("p", std::vector<std::string>{"Person"}, {});
  auto chaired = transaction.CreateRelationship("r", *meeting, *person, "CHAIRED_BY", {});
  ASSERT_TRUE(chaired);
  std::vector<EvidenceItem> items = {{"a1", 5, 24, "chair-1", 0.9}};
  ASSERT_TRUE(transaction.PutEvidence(*chaired, "a1", items));
  ASSERT_TRUE(transaction.Commit());
  auto result = Run("MATCH ()-[r:ترأسه]->() RETURN amana.evidence(r) AS e");
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_EQ(result->rows.size(), 1u);
  auto list = result->rows[0][0].AsList();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].Find("exact")->AsString(), "ترأس سعيد الاجتماع.");
  EXPECT_EQ(list[0].Find("url")->AsString(), "https://example.org/1");
  EXPECT_EQ(list[0].Find("rule")->AsString(), "chair-1");
}

TEST_F(EngineTest, StreamStopsWhenTheConsumerHasEnough) {
  Engine engine(*store_);
  auto prepared = engine.Prepare("UNWIND range(1, 1000000000) AS x RETURN x");
  ASSERT_TRUE(prepared);
  int64_t last = 0;
  QueryOptions options;
  options.max_rows = UINT64_MAX;
  auto result = engine.Stream(*prepared, {}, options, [&](const Snapshot&, auto row) {
    last = row[0].AsInteger();
    return last < 5;
  });
  ASSERT_TRUE(result);
  EXPECT_EQ(last, 5);
}

TEST_F(EngineTest, PreparedQueriesRunOnSeveralThreads) {
  ASSERT_TRUE(Run("UNWIND range(1, 100) AS x CREATE (:N {x: x})"));
  Engine engine(*store_);
  auto prepared = engine.Prepare("MATCH (n:N) WHERE n.x <= $limit RETURN count(n) AS c");
  ASSERT_TRUE(prepared);
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int t = 1; t <= 4; ++t) {
    threads.emplace_back([&, t] {
      auto result = engine.Run(*prepared, {{"limit", Value(t * 10)}});
      if (result && result->rows[0][0].AsInteger() == t * 10) ++right;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 4);
}

}  // namespace
}  // namespace amana::query
