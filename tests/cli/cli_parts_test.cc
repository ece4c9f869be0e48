#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/result_table.h"
#include "cli/suggest.h"
#include "cli/text_width.h"
#include "tests/support/test_paths.h"

namespace amana::cli {
namespace {

TEST(ExitCode, FollowsTheErrorCode) {
  EXPECT_EQ(ExitCodeOf(ErrorCode::kInvalidArgument), 2);
  EXPECT_EQ(ExitCodeOf(ErrorCode::kNotFound), 4);
  EXPECT_EQ(ExitCodeOf(ErrorCode::kBusy), 5);
  EXPECT_EQ(ExitCodeOf(ErrorCode::kCorruption), 7);
  EXPECT_EQ(ExitCodeOf(ErrorCode::kCancelled), 130);
  for (int i = 0; i <= static_cast<int>(ErrorCode::kInternal); ++i) {
    EXPECT_NE(ExitCodeOf(static_cast<ErrorCode>(i)), 0) << i;
  }
}

TEST(DisplayWidth, CountsColumnsOfATerminal) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("أُمَانَة"), 5u);
  EXPECT_EQ(DisplayWidth("لا"), 2u);
  EXPECT_EQ(DisplayWidth("\u2068نص\u2069"), 2u);
  EXPECT_EQ(DisplayWidth("日本"), 4u);
}

TEST(FitWidth, CutsBetweenGraphemes) {
  EXPECT_EQ(FitWidth("أمانة", 5), "أمانة");
  EXPECT_EQ(FitWidth("أمانة", 3), "أم…");
  EXPECT_EQ(FitWidth("أُمَانَة", 3), "أُمَ…");
  EXPECT_EQ(FitWidth("日本", 2), "…");
  EXPECT_EQ(FitWidth("abc", 0), "");
}

TEST(Printable, ShowsControlsInsteadOfObeyingThem) {
  EXPECT_EQ(Printable("a\nb\t\x1b[31m"), "a\\nb\\t\\u001b[31m");
  EXPECT_EQ(Printable("a\u202Eb"), "a\uFFFDb");
}

TEST(Nearest, FindsSlipsOnly) {
  const std::vector<std::string> commands = {"ingest", "extract", "query", "serve"};
  EXPECT_EQ(Nearest("qurey", commands), "query");
  EXPECT_EQ(Nearest("injest", commands), "ingest");
  EXPECT_EQ(Nearest("xyz", commands), std::nullopt);
  EXPECT_EQ(Nearest("مقلا", std::vector<std::string>{"مقال", "مكان"}), "مقال");
}

TEST(Progress, TellsCountRateAndRest) {
  EXPECT_EQ(Progress::BarText(6, 24, 1, 2, "articles"),
            "[######..................] 6/24 articles, 3/s, 0:06 left, 1 failed");
  EXPECT_EQ(Progress::BarText(10, 0, 0, 5, "articles"), "10 articles, 2/s");
  EXPECT_EQ(Progress::BarText(0, 7200, 0, 0, "x"), "[........................] 0/7200 x, 0/s");
  EXPECT_EQ(Progress::BarText(1, 7201, 0, 1, "x").substr(26), " 1/7201 x, 1/s, 2:00:00 left");
}

ResultTable Sample() {
  ResultTable table{{"اسم", "n"}, {}};
  table.rows.push_back(
      {{"\"سالم, علي\"", "سالم, علي", "\"سالم, علي\"", false}, {"7", "7", "7", true}});
  return table;
}

TEST(Render, WritesEveryFormat) {
  Terminal pipe;
  const std::pair<TableFormat, const char*> rows[] = {
      {TableFormat::kTable,
       "+-------------+---+\n| اسم         | n |\n+-------------+---+\n"
       "| \"سالم, علي\" | 7 |\n+-------------+---+\n"},
      {TableFormat::kPlain, "اسم\tn\n\"سالم, علي\"\t7\n"},
      {TableFormat::kJson, "[\n {\"اسم\":\"سالم, علي\",\"n\":7}\n]\n"},
      {TableFormat::kJsonLines, "{\"اسم\":\"سالم, علي\",\"n\":7}\n"},
      {TableFormat::kCsv, "اسم,n\n\"سالم, علي\",7\n"},
      {TableFormat::kTsv, "اسم\tn\nسالم, علي\t7\n"},
      {TableFormat::kList, "اسم: سالم, علي\nn: 7\n"},
      {TableFormat::kMarkdown, "| اسم | n |\n| --- | --- |\n| \"سالم, علي\" | 7 |\n"},
  };
  for (const auto& [format, want] : rows) {
    EXPECT_EQ(Render(Sample(), format, pipe, BidiMode::kOff), want);
  }
}

TEST(Render, IsValidWithoutRows) {
  ResultTable empty{{"a"}, {}};
  EXPECT_EQ(Render(empty, TableFormat::kJson, {}, BidiMode::kOff), "[]\n");
  EXPECT_EQ(Render(empty, TableFormat::kCsv, {}, BidiMode::kOff), "a\n");
  EXPECT_EQ(Render(empty, TableFormat::kTable, {}, BidiMode::kOff), "+---+\n| a |\n+---+\n");
}

TEST(Render, IsolatesCellsAndFitsTheTerminal) {
  Terminal terminal;
  terminal.stdout_is_terminal = true;
  terminal.columns = 20;
  ResultTable table{{"name"}, {{{std::string(60, 'x'), "", "", false}}}};
  const std::string text = Render(table, TableFormat::kTable, terminal, BidiMode::kIsolate);
  EXPECT_NE(text.find("| \u2068xxxxxxxxxxxxxxx…\u2069 |"), std::string::npos) << text;
}

TEST(ChooseFormat, SuggestsTheNearest) {
  auto format = ChooseFormat("jsno", {});
  ASSERT_FALSE(format);
  EXPECT_EQ(format.error().hint, "did you mean json?");
  EXPECT_EQ(*ChooseFormat("auto", {}), TableFormat::kPlain);
}

TEST(Output, NamesTheFileOnlyWhenItIsComplete) {
  test::TempDir dir;
  const std::string path = dir.path() / "out.csv";
  {
    auto dropped = Output::Open(path);
    ASSERT_TRUE(dropped);
    dropped->Write("half");
  }
  EXPECT_TRUE(std::filesystem::is_empty(dir.path()));
  auto out = Output::Open(path);
  ASSERT_TRUE(out);
  out->Write("whole");
  ASSERT_TRUE(out->Finish());
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "whole");
  auto missing = Output::Open(dir.path() / "no/such/folder");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace amana::cli
