#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "ingest/dates/date_finder.h"
#include "ingest/dates/partial_date.h"
#include "tests/support/test_paths.h"

namespace amana::ingest {
namespace {

const Calendar& TheCalendar() {
  static const Calendar calendar = [] {
    auto loaded = LoadCalendar(test::SourceDir() / "rules");
    if (!loaded) ADD_FAILURE() << loaded.error().ToString();
    return loaded ? std::move(*loaded) : Calendar();
  }();
  return calendar;
}

std::string Found(const std::string& text, const DateContext& context) {
  const DateLine line = SplitDateWords(text);
  const std::vector<DateWord>& words = line.words;
  std::string out;
  for (const DateExpression& date : FindDates(words, TheCalendar(), context)) {
    if (!out.empty()) out += ' ';
    out += date.value.empty() ? "?" : date.value;
    if (!date.until.empty()) out += ".." + date.until;
    if (date.conflict) out += '!';
    if (date.approximate && !date.value.empty()) out += '~';
  }
  return out.empty() ? "-" : out;
}

std::vector<std::string> Columns(const std::string& line) {
  std::vector<std::string> out;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) out.push_back(field);
  return out;
}

TEST(Dates, CasesOfTheTable) {
  const auto path = test::SourceDir() / "tests" / "cases" / "dates.tsv";
  std::ifstream in(path);
  size_t cases = 0;
  size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto columns = Columns(line);
    ASSERT_EQ(columns.size(), 3u) << path << ":" << number;
    std::string published = columns[0];
    DateContext context;
    if (published.ends_with('+')) {
      context.future = true;
      published.pop_back();
    }
    if (published != "-") context.published = ParseIsoDate(published).value();
    EXPECT_EQ(Found(columns[1], context), columns[2]) << path << ":" << number << ": " << line;
    ++cases;
  }
  EXPECT_GE(cases, 120u);
}

TEST(Dates, PositionsCoverTheExpression) {
  const std::string text = "عقدت، يوم الأحد 10 نونبر 2024 بالمقر";
  const DateLine line = SplitDateWords(text);
  const std::vector<DateWord>& words = line.words;
  const auto dates = FindDates(words, TheCalendar(), {});
  ASSERT_EQ(dates.size(), 1u);
  EXPECT_EQ(words[dates[0].begin].begin, 6u);
  EXPECT_EQ(words[dates[0].end - 1].end, 29u);
}

TEST(Dates, IsoDatesAreReadStrictly) {
  EXPECT_EQ(ParseIsoDate("2024-02-29T10:00:00Z"), (PartialDate{2024, 2, 29}));
  EXPECT_EQ(ParseIsoDate("2024-02"), (PartialDate{2024, 2, 0}));
  EXPECT_EQ(ParseIsoDate("2024"), (PartialDate{2024, 0, 0}));
  for (const char* bad : {"2023-02-29", "2024-13", "24-01-01", "2024-1-1", "20240101", "", "x"}) {
    EXPECT_FALSE(ParseIsoDate(bad)) << bad;
  }
}

TEST(Dates, HijriMonthsComeBackToThemselves) {
  for (int year = 1420; year <= 1450; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const auto day = FromHijri(year, month, 10);
      ASSERT_TRUE(day);
      EXPECT_EQ(HijriMonthOf(*day), (PartialDate{year, month, 0}));
    }
  }
}

TEST(Dates, WordsKeepTheirPlacesThroughFolding) {
  const DateLine line = SplitDateWords("غدًا.. 24م و25");
  const std::vector<DateWord>& words = line.words;
  ASSERT_EQ(words.size(), 7u);
  EXPECT_EQ(words[0].k2, "غدا");
  EXPECT_EQ(words[0].end, 4u);
  EXPECT_EQ(words[3].k2, "24");
  EXPECT_EQ(words[4].k2, "م");
  EXPECT_EQ(words[6].k2, "25");
  EXPECT_EQ(words[6].begin, 12u);
}

}  // namespace
}  // namespace amana::ingest
