#include "core/quote.h"

#include <gtest/gtest.h>

namespace amana {
namespace {

TEST(QuoteText, CountsCodePoints) {
  Quote quote = QuoteText("ترأس سالم الاجتماع.", 5, 9);
  EXPECT_EQ(quote, (Quote{"سالم", "ترأس ", " الاجتماع."}));
}

TEST(QuoteText, KeepsThirtyTwoCodePointsOnEachSide) {
  Quote quote = QuoteText(std::string(40, 'a') + "x" + std::string(40, 'b'), 40, 41);
  EXPECT_EQ(quote, (Quote{"x", std::string(32, 'a'), std::string(32, 'b')}));
}

TEST(QuoteText, CutsPositionsToTheText) {
  EXPECT_EQ(QuoteText("abc", 2, 90), (Quote{"c", "ab", ""}));
  EXPECT_EQ(QuoteText("abc", 70, 90), (Quote{"", "abc", ""}));
  EXPECT_EQ(QuoteText("", 0, 1), (Quote{}));
}

}  // namespace
}  // namespace amana
