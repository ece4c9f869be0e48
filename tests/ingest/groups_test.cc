// Lists of people and posts, read by cases: tests/cases/lists.tsv.
#include <gtest/gtest.h>

#include <set>

#include "ingest/extractor.h"
#include "tests/support/lines.h"
#include "tests/support/rules.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

Facts ReadPairs(std::string_view text) {
  static Extractor extractor(test::Rules());
  const Extraction extraction = extractor.Extract(test::Lines(text));
  std::set<std::string> pairs;
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
  return {pairs.begin(), pairs.end()};
}

TEST(Groups, PairPeopleWithPosts) { test::CheckTextCases("lists.tsv", 6, ReadPairs); }

}  // namespace
}  // namespace amana::ingest
