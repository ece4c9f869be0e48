// What meetings were about and what was said, by cases: tests/cases/topics.tsv.
#include <gtest/gtest.h>

#include "tests/support/relations.h"

namespace amana::ingest {
namespace {

TEST(Topics, AreWholePhrases) {
  test::CheckTextCases("topics.tsv", 12, [](const std::string& text) {
    test::Facts told = test::RelationsIn(text, "DISCUSSED", " = ");
    told.merge(test::RelationsIn(text, "SAID", " = "));
    return told;
  });
}

}  // namespace
}  // namespace amana::ingest
