// Who a text says is a member of what, by cases: tests/cases/members.tsv.
#include <gtest/gtest.h>

#include <set>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "ingest/lexicon/tsv.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

using Members = std::set<std::string>;

Members SplitMembers(std::string_view text) {
  Members members;
  if (text == "-") return members;
  while (!text.empty()) {
    const size_t end = std::min(text.find(" ; "), text.size());
    members.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 3, text.size()));
  }
  return members;
}

// An article with a block for each line.
Article Lines(std::string_view text) {
  constexpr std::string_view kBreak = "¶";
  Article article;
  article.published = "2024-06-15";
  uint32_t begin = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(kBreak), text.size());
    const std::string line(text.substr(0, end));
    const auto length = static_cast<uint32_t>(CountCodePoints(line));
    article.text += line + "\n";
    article.blocks.push_back({begin, begin + length, BlockKind::kBody});
    begin += length + 1;
    text.remove_prefix(std::min(end + kBreak.size(), text.size()));
  }
  return article;
}

Members ReadMembers(std::string_view text) {
  static Extractor extractor(test::Rules());
  const Article article = Lines(text);
  const Extraction extraction = extractor.Extract(article);
  Members members;
  for (const ExtractedTriple& triple : extraction.triples) {
    if (triple.predicate != "MEMBER_OF") continue;
    members.insert(extraction.entities[triple.subject].name + " = " +
                   extraction.entities[triple.object].name);
  }
  return members;
}

TEST(Members, AreReadFromLists) {
  size_t cases = 0;
  const auto read = ReadTsv(test::SourceDir() / "tests/cases/members.tsv",
                            [&](const TsvLine& line) -> Result<void> {
                              if (line.fields.size() != 2)
                                return line.Error("a case has two columns");
                              EXPECT_EQ(ReadMembers(line.fields[0]), SplitMembers(line.fields[1]))
                                  << "line " << line.line << ": " << line.fields[0];
                              ++cases;
                              return {};
                            });
  ASSERT_TRUE(read) << read.error().ToString();
  EXPECT_GE(cases, 10u);
}

}  // namespace
}  // namespace amana::ingest
