#include "core/result.h"

#include <gtest/gtest.h>

namespace amana {
namespace {

Result<int> Half(int n) {
  if (n % 2 != 0) return Fail(ErrorCode::kInvalidArgument, "odd", "give an even number");
  return n / 2;
}

Result<int> Quarter(int n) {
  AMANA_TRY(int half, Half(n));
  return Half(half);
}

TEST(Result, TryPassesValuesAndErrorsOn) {
  EXPECT_EQ(Quarter(12), 3);
  EXPECT_EQ(Quarter(6).error().message, "odd");
}

TEST(Result, ErrorNamesWhatWhereAndWhatToDo) {
  Error error = Half(1).error();
  error.position = SourcePosition{"a.tsv", 3, 7, 40};
  EXPECT_EQ(error.ToString(), "a.tsv:3:7: odd (give an even number)");
}

TEST(Result, EveryCodeHasAName) {
  EXPECT_EQ(ErrorCodeName(ErrorCode::kInvalidArgument), "invalid_argument");
  EXPECT_EQ(ErrorCodeName(ErrorCode::kInternal), "internal");
}

}  // namespace
}  // namespace amana
