// Who a text says is a member of what, by cases: tests/cases/members.tsv.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "tests/support/rules.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

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

Facts ReadMembers(std::string_view text) {
  static Extractor extractor(test::Rules());
  const Article article = Lines(text);
  const Extraction extraction = extractor.Extract(article);
  Facts members;
  for (const ExtractedTriple& triple : extraction.triples) {
    if (triple.predicate != "MEMBER_OF") continue;
    members.insert(extraction.entities[triple.subject].name + " = " +
                   extraction.entities[triple.object].name);
  }
  return members;
}

TEST(Members, AreReadFromLists) { test::CheckTextCases("members.tsv", 10, ReadMembers); }

}  // namespace
}  // namespace amana::ingest
