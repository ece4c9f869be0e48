#include "query/batch.h"

#include <gtest/gtest.h>

#include <vector>

namespace amana::query {
namespace {

Batch BatchOf(size_t slots, size_t rows) {
  Batch batch(slots);
  batch.rows = rows;
  return batch;
}

TEST(BatchGather, FillsWithNullsWhatOnlyOneSideHas) {
  Batch all(3);
  Batch left = BatchOf(3, 2), right = BatchOf(3, 2);
  left.columns[0].values() = {Value(1), Value(2)};
  left.columns[1].values() = {Value("a"), Value("b")};
  right.columns[0].values() = {Value(3), Value(4)};
  right.columns[2].SetConstant(Value("c"));
  const std::vector<uint32_t> both = {0, 1}, second = {1};
  all.Gather(left, both);
  all.Gather(right, second);
  all.Gather(left, second);
  ASSERT_EQ(all.rows, 4u);
  const Value want[4][3] = {{Value(1), Value("a"), Value()},
                            {Value(2), Value("b"), Value()},
                            {Value(4), Value(), Value("c")},
                            {Value(2), Value("b"), Value()}};
  for (size_t row = 0; row < 4; ++row) {
    for (int slot = 0; slot < 3; ++slot) {
      EXPECT_TRUE(Value::Identical(all.at(slot, row), want[row][slot])) << row << " " << slot;
    }
  }
}

TEST(BatchGather, KeepsNumbersOfOneType) {
  Batch all(1);
  Batch numbers = BatchOf(1, 3), dates = BatchOf(1, 1);
  numbers.columns[0].SetNumbers(ValueType::kInteger, {5, -6, 7});
  dates.columns[0].SetNumbers(ValueType::kDate, {100});
  const std::vector<uint32_t> two = {2, 1}, first = {0};
  all.Gather(numbers, two);
  all.Gather(numbers, two);
  EXPECT_TRUE(all.columns[0].is_numbers());
  EXPECT_TRUE(Value::Identical(all.at(0, 3), Value(-6)));
  all.Gather(dates, first);
  EXPECT_FALSE(all.columns[0].is_numbers());
  EXPECT_TRUE(Value::Identical(all.at(0, 2), Value(7)));
  EXPECT_TRUE(Value::Identical(all.at(0, 4), Value(Date{100})));
}

TEST(BatchGather, KeepsOneValueWhereAllRowsAgree) {
  Batch all(1);
  Batch one = BatchOf(1, 2);
  one.columns[0].SetConstant(Value(7));
  const std::vector<uint32_t> both = {0, 1};
  all.Gather(one, both);
  EXPECT_TRUE(all.columns[0].is_constant());
  all.Gather(one, both);
  ASSERT_EQ(all.rows, 4u);
  EXPECT_TRUE(Value::Identical(all.at(0, 3), Value(7)));
}

// Growing by what each batch needs would move all rows again with each one.
TEST(BatchGather, MovesItsRowsSeldom) {
  Batch all(1);
  Batch text = BatchOf(1, 2);
  text.columns[0].values() = {Value("a"), Value("b")};
  const std::vector<uint32_t> both = {0, 1};
  constexpr int kBatches = 4096;
  int moves = 0;
  const Value* rows = nullptr;
  for (int i = 0; i < kBatches; ++i) {
    all.Gather(text, both);
    if (&all.at(0, 0) != rows) ++moves;
    rows = &all.at(0, 0);
  }
  EXPECT_LE(moves, 20);
}

}  // namespace
}  // namespace amana::query
