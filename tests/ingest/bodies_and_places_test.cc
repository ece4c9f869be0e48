// Bodies and places that a text names, by cases: tests/cases/bodies_and_places.tsv.
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

Names ReadNames(const std::string& text) {
  static Extractor extractor(test::Rules());
  Article article;
  article.text = text;
  article.blocks = {{0, static_cast<uint32_t>(CountCodePoints(text)), BlockKind::kBody}};
  Names names;
  for (const ExtractedEntity& entity : extractor.Extract(article).entities) {
    if (entity.type == "Place") names.insert("P " + entity.name);
    if (entity.type == "Organization") names.insert("O " + entity.name);
  }
  return names;
}

TEST(BodiesAndPlaces, AreReadWhole) {
  size_t cases = 0;
  const auto read = ReadTsv(test::SourceDir() / "tests/cases/bodies_and_places.tsv",
                            [&](const TsvLine& line) -> Result<void> {
                              if (line.fields.size() != 2)
                                return line.Error("a case has two columns");
                              EXPECT_EQ(ReadNames(line.fields[0]), SplitNames(line.fields[1]))
                                  << "line " << line.line << ": " << line.fields[0];
                              ++cases;
                              return {};
                            });
  ASSERT_TRUE(read) << read.error().ToString();
  EXPECT_GE(cases, 12u);
}

TEST(Names, KeepTheKindWordBeforeAnUnlistedPlace) {
  Extractor extractor(test::Rules());
  Article article;
  article.text = "زار الوفد قرية زلبوح";
  article.blocks = {{0, static_cast<uint32_t>(CountCodePoints(article.text)), BlockKind::kBody}};
  const Extraction extraction = extractor.Extract(article);
  ASSERT_EQ(extraction.entities.size(), 1u);
  EXPECT_EQ(extraction.entities[0].properties.at("kind"), "قرية");
}

}  // namespace
}  // namespace amana::ingest
