// Indexes, constraints, SHOW, and what tools ask on connecting.

#include <gtest/gtest.h>

#include "query/engine.h"
#include "tests/support/test_paths.h"

namespace amana::query {
namespace {

class SchemaTest : public ::testing::Test {
 protected:
  Result<QueryResult> Run(std::string_view text, QueryOptions options = {}) {
    return Engine(*store_).Run(text, {}, options);
  }
  QueryResult Must(std::string_view text) {
    auto result = Run(text);
    EXPECT_TRUE(result) << text << ": " << (result ? "" : result.error().message);
    return result ? std::move(*result) : QueryResult();
  }
  ErrorCode CodeOf(std::string_view text, QueryOptions options = {}) {
    auto result = Run(text, options);
    return result ? ErrorCode::kInternal : result.error().code;
  }
  std::string PlanOf(const std::string& text) { return *Must("EXPLAIN " + text).plan; }

  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
};

TEST_F(SchemaTest, AnIndexIsUsedAndKeptInStep) {
  Must("UNWIND range(1, 100) AS i CREATE (:Person {age: i % 10})");
  const std::string query = "MATCH (p:Person) WHERE p.age = 3 RETURN count(*)";
  EXPECT_EQ(PlanOf(query).find("IndexSeek"), std::string::npos);
  auto created = Must("CREATE INDEX ages IF NOT EXISTS FOR (p:Person) ON (p.age)");
  EXPECT_EQ(created.type, QueryType::kSchema);
  EXPECT_EQ(created.counters.indexes_added, 1u);
  EXPECT_NE(PlanOf(query).find("IndexSeek"), std::string::npos);
  EXPECT_EQ(Must(query).rows[0][0].AsInteger(), 10);
  Must("MATCH (p:Person {age: 3}) SET p.age = 4");
  Must("CREATE (:Person {age: 3}), (:Other {age: 3}), (:Person {age: 3.0})");
  EXPECT_EQ(Must(query).rows[0][0].AsInteger(), 2);
  ASSERT_TRUE(store_->Fold());
  EXPECT_EQ(Must(query).rows[0][0].AsInteger(), 2);
  EXPECT_EQ(
      Must("CREATE INDEX ages IF NOT EXISTS FOR (p:Person) ON (p.age)").counters.indexes_added, 0u);
  EXPECT_EQ(CodeOf("CREATE INDEX ages FOR (p:Person) ON (p.age)"), ErrorCode::kAlreadyExists);
  Must("DROP INDEX ages");
  EXPECT_EQ(PlanOf(query).find("IndexSeek"), std::string::npos);
  EXPECT_EQ(CodeOf("DROP INDEX ages"), ErrorCode::kNotFound);
  Must("DROP INDEX ages IF EXISTS");
}

TEST_F(SchemaTest, APlanOutlivesItsIndex) {
  Must("CREATE (:P {k: 1}), (:P {k: 2})");
  Must("CREATE INDEX FOR (p:P) ON (p.k)");
  Engine engine(*store_);
  auto prepared = engine.Prepare("MATCH (p:P {k: 2}) RETURN count(*)");
  ASSERT_TRUE(prepared);
  Must("DROP INDEX index_P_k");
  auto result = engine.Run(*prepared);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->rows[0][0].AsInteger(), 1);
}

TEST_F(SchemaTest, AUniqueConstraintIsEnforced) {
  Must("CREATE (:Party {code: 'a'}), (:Party {code: 'a'}), (:Other {code: 'a'})");
  const char* create = "CREATE CONSTRAINT codes FOR (p:Party) REQUIRE p.code IS UNIQUE";
  EXPECT_EQ(CodeOf(create), ErrorCode::kConstraint);
  EXPECT_TRUE(Must("SHOW CONSTRAINTS").rows.empty());
  Must("MATCH (p:Party) WITH p LIMIT 1 SET p.code = 'b'");
  EXPECT_EQ(Must(create).counters.constraints_added, 1u);
  EXPECT_EQ(CodeOf("CREATE (:Party {code: 'a'})"), ErrorCode::kConstraint);
  EXPECT_EQ(CodeOf("MATCH (p:Party {code: 'b'}) SET p.code = 'a'"), ErrorCode::kConstraint);
  EXPECT_EQ(CodeOf("MATCH (p:Other) SET p:Party"), ErrorCode::kConstraint);
  EXPECT_EQ(CodeOf("UNWIND [1, 1] AS x CREATE (:Party {code: x})"), ErrorCode::kConstraint);
  Must("CREATE (:Party), (:Party), (:Other {code: 'a'})");  // no value breaks nothing
  Must("MERGE (:Party {code: 'a'}) MERGE (:Party {code: 'c'})");
  Must("MATCH (p:Party {code: 'a'}) DETACH DELETE p CREATE (:Party {code: 'a'})");
  Must("DROP CONSTRAINT codes");
  Must("CREATE (:Party {code: 'a'})");
}

TEST_F(SchemaTest, OfTwoTransactionsWithOneValueTheSecondFails) {
  Must("CREATE CONSTRAINT FOR (p:Party) REQUIRE p.code IS UNIQUE");
  Engine engine(*store_);
  auto insert = engine.Prepare("CREATE (:Party {code: 1})");
  auto first = store_->Begin(Writer::kPerson);
  auto second = store_->Begin(Writer::kPerson);
  ASSERT_TRUE(first && second && insert);
  ASSERT_TRUE(engine.Run(*insert, *first));
  ASSERT_TRUE(engine.Run(*insert, *second));
  ASSERT_TRUE(first->Commit());
  auto late = second->Commit();
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kConstraint);
  EXPECT_EQ(Must("MATCH (p:Party) RETURN count(*)").rows[0][0].AsInteger(), 1);
}

