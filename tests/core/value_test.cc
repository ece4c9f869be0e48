#include "core/value.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace amana {
namespace {

Value List(std::vector<Value> items) { return Value::List(std::move(items)); }

// Values of all kinds, lists and maps nested to a small depth.
rc::Gen<Value> AnyValue(int depth) {
  auto scalar = rc::gen::oneOf(
      rc::gen::just(Value()),
      rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Value(b); }),
      rc::gen::map(rc::gen::inRange<int64_t>(-3, 4), [](int64_t i) { return Value(i); }),
      rc::gen::map(rc::gen::element(0.5, 1.0, -2.0, NAN, HUGE_VAL),
                   [](double d) { return Value(d); }),
      rc::gen::map(rc::gen::element<std::string>("", "a", "حزب"),
                   [](const std::string& s) { return Value(s); }),
      rc::gen::map(rc::gen::inRange<uint64_t>(0, 3), [](uint64_t n) { return Value(NodeId(n)); }),
      rc::gen::map(rc::gen::inRange<int64_t>(0, 3), [](int64_t d) { return Value(Date{d}); }));
  if (depth == 0) return scalar;
  auto list = rc::gen::map(rc::gen::container<std::vector<Value>>(AnyValue(depth - 1)),
                           [](std::vector<Value> v) { return Value::List(std::move(v)); });
  auto map = rc::gen::map(AnyValue(depth - 1), [](Value v) { return Value::Map({{"k", v}}); });
  return rc::gen::oneOf(scalar, list, map);
}

TEST(Value, ComparesIntegersWithFloatsExactly) {
  Value big(int64_t{9007199254740993});  // 2^53 + 1
  EXPECT_EQ(Value::Equals(big, Value(9007199254740992.0)), false);
  EXPECT_EQ(Value::Equals(Value(1), Value(1.0)), true);
  EXPECT_TRUE(*Value::Compare(Value(std::numeric_limits<int64_t>::max()), Value(9.3e18)) < 0);
}

TEST(Value, EqualityWithNullIsNull) {
  EXPECT_EQ(Value::Equals(Value(), Value()), std::nullopt);
  EXPECT_EQ(Value::Equals(List({Value(1), Value()}), List({Value(1), Value(2)})), std::nullopt);
  EXPECT_EQ(Value::Equals(List({Value(1), Value()}), List({Value(2), Value(2)})), false);
  EXPECT_EQ(Value::Equals(Value::Map({{"a", Value()}}), Value::Map({{"a", Value(1)}})),
            std::nullopt);
}

TEST(Value, NanDiffersFromItselfButIsEquivalentToItself) {
  Value nan(std::nan(""));
  EXPECT_EQ(Value::Equals(nan, nan), false);
  EXPECT_TRUE(Value::Equivalent(nan, nan));
}

TEST(Value, OrdersTypesAsOpenCypherDoes) {
  std::vector<Value> ascending = {Value::Map({{"a", Value("map")}}),
                                  Value(NodeId(0)),
                                  Value(RelationshipId(0)),
                                  List({Value("list")}),
                                  Value(PathValue{{NodeId(0)}, {}}),
                                  Value("text"),
                                  Value(false),
                                  Value(1.5),
                                  Value(std::nan("")),
                                  Value()};
  for (size_t i = 0; i + 1 < ascending.size(); ++i) {
    EXPECT_TRUE(Value::Order(ascending[i], ascending[i + 1]) < 0) << i;
  }
}

TEST(Value, MapKeepsTheLastOfEqualKeys) {
  Value map = Value::Map({{"b", Value(1)}, {"a", Value(2)}, {"b", Value(3)}});
  ASSERT_EQ(map.AsMap().size(), 2u);
  EXPECT_EQ(map.Find("b")->AsInteger(), 3);
  EXPECT_EQ(map.Find("c"), nullptr);
}

TEST(Value, CountsTheBytesThatAThreadHolds) {
  int64_t before = Value::ThreadHeapBytes();
  {
    Value text(std::string(1000, 'x'));
    EXPECT_GE(Value::ThreadHeapBytes() - before, 1000);
    Value shared = text;
    Value list = List({text, shared});
    EXPECT_LT(Value::ThreadHeapBytes() - before, 1200);
  }
  EXPECT_EQ(Value::ThreadHeapBytes(), before);
}

TEST(Value, KnowsItsDepth) {
  EXPECT_EQ(Value(1).depth(), 0u);
  EXPECT_EQ(List({}).depth(), 1u);
  EXPECT_EQ(List({Value::Map({{"a", List({})}})}).depth(), 3u);
}

RC_GTEST_PROP(Value, OrderIsTotalAndHashAgreesWithEquivalence, ()) {
  Value a = *AnyValue(2);
  Value b = *AnyValue(2);
  Value c = *AnyValue(2);
  bool a_before_b = Value::Order(a, b) < 0;
  bool b_after_a = Value::Order(b, a) > 0;
  bool equivalent = Value::Equivalent(a, b);
  bool same_place = Value::Order(a, b) == 0;
  RC_ASSERT(Value::Equivalent(a, a));
  RC_ASSERT(a_before_b == b_after_a);
  RC_ASSERT(equivalent == same_place);
  if (equivalent) RC_ASSERT(a.Hash() == b.Hash());
  bool chain = Value::Order(a, b) <= 0 && Value::Order(b, c) <= 0;
  bool transitive = !chain || Value::Order(a, c) <= 0;
  RC_ASSERT(transitive);
  if (Value::Equals(a, b) == true) RC_ASSERT(equivalent);
}

}  // namespace
}  // namespace amana
