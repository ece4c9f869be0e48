// Bodies and places that a text names, by cases: tests/cases/bodies_and_places.tsv.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "tests/support/rules.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

Facts ReadNames(const std::string& text) {
  static Extractor extractor(test::Rules());
  Article article;
  article.text = text;
  article.blocks = {{0, static_cast<uint32_t>(CountCodePoints(text)), BlockKind::kBody}};
  Facts names;
  for (const ExtractedEntity& entity : extractor.Extract(article).entities) {
    if (entity.type == "Place") names.insert("P " + entity.name);
    if (entity.type == "Organization") names.insert("O " + entity.name);
  }
  return names;
}

TEST(BodiesAndPlaces, AreReadWhole) {
  test::CheckTextCases("bodies_and_places.tsv", 12, ReadNames);
}

}  // namespace
}  // namespace amana::ingest
