// Who a text says is a member of what, by cases: tests/cases/members.tsv.
#include <gtest/gtest.h>

#include "tests/support/relations.h"

namespace amana::ingest {
namespace {

TEST(Members, AreReadFromLists) {
  test::CheckTextCases("members.tsv", 10, [](const std::string& text) {
    return test::RelationsIn(text, "MEMBER_OF", " = ");
  });
}

}  // namespace
}  // namespace amana::ingest
