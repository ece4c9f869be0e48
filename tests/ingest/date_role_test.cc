// The extractor skips sentences and words that can be no part of a date; that must change no date.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/dates/date_finder.h"
#include "ingest/dates/date_items.h"
#include "ingest/readers/read_inputs.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

std::vector<std::string> Values(const std::vector<DateExpression>& dates) {
  std::vector<std::string> values;
  for (const DateExpression& date : dates) {
    values.push_back(date.value + " " + std::to_string(date.begin) + "-" +
                     std::to_string(date.end));
  }
  return values;
}

TEST(DateRole, SkippingWordsWithoutARoleChangesNoDate) {
  const Calendar& calendar = test::Rules()->calendar();
  DateContext context;
  context.published = *ParseIsoDate("2024-06-15");
  size_t dates = 0, skipped = 0;
  ReadInputs(
      std::vector<std::string>{(test::SourceDir() / "samples/articles").string()}, {},
      [&](SourceDocument&& page) {
        for (size_t at = 0; at < page.text.size();) {
          const size_t end = std::min(page.text.find_first_of(".\n", at), page.text.size());
          DateLine line = SplitDateWords(page.text.substr(at, end - at));
          std::vector<DateWord>& words = line.words;
          at = end + 1;
          const auto expected = Values(FindDates(words, calendar, context));
          bool may = false;
          for (DateWord& word : words) {
            const DateRole role =
                word.kind == DateWordKind::kWord ? RoleInDate(word.k2, calendar) : DateRole::kMinor;
            word.plain = role == DateRole::kNone;
            may = may || role == DateRole::kMajor || word.kind == DateWordKind::kNumber;
          }
          EXPECT_EQ(Values(FindDates(words, calendar, context)), expected);
          EXPECT_TRUE(may || expected.empty());
          dates += expected.size();
          skipped += may ? 0 : 1;
        }
        return true;
      },
      [](ReadFailure&&) { return false; });
  EXPECT_GT(dates, 50u);
  EXPECT_GT(skipped, 50u);
}

}  // namespace
}  // namespace amana::ingest
