// Names of persons, read by cases: tests/cases/names.tsv.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "tests/support/rules.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

// Lines of the article are set apart by «|».
Facts ReadNames(std::string text) {
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
  Facts names;
  for (const ExtractedEntity& entity : extractor.Extract(article).entities) {
    if (entity.type == "Person") names.insert(entity.name);
  }
  return names;
}

TEST(Names, AreReadWhole) { test::CheckTextCases("names.tsv", 20, ReadNames); }

}  // namespace
}  // namespace amana::ingest
