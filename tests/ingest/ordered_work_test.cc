#include "ingest/import/ordered_work.h"

#include <gtest/gtest.h>

#include <vector>

namespace amana::ingest {
namespace {

struct Outcome {
  std::vector<int> taken;
  Result<void> result;
};

// Items 1 to `count`, squared; fails at reading `bad_item` and at taking the square `bad_square`.
Outcome Squares(unsigned threads, int count, int bad_item, int bad_square) {
  int last = 0;
  Outcome run;
  run.result = WorkInOrder<int, int>(
      threads,
      [&](int* item) -> Result<bool> {
        if (last + 1 == bad_item) return Fail(ErrorCode::kIo, "cannot read");
        *item = ++last;
        return last <= count;
      },
      [](int item) { return item * item; },
      [&](int square) -> Result<void> {
        if (square == bad_square) return Fail(ErrorCode::kType, "cannot take");
        run.taken.push_back(square);
        return {};
      });
  return run;
}

TEST(OrderedWork, TakesAllInOrder) {
  std::vector<int> want;
  for (int i = 1; i <= 500; ++i) want.push_back(i * i);
  for (const unsigned threads : {1u, 2u, 8u}) {
    const Outcome run = Squares(threads, 500, 0, 0);
    EXPECT_TRUE(run.result);
    EXPECT_EQ(run.taken, want);
  }
  EXPECT_TRUE(Squares(3, 0, 0, 0).taken.empty());
}

TEST(OrderedWork, EndsAtTheFirstErrorWithWhatStandsBeforeIt) {
  for (const unsigned threads : {1u, 2u, 8u}) {
    const Outcome unread = Squares(threads, 500, 100, 0);
    ASSERT_FALSE(unread.result);
    EXPECT_EQ(unread.result.error().code, ErrorCode::kIo);
    EXPECT_EQ(unread.taken.size(), 99u);
    const Outcome untaken = Squares(threads, 500, 100, 81);
    ASSERT_FALSE(untaken.result);
    EXPECT_EQ(untaken.result.error().code, ErrorCode::kType);
    EXPECT_EQ(untaken.taken.size(), 8u);
  }
}

}  // namespace
}  // namespace amana::ingest
