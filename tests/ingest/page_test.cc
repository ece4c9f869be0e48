#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "core/text/utf8.h"
#include "ingest/page/publication_date.h"
#include "ingest/page/segment_page.h"
#include "ingest/readers/read_inputs.h"
#include "tests/support/test_paths.h"

namespace amana::ingest {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const PageRules& TheRules() {
  static const PageRules rules = [] {
    auto loaded = PageRules::Load(test::SourceDir() / "rules");
    if (!loaded) ADD_FAILURE() << loaded.error().ToString();
    return loaded ? std::move(*loaded) : PageRules();
  }();
  return rules;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<Article> SegmentFile(const fs::path& path) {
  std::vector<Article> out;
  const std::vector<std::string> paths = {path.string()};
  ReadInputs(
      paths, {},
      [&](SourceDocument&& document) {
        for (Article& article : SegmentPage(document, TheRules())) out.push_back(article);
        return true;
      },
      [&](ReadFailure&& failure) {
        ADD_FAILURE() << failure.path << ": " << failure.error.ToString();
        return true;
      });
  return out;
}

std::vector<Article> SegmentText(const std::string& text, const SegmentOptions& options = {},
                                 std::string url = {}, std::string published = {}) {
  SourceDocument document;
  document.path = "page.txt";
  document.text = text;
  document.url = std::move(url);
  document.published = std::move(published);
  return SegmentPage(document, TheRules(), options);
}

// What a case file expects: a line for each article and each block of it.
std::string Dump(const std::vector<Article>& articles) {
  std::string out;
  for (const Article& article : articles) {
    out += article.carrier.empty() ? "article" : "embedded";
    out += "\t" + article.published + "\t" + article.published_from + "\t" + article.source + "\n";
    for (const Block& block : article.blocks) {
      out += std::string(BlockKindName(block.kind)) + "\t" +
             std::string(SliceCodePoints(article.text, block.begin, block.end)) + "\n";
    }
    for (const std::string& tag : article.tags) out += "tag\t" + tag + "\n";
  }
  return out;
}

std::string FoldSpace(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

TEST(Page, CasesOfTheFolder) {
  size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(test::SourceDir() / "tests/cases/page")) {
    if (entry.path().extension() == ".expected") continue;
    fs::path expected = entry.path();
    expected.replace_extension(".expected");
    EXPECT_EQ(Dump(SegmentFile(entry.path())), ReadFile(expected)) << entry.path();
    ++cases;
  }
  EXPECT_GE(cases, 8u);
}

// The invented samples name the day that each page shows, or null.
TEST(Page, SamplesGiveThePublicationDateOfTheirGold) {
  size_t compared = 0;
  for (const auto& entry : fs::directory_iterator(test::SourceDir() / "samples/articles")) {
    const auto articles = SegmentFile(entry.path());
    ASSERT_FALSE(articles.empty()) << entry.path();
    const auto gold_path =
        test::SourceDir() / "samples/gold" / (entry.path().stem().string() + ".json");
    const auto gold = nlohmann::json::parse(ReadFile(gold_path), nullptr, false);
    ASSERT_FALSE(gold.is_discarded()) << gold_path;
    const std::string published =
        gold["published"].is_string() ? gold["published"].get<std::string>() : "";
    EXPECT_EQ(articles.front().published, published) << entry.path();
    EXPECT_FALSE(articles.front().title.empty() && articles.front().text.empty());
    ++compared;
  }
  EXPECT_GE(compared, 24u);
}

TEST(Page, SamplesShareTheirEmbeddedArticle) {
  const auto dir = test::SourceDir() / "samples/articles";
  const auto first = SegmentFile(dir / "01-eg-secretariat-meeting.txt");
  const auto second = SegmentFile(dir / "03-ye-general-secretariat.txt");
  ASSERT_EQ(first.size(), 2u);
  ASSERT_EQ(second.size(), 2u);
  EXPECT_EQ(first[1].id, second[1].id);
  EXPECT_EQ(first[1].published, "");
  EXPECT_EQ(first[1].carrier, first[0].id);
}

// All text of an article stands in its page, so that evidence can be found there.
TEST(Page, CleanedTextIsQuotedFromTheSource) {
  for (const auto& entry : fs::directory_iterator(test::SourceDir() / "samples/articles")) {
    if (entry.path().extension() != ".txt" ||
        entry.path().string().find("cp1256") != std::string::npos) {
      continue;
    }
    const std::string source = FoldSpace(ReadFile(entry.path()));
    for (const Article& article : SegmentFile(entry.path())) {
      for (const Block& block : article.blocks) {
        const std::string text(SliceCodePoints(article.text, block.begin, block.end));
        EXPECT_THAT(source, HasSubstr(FoldSpace(text))) << entry.path();
      }
    }
  }
}

TEST(Page, SeedsAreSplitAsAnnotated) {
  const auto shared = test::SharedDir();
  if (!shared) {
    std::cout << "skipped: no reference folder; set AMANA_SHARED\n";
    GTEST_SKIP();
  }
  const auto seed = [&](int n) {
    return SegmentFile(*shared / "seeds" / ("seed-00" + std::to_string(n) + ".txt"));
  };
  const auto first = seed(0);
  const auto second = seed(1);
  ASSERT_EQ(first.size(), 2u);
  ASSERT_EQ(second.size(), 2u);
  EXPECT_EQ(first[0].published, "2023-08-21");
  EXPECT_EQ(second[0].published, "2025-01-05");
  EXPECT_EQ(first[1].id, second[1].id);
  EXPECT_NE(PrefersVariant(first[1], second[1]), PrefersVariant(second[1], first[1]));
  size_t headlines = 0;
  for (const Block& block : second[1].blocks) headlines += block.kind == BlockKind::kHeadline;
  EXPECT_EQ(headlines, 3u);
  for (const int n : {2, 3, 4}) {
    const auto articles = seed(n);
    ASSERT_EQ(articles.size(), 1u) << n;
    EXPECT_EQ(articles[0].published, "") << n;
    EXPECT_THAT(articles[0].text, Not(HasSubstr("اترك رد")));
    EXPECT_THAT(articles[0].text, Not(HasSubstr("يقول")));
    EXPECT_EQ(articles[0].blocks[0].kind, BlockKind::kTitle);
    EXPECT_EQ(articles[0].blocks[1].kind, BlockKind::kBody);
  }
}

const std::string kBody =
    "عقدت أمانة التنظيم بالحزب اجتماعا موسعا في مقرها برئاسة أمين التنظيم وحضور الأعضاء جميعا.\n";

TEST(Page, PublicationDatesHaveAnOrderOfTrust) {
  const std::string text =
      "عنوان الخبر الأول عن الاجتماع\nتاريخ النشر: 5th, January 2025 GMT\n" + kBody;
  const std::string url = "https://example.org/2025/01/07/x";
  const auto published = [](const std::vector<Article>& articles) {
    return articles[0].published + " " + articles[0].published_from;
  };
  EXPECT_EQ(published(SegmentText(text, {"2025"}, url, "2025-01-06T10:00:00Z")), "2025 option");
  EXPECT_EQ(published(SegmentText(text, {}, url, "2025-01-06T10:00:00Z")), "2025-01-06 metadata");
  EXPECT_EQ(published(SegmentText(text, {}, url)), "2025-01-05 dateline");
  EXPECT_EQ(published(SegmentText("عنوان\n" + kBody, {}, url)), "2025-01-07 url");
  EXPECT_EQ(published(SegmentText("عنوان\n" + kBody)), " ");
}

TEST(Page, TheDayOfTheCrawlNeverCounts) {
  for (const char* banner :
       {"اليوم: الخميس 19 يونيو 2025 | آخر تحديث 10:40 ص", "آخر تحديث: 19 يونيو 2025",
        "الخميس 19 يونيو 2025", "اليوم الخميس 19 يونيو 2025"}) {
    const auto articles =
        SegmentText(std::string(banner) + "\nعنوان الخبر عن اجتماع الحزب\n" + kBody);
    EXPECT_EQ(articles[0].published, "") << banner;
    EXPECT_EQ(articles[0].title, "عنوان الخبر عن اجتماع الحزب") << banner;
  }
}

TEST(Page, ALeadThatNamesTodayIsNoBanner) {
  const std::string lead =
      "ترأس الأمين العام للحزب محمد سالم اليوم الخميس 19 يونيو 2025 اجتماعا موسعا للمكتب السياسي "
      "خصص لدراسة الوضع العام في البلاد، وذلك بحضور جميع أعضائه.";
  EXPECT_NE(SegmentText(lead + "\n" + kBody)[0].text.find("ترأس"), std::string::npos);
}

TEST(Page, ADayBeforeTheTextDatesIt) {
  const auto articles = SegmentText("date 2025-10-22 " + kBody);
  EXPECT_EQ(articles[0].published, "2025-10-22");
  EXPECT_EQ(articles[0].text.find("date"), std::string::npos);
}

TEST(Page, ABannerThatTheBodyBearsOutDatesIt) {
  const std::string named = "اجتمع المكتب يوم 19 يونيو 2025 بالمنصورة. " + kBody;
  EXPECT_EQ(SegmentText("الخميس 19 يونيو 2025\nعنوان الخبر عن اجتماع الحزب\n" + named)[0].published,
            "2025-06-19");
  EXPECT_EQ(SegmentText("المنصورة – 19 يونيو 2025\n" + kBody)[0].published, "2025-06-19");
}

TEST(Page, MetadataDatesOfManyForms) {
  const auto read = [](std::string_view field) {
    const auto date = ReadMetadataDate(field, TheRules().calendar());
    return date ? ToIso(*date) : std::string();
  };
  EXPECT_EQ(read("2024-11-10T09:30:00+01:00"), "2024-11-10");
  EXPECT_EQ(read(" 2024-11 "), "2024-11");
  EXPECT_EQ(read("Sun, 10 Nov 2024 09:30:00 GMT"), "2024-11-10");
  EXPECT_EQ(read("10/11/2024"), "2024-11-10");
  EXPECT_EQ(read("November 10, 2024"), "2024-11-10");
  EXPECT_EQ(read("الأحد 10 نونبر 2024"), "2024-11-10");
  EXPECT_EQ(read("yesterday"), "");
}

TEST(Page, UrlDates) {
  const auto read = [](std::string_view url) {
    const auto date = ReadUrlDate(url);
    return date ? ToIso(*date) : std::string();
  };
  EXPECT_EQ(read("https://x.example/politique/2025/02/13/4471"), "2025-02-13");
  EXPECT_EQ(read("https://x.example/2025/02/slug"), "2025-02");
  EXPECT_EQ(read("https://x.example/news-2025-02-13.html"), "2025-02-13");
  EXPECT_EQ(read("https://x.example/2025/44/1"), "");
  EXPECT_EQ(read("https://x.example/article/88214"), "");
  EXPECT_EQ(read("https://x.example/12025/02/13"), "");
}

TEST(Page, IdentityIsTheBestNameGiven) {
  SourceDocument document;
  document.path = "dir/a.jsonl";
  document.record = 3;
  document.text = kBody;
  EXPECT_EQ(SegmentPage(document, TheRules())[0].id, "dir/a.jsonl#3");
  document.url = "http://x";
  EXPECT_EQ(SegmentPage(document, TheRules())[0].id, "http://x");
  document.id = "77";
  EXPECT_EQ(SegmentPage(document, TheRules())[0].id, "77");
}

TEST(Page, SmallEditsOfAnEmbeddedArticleKeepItsIdentity) {
  const std::string long_one =
      "وأكد المشاركون أهمية التنسيق بين الأمانات النوعية وأمانات المحافظات في تنفيذ خطة العمل "
      "المعتمدة، وتفعيل دور اللجان المحلية في المتابعة والتواصل مع المواطنين خلال المرحلة "
      "المقبلة.\n";
  const std::string page = "عنوان الصفحة\n" + kBody + "إقرأ أيضاً:\n";
  const auto a = SegmentText(page + "عنوان ثان\n" + "وذلك " + kBody + long_one + long_one);
  const auto b = SegmentText("أخرى\n" + page + "عنوان آخر\n" + kBody + long_one + long_one);
  ASSERT_EQ(a.size(), 2u);
  ASSERT_EQ(b.size(), 2u);
  EXPECT_EQ(a[1].id, b[1].id);
  EXPECT_NE(a[1].content_hash, b[1].content_hash);
  const auto c = SegmentText(page + "عنوان ثان\n" + kBody + "وختم " + long_one);
  ASSERT_EQ(c.size(), 2u);
  EXPECT_NE(c[1].id, a[1].id);
}

TEST(Page, HostilePagesStayLinear) {
  std::string lines;
  for (int i = 0; i < 100'000; ++i) lines += "إقرأ أيضاً:\n";
  EXPECT_EQ(SegmentText(lines).size(), 1u);
  std::string titles;
  for (int i = 0; i < 100'000; ++i) titles += "اليوم 1/1/2020 م\n";
  EXPECT_EQ(SegmentText(titles).size(), 1u);
  EXPECT_EQ(SegmentText(std::string(2'000'000, '-')).size(), 1u);
  EXPECT_EQ(SegmentText("").size(), 1u);
}

}  // namespace
}  // namespace amana::ingest
