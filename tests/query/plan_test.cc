// Plans as one line each: tests/cases/plans.tsv.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "query/engine.h"

namespace amana::query {
namespace {

std::unique_ptr<GraphStore> SmallWorld() {
  auto store = GraphStore::InMemory();
  Engine engine(*store);
  for (const char* text :
       {"UNWIND range(0, 3) AS i CREATE (:City {id: i, name: 'c' + toString(i)})",
        "UNWIND range(0, 39) AS i MATCH (c:City {id: i % 4}) CREATE (:Group {id: i})-[:AT]->(c)",
        "UNWIND range(0, 399) AS i MATCH (g:Group {id: i % 40}) "
        "CREATE (:Person {id: i, name: 'n' + toString(i)})-[:IN]->(g)",
        "UNWIND range(0, 799) AS i MATCH (a:Person {id: i % 400}), (b:Person {id: i * 7 % 400}) "
        "CREATE (a)-[:KNOWS]->(b)"}) {
    const auto result = engine.Run(text);
    EXPECT_TRUE(result) << result.error().ToString();
  }
  return store;
}

// The first words of the lines, from the last to the first.
std::string OneLine(const std::string& plan) {
  std::istringstream lines(plan);
  std::string line, out;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    out = out.empty() ? word : word + " " + out;
  }
  return out;
}

TEST(PlanTest, ArePinned) {
  const auto store = SmallWorld();
  const Engine engine(*store);
  std::ifstream cases(AMANA_SOURCE_DIR "/tests/cases/plans.tsv");
  size_t count = 0;
  for (std::string line; std::getline(cases, line);) {
    if (line.empty() || line.front() == '#') continue;
    const size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    const auto prepared = engine.Prepare(line.substr(0, tab));
    ASSERT_TRUE(prepared) << line << prepared.error().ToString();
    EXPECT_EQ(OneLine(prepared->plan_text()), line.substr(tab + 1)) << prepared->plan_text();
    ++count;
  }
  EXPECT_GT(count, 10u);
}

TEST(PlanTest, ProfileCountsRowsAndAnswers) {
  const auto store = SmallWorld();
  const Engine engine(*store);
  const auto result = engine.Run(
      "PROFILE MATCH (p:Person) WHERE p.id < 10 AND EXISTS { (p)-[:KNOWS]->() } RETURN p.id");
  ASSERT_TRUE(result) << result.error().ToString();
  EXPECT_EQ(result->rows.size(), 10u);
  ASSERT_TRUE(result->plan && result->plan_json);
  EXPECT_NE(result->plan->find("LabelScan (p:Person)  (400 rows expected, 400 found"),
            std::string::npos)
      << *result->plan;
  EXPECT_NE(result->plan_json->find("\"operator\":\"LabelScan\",\"details\":\"(p:Person)\","
                                    "\"estimatedRows\":400,\"rows\":400"),
            std::string::npos)
      << *result->plan_json;
}

}  // namespace
}  // namespace amana::query
