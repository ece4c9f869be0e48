// Names of persons, read by cases: tests/cases/names.tsv.
#include <gtest/gtest.h>

#include <set>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "ingest/lexicon/tsv.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

using Names = std::set<std::string>;

Names SplitNames(std::string_view text) {
  Names names;
  if (text == "-") return names;
  while (!text.empty()) {
    const size_t end = std::min(text.find(" ; "), text.size());
    names.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 3, text.size()));
  }
  return names;
}

// Lines of the article are set apart by «|».
Names ReadNames(std::string text) {
  static Extractor extractor(test::Rules());
  Article article;
  uint32_t begin = 0, at = 0;
  for (char& c : text) {
    if (c == '|') {
      article.blocks.push_back({begin, at, BlockKind::kBody});
      begin = at + 1;
      c = '\n';
    }
    if ((c & 0xC0) != 0x80) ++at;
  }
  article.blocks.push_back({begin, at, BlockKind::kBody});
  article.text = std::move(text);
  Names names;
  for (const ExtractedEntity& entity : extractor.Extract(article).entities) {
    if (entity.type == "Person") names.insert(entity.name);
  }
  return names;
}

TEST(Names, AreReadWhole) {
  size_t cases = 0;
  const auto read = ReadTsv(test::SourceDir() / "tests/cases/names.tsv",
                            [&](const TsvLine& line) -> Result<void> {
                              if (line.fields.size() != 2)
                                return line.Error("a case has two columns");
                              EXPECT_EQ(ReadNames(line.fields[0]), SplitNames(line.fields[1]))
                                  << "line " << line.line << ": " << line.fields[0];
                              ++cases;
                              return {};
                            });
  ASSERT_TRUE(read) << read.error().ToString();
  EXPECT_GE(cases, 20u);
}

}  // namespace
}  // namespace amana::ingest
