// The engine against a naive evaluator and against itself, on random graphs and queries. A
// difference is shrunk and shown. AMANA_RANDOM_PAIRS=1000000 runs more of them, AMANA_RANDOM_SEED
// others.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "query/engine.h"
#include "tests/query/random/generate.h"
#include "tests/query/random/naive.h"
#include "tests/query/random/shrink.h"

namespace amana::test {
namespace {

using Rows = std::vector<std::string>;

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

Val FromValue(const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return Val::Bool(value.AsBoolean());
    case ValueType::kInteger:
      return Val::Int(value.AsInteger());
    case ValueType::kString:
      return Val::String(std::string(value.AsString()));
    case ValueType::kNode:
      return Val::Node(static_cast<int64_t>(value.AsNode().value));
    case ValueType::kRelationship:
      return Val::Rel(static_cast<int64_t>(value.AsRelationship().value));
    case ValueType::kList: {
      std::vector<Val> items;
      for (const Value& item : value.AsList()) items.push_back(FromValue(item));
      return Val::List(std::move(items));
    }
    default:
      return {};
  }
}

// A store with the graph; ids are the places in its lists.
std::unique_ptr<GraphStore> StoreOf(const ModelGraph& graph) {
  auto store = GraphStore::InMemory();
  const std::string text = Print(graph);
  if (!text.empty() && !query::Engine(*store).Run(text)) throw std::logic_error(text);
  return store;
}

struct Answer {
  bool valid = true;  // false where the text makes no sense
  std::string error;
  Rows rows;
};

Answer RunEngine(GraphStore& store, const std::string& text) {
  Answer answer;
  auto result = query::Engine(store).Run(text);
  if (!result) {
    const ErrorCode code = result.error().code;
    answer.valid = code != ErrorCode::kSemantic && code != ErrorCode::kType;
    answer.error = result.error().message;
    return answer;
  }
  for (const auto& row : result->rows) {
    std::string line;
    for (const Value& value : row) line += Show(FromValue(value)) + " | ";
    answer.rows.push_back(line);
  }
  std::sort(answer.rows.begin(), answer.rows.end());
  return answer;
}

bool Differs(const RandomCase& c) {
  try {
    const Rows expected = RunNaively(c.query, c.graph);
    const Answer answer = RunEngine(*StoreOf(c.graph), Print(c.query));
    return answer.valid && (!answer.error.empty() || answer.rows != expected);
  } catch (const std::out_of_range&) {
    return false;  // a variable that is not there any more
  }
}

std::string Report(const RandomCase& whole) {
  const RandomCase c = Shrink(whole, Differs);
  const Answer answer = RunEngine(*StoreOf(c.graph), Print(c.query));
  return fmt::format("{}\n{}\nengine: {} [{}]\nnaive:  [{}]", Print(c.graph), Print(c.query),
                     answer.error, fmt::join(answer.rows, "; "),
                     fmt::join(RunNaively(c.query, c.graph), "; "));
}

// A quarter of the pairs each, so that a test runner can spread them.
class RandomQueryTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  static constexpr uint64_t kQueriesPerGraph = 25;

  template <typename Check>
  void ForEachPair(uint64_t pairs, Check&& check) {
    const uint64_t seed = FromEnvironment("AMANA_RANDOM_SEED", 1) * 1'000'003 + GetParam();
    std::mt19937_64 random(seed);
    std::unique_ptr<GraphStore> store;
    ModelGraph graph;
    for (uint64_t i = 0; i < pairs && !HasFailure(); ++i) {
      if (i % kQueriesPerGraph == 0) {
        graph = RandomGraph(random);
        store = StoreOf(graph);
        // Every other graph is read from flat arrays instead of the delta.
        if (i / kQueriesPerGraph % 2 == 1) {
          ASSERT_TRUE(store->Fold());
        }
      }
      check(random, graph, *store);
    }
  }
};

TEST_P(RandomQueryTest, TheEngineAgreesWithTheDefinition) {
  const uint64_t pairs = FromEnvironment("AMANA_RANDOM_PAIRS", 20'000) / 4;
  uint64_t rows = 0;
  ForEachPair(pairs, [&](std::mt19937_64& random, const ModelGraph& graph, GraphStore& store) {
    const RandomCase c{graph, RandomQuery(random)};
    const Answer answer = RunEngine(store, Print(c.query));
    rows += answer.rows.size();
    if (answer.error.empty() && answer.rows == RunNaively(c.query, graph)) return;
    ADD_FAILURE() << Print(c.query) << "\nshrunk to\n" << Report(c);
  });
  EXPECT_GT(rows, pairs) << "the queries say too little";
}

TEST_P(RandomQueryTest, RewritesChangeNothing) {
  const uint64_t pairs = FromEnvironment("AMANA_RANDOM_PAIRS", 20'000) / 16;
  ForEachPair(pairs, [&](std::mt19937_64& random, const ModelGraph& graph, GraphStore& store) {
    const ModelQuery query = RandomQuery(random);
    const Answer answer = RunEngine(store, Print(query));
    const Answer reversed = RunEngine(store, Print(Reversed(query)));
    EXPECT_EQ(answer.rows, reversed.rows) << Print(graph) << "\n" << Print(query);
    // What holds, what does not, and what is unknown are all there is.
    const PartitionedQuery whole = RandomPartition(random);
    Rows parts;
    for (const char* form : {"{}", "NOT {}", "({}) IS NULL"}) {
      ModelQuery part = whole.query;
      ModelExpr verbatim;
      verbatim.kind = ModelExpr::Kind::kVariable;
      verbatim.name = fmt::format(fmt::runtime(form), Print(whole.predicate));
      part.parts[0][0].pattern.where = verbatim;
      const Answer some = RunEngine(store, Print(part));
      EXPECT_EQ(some.error, "") << Print(part);
      parts.insert(parts.end(), some.rows.begin(), some.rows.end());
    }
    std::sort(parts.begin(), parts.end());
    EXPECT_EQ(RunEngine(store, Print(whole.query)).rows, parts) << Print(graph) << "\n"
                                                                << Print(whole.query) << "\n"
                                                                << Print(whole.predicate);
  });
}

INSTANTIATE_TEST_SUITE_P(Quarters, RandomQueryTest, ::testing::Values(1, 2, 3, 4));

// The shrinker itself: it must find the one thing that matters.
TEST(Shrink, LeavesWhatMakesTheCaseFail) {
  std::mt19937_64 random(7);
  RandomCase big;
  while (Print(big.query).find("OPTIONAL MATCH") == std::string::npos) {
    big = {RandomGraph(random), RandomQuery(random)};
  }
  const RandomCase small = Shrink(big, [](const RandomCase& c) {
    return Print(c.query).find("OPTIONAL MATCH") != std::string::npos;
  });
  EXPECT_TRUE(small.graph.nodes.empty());
  EXPECT_EQ(small.query.parts.size(), 1u);
  EXPECT_LE(small.query.parts[0].size(), 1u);
}

}  // namespace
}  // namespace amana::test
