#include "core/packed_array.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <numeric>

#include "core/column.h"

namespace amana {
namespace {

// What the array holds on disk.
struct Size {
  size_t bytes = 0;
  template <typename T>
  void Number(T&) {
    bytes += 8;
  }
  template <typename T>
  void Array(FlatArray<T>& array) {
    bytes += array.size() * sizeof(T);
  }
};

void ExpectSame(const std::vector<uint64_t>& numbers) {
  const PackedNumbers packed{std::span<const uint64_t>(numbers)};
  ASSERT_EQ(packed.size(), numbers.size());
  for (size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(packed[i], numbers[i]) << i;
  for (size_t i = 0; i + 1 < numbers.size(); ++i) {
    ASSERT_EQ(packed.Two(i), std::pair(numbers[i], numbers[i + 1])) << i;
  }
  for (size_t begin = 0; begin < numbers.size(); begin += 1 + begin / 2) {
    std::vector<int64_t> read(numbers.size() - begin);
    packed.Read(begin, std::span(read));
    for (size_t i = 0; i < read.size(); ++i) {
      ASSERT_EQ(static_cast<uint64_t>(read[i]), numbers[begin + i]) << begin << " " << i;
    }
  }
}

TEST(PackedArray, KeepsNumbersOfEveryWidth) {
  for (unsigned width = 0; width <= 64; ++width) {
    const uint64_t greatest = width == 0 ? 0 : ~uint64_t{0} >> (64 - width);
    std::vector<uint64_t> numbers;
    for (uint64_t i = 0; i < 300; ++i) numbers.push_back(i % 2 == 0 ? greatest : i & greatest);
    ExpectSame(numbers);
  }
}

TEST(PackedArray, KeepsSignedExtremes) {
  const auto least = static_cast<uint64_t>(std::numeric_limits<int64_t>::min());
  const auto greatest = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  ExpectSame({least, greatest, 0, 1, ~uint64_t{0}});
  ExpectSame({~uint64_t{0}, 0, ~uint64_t{4}});
}

TEST(PackedArray, TakesFewBitsForWhatLiesCloseTogether) {
  std::vector<uint32_t> ascending(1280), same(1280, 77);
  std::iota(ascending.begin(), ascending.end(), 4'000'000'000u);
  Size of_ascending, of_same;
  PackedArray<uint32_t>(ascending).Archive(of_ascending);
  PackedArray<uint32_t>(same).Archive(of_same);
  EXPECT_EQ(of_ascending.bytes, 10u * (16 + 128 * 7 / 8) + 8 + 8);
  EXPECT_EQ(of_same.bytes, 10u * 16 + 8 + 8);
  EXPECT_TRUE(PackedArray<uint32_t>().empty());
}

RC_GTEST_PROP(PackedArrayProperty, KeepsWhatItIsGiven, (const std::vector<uint64_t>& numbers)) {
  const PackedNumbers packed{std::span<const uint64_t>(numbers)};
  RC_ASSERT(packed.size() == numbers.size());
  for (size_t i = 0; i < numbers.size(); ++i) RC_ASSERT(packed[i] == numbers[i]);
}

TEST(Column, KeepsNumbersAndStringsAcrossBlocks) {
  ColumnBuilder numbers, texts, mixed;
  for (uint32_t i = 0; i < 1000; i += 3) {
    numbers.Add(i, Value(-1.5 * i));
    texts.Add(i, Value(std::string(i % 7, 'x')));
    if (i < 900) {
      mixed.Add(i, Value(int64_t{i} - 500));
    } else {
      mixed.Add(i, Value("text"));
    }
  }
  const Column a = std::move(numbers).Build(), b = std::move(texts).Build(),
               c = std::move(mixed).Build();
  for (uint32_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(a.Has(i), i % 3 == 0);
    if (i % 3 != 0) continue;
    EXPECT_EQ(a.Get(i).AsFloat(), -1.5 * i);
    EXPECT_EQ(b.GetString(i), std::string(i % 7, 'x'));
    EXPECT_TRUE(Value::Identical(c.Get(i), i < 900 ? Value(int64_t{i} - 500) : Value("text")));
  }
}

}  // namespace
}  // namespace amana
