// The extractor reads only what may be part of a date; that must change no date.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/dates/date_finder.h"
#include "ingest/dates/date_items.h"
#include "ingest/dates/date_stretches.h"
#include "ingest/readers/read_inputs.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

// The dates of words[begin, end), in positions of all words.
std::vector<std::string> DatesIn(std::span<const DateWord> words, size_t begin, size_t end) {
  DateContext context;
  context.published = *ParseIsoDate("2024-06-15");
  std::vector<std::string> dates;
  for (const DateExpression& date :
       FindDates(words.subspan(begin, end - begin), test::Rules()->calendar(), context)) {
    dates.push_back(date.value + " " + std::to_string(begin + date.begin) + "-" +
                    std::to_string(begin + date.end));
  }
  return dates;
}

DateRole RoleOf(const DateWord& word) {
  switch (word.kind) {
    case DateWordKind::kNumber:
      return kNumberInDate;
    case DateWordKind::kMark:
      return kMarkInDate;
    case DateWordKind::kWord:
      return RoleInDate(word.k2, test::Rules()->calendar());
  }
  return {};
}

TEST(DateRole, StretchesHoldAllDates) {
  size_t dates = 0, skipped = 0;
  ReadInputs(
      std::vector<std::string>{(test::SourceDir() / "samples/articles").string()}, {},
      [&](SourceDocument&& page) {
        for (size_t at = 0; at < page.text.size();) {
          const size_t end = std::min(page.text.find_first_of(".\n", at), page.text.size());
          DateLine line = SplitDateWords(page.text.substr(at, end - at));
          at = end + 1;
          const std::vector<std::string> expected = DatesIn(line.words, 0, line.words.size());
          std::vector<DateRole> roles;
          for (DateWord& word : line.words) {
            roles.push_back(RoleOf(word));
            word.plain = roles.back().words == 0;
            if (word.kind == DateWordKind::kWord) word.known = roles.back().readings;
          }
          std::vector<std::string> found;
          size_t read = 0;
          ForEachDateStretch(roles, [&](size_t from, size_t to) {
            for (std::string& date : DatesIn(line.words, from, to)) found.push_back(date);
            read += to - from;
          });
          EXPECT_EQ(found, expected);
          dates += expected.size();
          skipped += line.words.size() - read;
        }
        return true;
      },
      [](ReadFailure&&) { return false; });
  EXPECT_GT(dates, 50u);
  EXPECT_GT(skipped, 1000u);
}

}  // namespace
}  // namespace amana::ingest
