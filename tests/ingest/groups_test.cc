// Lists of people and posts, read by cases: tests/cases/lists.tsv.
#include <gtest/gtest.h>

#include <set>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "ingest/lexicon/tsv.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

using Pairs = std::set<std::string>;

Pairs SplitPairs(std::string_view text) {
  Pairs pairs;
  if (text == "-") return pairs;
  while (!text.empty()) {
    const size_t end = std::min(text.find(" ; "), text.size());
    pairs.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 3, text.size()));
  }
  return pairs;
}

Pairs ReadPairs(const std::string& sentence) {
  static Extractor extractor(test::Rules());
  Article article;
  article.text = sentence;
  article.blocks = {{0, static_cast<uint32_t>(CountCodePoints(sentence)), BlockKind::kBody}};
  const Extraction extraction = extractor.Extract(article);
  Pairs pairs;
  for (const ExtractedTriple& holds : extraction.triples) {
    if (holds.predicate != "HOLDS") continue;
    std::string pair =
        extraction.entities[holds.subject].name + " = " + extraction.entities[holds.object].name;
    for (const ExtractedTriple& covers : extraction.triples) {
      if (covers.predicate == "COVERS" && covers.subject == holds.object)
        pair += " @ " + extraction.entities[covers.object].name;
    }
    pairs.insert(std::move(pair));
  }
  return pairs;
}

TEST(Groups, PairPeopleWithPosts) {
  size_t cases = 0;
  const auto read = ReadTsv(test::SourceDir() / "tests/cases/lists.tsv",
                            [&](const TsvLine& line) -> Result<void> {
                              if (line.fields.size() != 2)
                                return line.Error("a case has two columns");
                              EXPECT_EQ(ReadPairs(line.fields[0]), SplitPairs(line.fields[1]))
                                  << "line " << line.line << ": " << line.fields[0];
                              ++cases;
                              return {};
                            });
  ASSERT_TRUE(read) << read.error().ToString();
  EXPECT_GE(cases, 6u);
}

}  // namespace
}  // namespace amana::ingest
