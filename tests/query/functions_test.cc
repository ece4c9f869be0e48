#include "query/functions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "query/engine.h"

namespace amana::query {
namespace {

std::vector<Value> HostileValues() {
  return {Value(),
          Value(true),
          Value(0),
          Value(-1),
          Value(std::numeric_limits<int64_t>::max()),
          Value(std::numeric_limits<int64_t>::min()),
          Value(std::nan("")),
          Value(-HUGE_VAL),
          Value(1e300),
          Value(""),
          Value("حزب"),
          Value("2024-13-45"),
          Value::List({}),
          Value::List({Value(), Value("x"), Value::List({Value(1)})}),
          Value::Map({}),
          Value::Map({{"year", Value(int64_t{1} << 40)}, {"month", Value("x")}}),
          Value(NodeId(0)),
          Value(RelationshipId(0)),
          Value(PathValue{{NodeId(0)}, {}}),
          Value(Date{10}),
          Value(Duration{1, 2, 3, 4})};
}

std::vector<FunctionDef> EveryFunction() {
  std::vector<FunctionDef> all;
  for (auto table : {GraphFunctions(), ListFunctions(), StringFunctions(), NumberFunctions(),
                     ConversionFunctions(), TemporalFunctions(), AmanaFunctions()}) {
    all.insert(all.end(), table.begin(), table.end());
  }
  return all;
}

class FunctionsTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(Engine(*store_).Run("CREATE (a {name: 'x'})-[:T]->(a)")); }
  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
};

// Whatever it is given, a function answers a value or an error with a message, within its limits.
TEST_F(FunctionsTest, EveryFunctionStandsEveryArgument) {
  Engine engine(*store_);
  QueryOptions options;
  options.memory_limit_bytes = 16 << 20;
  size_t calls = 0;
  for (const FunctionDef& function : EveryFunction()) {
    int most = function.max_arguments < 0 ? 2 : function.max_arguments;
    for (int count = function.min_arguments; count <= most; ++count) {
      std::string list;
      for (int i = 0; i < count; ++i) list += fmt::format("{}$p{}", i > 0 ? ", " : "", i);
      auto prepared = engine.Prepare(fmt::format("RETURN {}({}) AS v", function.name, list));
      ASSERT_TRUE(prepared) << function.name << ": " << prepared.error().message;
      auto values = HostileValues();
      for (const Value& first : values) {
        for (const Value& second : values) {
          Parameters parameters = {{"p0", first}, {"p1", second}, {"p2", first}};
          auto result = engine.Run(*prepared, parameters, options);
          ++calls;
          if (!result) {
            EXPECT_FALSE(result.error().message.empty()) << function.name;
          }
          if (count < 2) break;
        }
      }
    }
  }
  EXPECT_GT(calls, 1000u);
}

TEST_F(FunctionsTest, EveryAggregateStandsEveryArgument) {
  Engine engine(*store_);
  for (const char* call : {"count(x)", "sum(x)", "avg(x)", "min(x)", "max(x)", "collect(x)",
                           "stDev(x)", "stDevP(x)", "percentileCont(x, 0.5)",
                           "percentileDisc(x, 0.5)", "percentileCont(1, x)", "count(DISTINCT x)"}) {
    auto prepared = engine.Prepare(fmt::format("UNWIND [$a, $b] AS x RETURN {} AS v", call));
    ASSERT_TRUE(prepared) << call;
    for (const Value& a : HostileValues()) {
      auto result = engine.Run(*prepared, {{"a", a}, {"b", Value(1)}});
      if (!result) {
        EXPECT_FALSE(result.error().message.empty()) << call;
      }
    }
  }
}

TEST_F(FunctionsTest, OperatorsStandEveryOperand) {
  Engine engine(*store_);
  for (const char* op :
       {"+", "-", "*", "/", "%", "^", "=", "<", "IN", "STARTS WITH", "=~", "AND"}) {
    auto prepared = engine.Prepare(fmt::format("RETURN $a {} $b AS v", op));
    ASSERT_TRUE(prepared) << op;
    for (const Value& a : HostileValues()) {
      for (const Value& b : HostileValues()) {
        auto result = engine.Run(*prepared, {{"a", a}, {"b", b}});
        if (!result) {
          EXPECT_FALSE(result.error().message.empty()) << op;
        }
      }
    }
  }
  for (const char* text :
       {"RETURN $a[$b] AS v", "RETURN $a[$b..] AS v", "RETURN $a.name AS v",
        "RETURN [x IN $a | x] AS v", "RETURN -$a AS v", "UNWIND $a AS v RETURN v",
        "RETURN $a {.name} AS v", "MATCH (n) RETURN n SKIP $a LIMIT $b"}) {
    auto prepared = engine.Prepare(text);
    if (!prepared) continue;
    for (const Value& a : HostileValues()) {
      for (const Value& b : HostileValues()) {
        auto result = engine.Run(*prepared, {{"a", a}, {"b", b}});
        if (!result) {
          EXPECT_FALSE(result.error().message.empty()) << text;
        }
      }
    }
  }
}

}  // namespace
}  // namespace amana::query