TEST_F(SchemaTest, TheSchemaIsStored) {
  const test::TempDir temp;
  const std::string path = (temp.path() / "db").string();
  {
    auto store = GraphStore::Open(path, OpenMode::kReadWriteOrCreate);
    ASSERT_TRUE(store);
    store_ = std::move(*store);
    Must("CREATE (:Party {code: 1, k: 7})");
    Must("CREATE INDEX ks FOR (p:Party) ON (p.k)");
    Must("CREATE INDEX gone FOR (p:Party) ON (p.gone)");
    Must("DROP INDEX gone");
    Must("CREATE CONSTRAINT codes FOR (p:حزب) REQUIRE p.code IS UNIQUE");
    store_.reset();
  }
  auto store = GraphStore::Open(path, OpenMode::kReadWrite);
  ASSERT_TRUE(store);
  store_ = std::move(*store);
  EXPECT_EQ(Must("SHOW INDEXES YIELD name WHERE name IN ['ks', 'codes', 'gone']").rows.size(), 2u);
  EXPECT_NE(PlanOf("MATCH (p:Party {k: 7}) RETURN p").find("IndexSeek"), std::string::npos);
  EXPECT_EQ(Must("MATCH (p:Party {k: 7}) RETURN count(*)").rows[0][0].AsInteger(), 1);
  EXPECT_EQ(CodeOf("CREATE (:Party {code: 1})"), ErrorCode::kConstraint);
  store_.reset();
}

TEST_F(SchemaTest, ShowTakesYieldWhereAndReturn) {
  Must("CREATE INDEX a FOR (p:P) ON (p.k)");
  EXPECT_EQ(Must("SHOW INDEXES WHERE name = 'a'").rows.size(), 1u);
  auto yielded = Must("SHOW INDEXES YIELD name, type WHERE name = 'a'");
  EXPECT_EQ(yielded.columns, (std::vector<std::string>{"name", "type"}));
  auto counted = Must("SHOW ALL FUNCTIONS YIELD name RETURN count(*) AS n");
  EXPECT_GT(counted.rows[0][0].AsInteger(), 100);
  EXPECT_EQ(CodeOf("SHOW NONSENSE"), ErrorCode::kSyntax);
}

TEST_F(SchemaTest, WhatIsNotSupportedSaysSo) {
  for (const char* text :
       {"CREATE INDEX FOR ()-[r:T]-() ON (r.k)", "CREATE INDEX FOR (n:N) ON (n.a, n.b)",
        "CREATE TEXT INDEX FOR (n:N) ON (n.a)",
        "CREATE CONSTRAINT FOR (n:N) REQUIRE n.a IS NOT NULL",
        "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS OF 10 ROWS",
        "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS"}) {
    EXPECT_EQ(CodeOf(text), ErrorCode::kUnsupported) << text;
  }
}

TEST_F(SchemaTest, SchemaCommandsWrite) {
  QueryOptions options;
  options.read_only = true;
  EXPECT_EQ(CodeOf("CREATE INDEX FOR (n:N) ON (n.a)", options), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf("DROP INDEX x IF EXISTS", options), ErrorCode::kInvalidArgument);
}

TEST_F(SchemaTest, ToolsGetAnswersOnConnecting) {
  Must("CREATE (:Person {name: 'x'})-[:HOLDS {since: 1}]->(:Post)");
  for (const char* text : {"RETURN 1",
                           "CALL dbms.components() YIELD name, versions, edition",
                           "CALL db.ping()",
                           "CALL db.labels()",
                           "CALL db.relationshipTypes()",
                           "CALL db.propertyKeys()",
                           "CALL db.schema.visualization()",
                           "CALL db.schema.nodeTypeProperties()",
                           "CALL db.schema.relTypeProperties()",
                           "CALL db.indexes()",
                           "SHOW INDEXES",
                           "SHOW DATABASES",
                           "SHOW DEFAULT DATABASE",
                           "SHOW PROCEDURES",
                           "SHOW PROCEDURES EXECUTABLE BY CURRENT USER",
                           "SHOW FUNCTIONS",
                           "SHOW CURRENT USER",
                           "CALL dbms.clientConfig()",
                           "CALL dbms.procedures()",
                           "CALL dbms.functions()",
                           "CALL dbms.showCurrentUser()",
                           "CALL db.info()",
                           "CALL db.labels() YIELD label AS l",
                           "CALL db.labels() YIELD label RETURN collect(label)",
                           "CALL db.labels() YIELD *"}) {
    EXPECT_FALSE(Must(text).rows.empty()) << text;
  }
  Must("SHOW CONSTRAINTS");
}

TEST_F(SchemaTest, SubqueriesSeeWhatTheirParenthesesName) {
  auto result = Must(
      "UNWIND [1, 2] AS x WITH x, x * 10 AS y CALL (x) { RETURN x + 1 AS z } "
      "RETURN x, y, z ORDER BY x");
  ASSERT_EQ(result.rows.size(), 2u);
  EXPECT_EQ(result.rows[1][2].AsInteger(), 3);
  EXPECT_EQ(CodeOf("WITH 1 AS x, 2 AS y CALL (x) { RETURN y AS z } RETURN z"),
            ErrorCode::kSemantic);
  EXPECT_EQ(
      Must("WITH 1 AS x, 2 AS y CALL (*) { RETURN x + y AS z } RETURN z").rows[0][0].AsInteger(),
      3);
  EXPECT_EQ(CodeOf("CALL (nobody) { RETURN 1 AS z } RETURN z"), ErrorCode::kSemantic);
}

}  // namespace
}  // namespace amana::query
