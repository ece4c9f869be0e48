// Whether a text tells of who holds a post now or held it: tests/cases/terms.tsv.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "tests/support/lines.h"
#include "tests/support/rules.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

Facts ReadTerms(std::string_view text) {
  static Extractor extractor(test::Rules());
  Article article = test::Lines(text);
  article.published = "2024-06-15";
  const Extraction extraction = extractor.Extract(article);
  Facts terms;
  for (const ExtractedTriple& triple : extraction.triples) {
    if (triple.predicate != "HOLDS") continue;
    terms.insert(extraction.entities[triple.subject].name + " = " + triple.properties.at("status"));
  }
  return terms;
}

TEST(Terms, SayWhetherTheyLast) { test::CheckTextCases("terms.tsv", 10, ReadTerms); }

}  // namespace
}  // namespace amana::ingest
