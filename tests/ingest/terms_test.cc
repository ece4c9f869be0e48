// Whether a text tells of who holds a post now or held it: tests/cases/terms.tsv.
#include <gtest/gtest.h>

#include "tests/support/lines.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

Facts ReadTerms(std::string_view text) {
  const Extraction extraction = test::ExtractLines(text);
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
