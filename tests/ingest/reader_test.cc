#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "ingest/readers/html_reader.h"
#include "ingest/readers/read_inputs.h"
#include "tests/support/test_paths.h"

namespace amana::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

void WriteFile(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

struct Gathered {
  std::vector<SourceDocument> documents;
  std::vector<ReadFailure> failures;
  ReadSummary summary;
};

Gathered Read(std::vector<std::string> paths, const ReadOptions& options = {}) {
  Gathered out;
  out.summary = ReadInputs(
      paths, options,
      [&](SourceDocument&& document) {
        out.documents.push_back(std::move(document));
        return true;
      },
      [&](ReadFailure&& failure) {
        out.failures.push_back(std::move(failure));
        return true;
      });
  return out;
}

SourceDocument Html(std::string_view page) {
  SourceDocument document;
  ReadHtml(page, document);
  return document;
}

TEST(Html, KeepsTheArticleAndDropsTheFurniture) {
  const SourceDocument document = Html(R"(<!DOCTYPE html><html lang="ar"><head>
    <title>عنوان الخبر - موقع الأخبار</title>
    <meta property="og:title" content="عنوان الخبر"/>
    <meta property="article:published_time" content="2024-11-10T09:30:00+01:00">
    <meta property="og:site_name" content="موقع الأخبار">
    <link rel="canonical" href="https://example.org/a/1"><style>p{}</style></head>
    <body><header><ul><li><a href="/">الرئيسية</a></li></ul></header><nav>قائمة</nav>
    <article><h1>عنوان الخبر</h1><script>var x = "<p>لا</p>";</script>
    <p>الفقرة <b>الأولى</b>&nbsp;&laquo;هنا&raquo;<br>سطر ثان</p><p>الفقرة&#1548; الثانية
    على سطرين</p><div class="share">شارك</div></article>
    <div id="comments"><p>تعليق طويل من قارئ لا يهم أحدا في هذا المقام</p></div>
    <aside>جانب</aside><footer>حقوق</footer></body></html>)");
  EXPECT_EQ(document.title, "عنوان الخبر");
  EXPECT_EQ(document.published, "2024-11-10T09:30:00+01:00");
  EXPECT_EQ(document.source, "موقع الأخبار");
  EXPECT_EQ(document.url, "https://example.org/a/1");
  EXPECT_EQ(document.language, "ar");
  EXPECT_EQ(document.text, "الفقرة الأولى\u00A0«هنا»\nسطر ثان\nالفقرة، الثانية على سطرين\n");
}

TEST(Html, TakesTheBestMarkedPart) {
  const SourceDocument document = Html(
      "<main><div class='x entry-content'><p>متن الخبر كله هنا وهو طويل بما يكفي</p></div>"
      "<ul><li><a>خبر آخر</a><li><a>خبر ثالث</a></ul></main>");
  EXPECT_EQ(document.text, "متن الخبر كله هنا وهو طويل بما يكفي\n");
}

TEST(Html, ReadsJsonLdAndSurvivesBrokenJson) {
  const SourceDocument document = Html(
      R"(<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],
      "datePublished":"2021-03-04","headline":"خبر","author":[{"name":"كاتب"}]}]}</script>
      <script type="application/ld+json">{"@type":</script><p>نص</p>)");
  EXPECT_EQ(document.published, "2021-03-04");
  EXPECT_EQ(document.title, "خبر");
  EXPECT_EQ(document.author, "كاتب");
  EXPECT_EQ(document.text, "نص\n");
}

TEST(Html, TheClockInTheHeaderIsNoPublicationDate) {
  EXPECT_EQ(Html("<div><time datetime='2030-01-01'>اليوم</time><p>نص</p></div>").published, "");
  EXPECT_EQ(Html("<time class='entry-date published' datetime='2020-01-01'>x</time>").published,
            "2020-01-01");
}

