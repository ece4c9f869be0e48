// Who a text says is a member of what, by cases: tests/cases/members.tsv.
#include <gtest/gtest.h>

#include "tests/support/lines.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

Facts ReadMembers(std::string_view text) {
  const Extraction extraction = test::ExtractLines(text);
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
