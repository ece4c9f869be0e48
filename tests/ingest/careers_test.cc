// Whom clauses without a subject, families' names and successions are about:
// tests/cases/careers.tsv.
#include <gtest/gtest.h>

#include "tests/support/relations.h"

namespace amana::ingest {
namespace {

TEST(Careers, AreOfWhomTheTextSpeaks) {
  test::CheckTextCases("careers.tsv", 14, [](const std::string& text) {
    test::Facts facts = test::RelationsIn(text, "HOLDS", " = ");
    facts.merge(test::RelationsIn(text, "MEMBER_OF", " in "));
    facts.merge(test::RelationsIn(text, "SUCCEEDED", " after "));
    return facts;
  });
}

}  // namespace
}  // namespace amana::ingest