TEST(Html, HostileMarkupIsReadInOnePass) {
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "<div class=a><ul><li>";
  EXPECT_EQ(Html(nested + "<p>نص").text, "نص\n");
  std::string tags;
  for (int i = 0; i < 100'000; ++i) tags += "<div></p></li></section>";
  EXPECT_EQ(Html(tags + "<p>نص").text, "نص\n");
  std::string comments;
  for (int i = 0; i < 200'000; ++i) comments += "<!--";
  EXPECT_EQ(Html("<p>نص</p>" + comments).text, "نص\n");
  std::string quotes;
  for (int i = 0; i < 200'000; ++i) quotes += "<a b=\"";
  EXPECT_EQ(Html("<p>نص</p>" + quotes).text, "نص\n");
  EXPECT_EQ(Html("<p>نص</p>" + std::string(1'000'000, '<')).text.substr(0, 5), "نص\n");
  std::string ends;
  for (int i = 0; i < 200'000; ++i) ends += "</scrip";
  EXPECT_EQ(Html("<p>نص</p><script>" + ends).text, "نص\n");
  const std::string json(200'000, '[');
  EXPECT_EQ(Html("<script type='application/ld+json'>" + json + "</script><p>نص").text, "نص\n");
}

TEST(ReadInputs, ReadsADirectoryInOrderAndReportsWhatItCannotRead) {
  const test::TempDir dir;
  WriteFile(dir.path() / "b.txt", "ثان");
  WriteFile(dir.path() / "a.txt", "أول");
  WriteFile(dir.path() / "sub" / "c.html", "<p>ثالث</p>");
  WriteFile(dir.path() / "d.txt", "%PDF-1.4");
  WriteFile(dir.path() / "gold.json", "{}");
  WriteFile(dir.path() / ".hidden.txt", "خفي");
  const Gathered got = Read({dir.path().string(), (dir.path() / "missing.txt").string()});
  std::vector<std::string> names;
  for (const auto& document : got.documents) {
    names.push_back(std::filesystem::path(document.path).filename().string());
  }
  EXPECT_THAT(names, ElementsAre("a.txt", "b.txt", "c.html"));
  ASSERT_EQ(got.failures.size(), 2u);
  EXPECT_THAT(got.failures[0].path, HasSubstr("d.txt"));
  EXPECT_THAT(got.failures[0].error.message, HasSubstr("PDF"));
  EXPECT_EQ(got.failures[1].error.code, ErrorCode::kNotFound);
  EXPECT_EQ(got.summary.documents, 3u);
  EXPECT_EQ(got.summary.failures, 2u);
}

TEST(ReadInputs, JsonLinesGiveADocumentEachAndNameTheBadLine) {
  const test::TempDir dir;
  const auto path = dir.path() / "news.jsonl";
  WriteFile(
      path,
      "\xEF\xBB\xBF{\"id\":7,\"headline\":\"ع\",\"body\":\"سطر\\nسطر\",\"tags\":[\"أ\",\"ب\"]}\n"
      "\n{broken\n[1]\n{\"x\":1}\n{\"body\":\"<p>فقرة</p><p>أخرى</p>\"}\r\n");
  ReadOptions options;
  options.fields.title = "headline";
  options.fields.text = "body";
  const Gathered got = Read({path.string()}, options);
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_EQ(got.documents[0].id, "7");
  EXPECT_EQ(got.documents[0].title, "ع");
  EXPECT_EQ(got.documents[0].text, "سطر\nسطر");
  EXPECT_THAT(got.documents[0].tags, ElementsAre("أ", "ب"));
  EXPECT_EQ(got.documents[0].record, 1u);
  EXPECT_EQ(got.documents[1].text, "فقرة\nأخرى\n");
  EXPECT_EQ(got.documents[1].record, 6u);
  ASSERT_EQ(got.failures.size(), 3u);
  EXPECT_EQ(got.failures[0].record, 3u);
  EXPECT_EQ(got.failures[1].record, 4u);
  EXPECT_EQ(got.failures[2].record, 5u);
}

TEST(ReadInputs, CsvFollowsTheRfc) {
  const test::TempDir dir;
  const auto path = dir.path() / "news.csv";
  WriteFile(path,
            "url,title,text\r\nhttp://x/1,\"قال \"\"نعم\"\"، ثم\",\"سطر\r\nسطر, آخر\"\r\n"
            "http://x/2,قصير\r\na,b,c,d\r\n");
  const Gathered got = Read({path.string()});
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_EQ(got.documents[0].title, "قال \"نعم\"، ثم");
  EXPECT_EQ(got.documents[0].text, "سطر\nسطر, آخر");
  EXPECT_EQ(got.documents[0].record, 2u);
  EXPECT_EQ(got.documents[1].record, 4u);
  ASSERT_EQ(got.failures.size(), 1u);
  EXPECT_EQ(got.failures[0].record, 5u);
}

TEST(ReadInputs, StandardInputIsSniffed) {
  const test::TempDir dir;
  for (const auto& [bytes, documents] : std::map<std::string, size_t>{
           {"{\"text\":\"a\"}\n{\"text\":\"b\"}\n", 2}, {"<html><p>a</p></html>", 1}, {"نص", 1}}) {
    WriteFile(dir.path() / "in", bytes);
    ReadOptions options;
    options.standard_input = std::fopen((dir.path() / "in").c_str(), "rb");
    EXPECT_EQ(Read({"-"}, options).documents.size(), documents) << bytes;
    std::fclose(options.standard_input);
  }
}

TEST(ReadInputs, SizeLimitsHold) {
  const test::TempDir dir;
  WriteFile(dir.path() / "big.txt", std::string(5000, 'a'));
  WriteFile(dir.path() / "big.jsonl",
            "{\"text\":\"" + std::string(5000, 'a') + "\"}\n{\"text\":\"b\"}\n");
  ReadOptions options;
  options.max_document_bytes = 1000;
  const Gathered got = Read({dir.path().string()}, options);
  EXPECT_EQ(got.documents.size(), 1u);
  ASSERT_EQ(got.failures.size(), 2u);
  for (const auto& failure : got.failures) {
    EXPECT_EQ(failure.error.code, ErrorCode::kResourceExhausted);
  }
}

TEST(ReadInputs, ACallbackStopsTheReading) {
  const test::TempDir dir;
  WriteFile(dir.path() / "a.txt", "أ");
  WriteFile(dir.path() / "b.txt", "ب");
  size_t seen = 0;
  const std::vector<std::string> paths = {dir.path().string()};
  const ReadSummary summary = ReadInputs(
      paths, {}, [&](SourceDocument&&) { return ++seen > 1; }, [](ReadFailure&&) { return true; });
  EXPECT_EQ(seen, 1u);
  EXPECT_TRUE(summary.stopped);
}

}  // namespace
}  // namespace amana::ingest
