// Every rule of the project's pack proves itself, and the pack is clean.
#include "tests/support/rules.h"

#include <gtest/gtest.h>

#include "ingest/rule_pack/example_check.h"
#include "ingest/rule_pack/pack_check.h"

namespace amana::ingest {
namespace {

TEST(Rules, EveryRuleMatchesItsYesExamplesAndNoOther) {
  const ExampleReport report = CheckExamples(test::Rules());
  EXPECT_EQ(report.rules, test::Rules()->rules().size());
  EXPECT_GE(report.examples, 2 * report.rules);
  for (const std::string& failure : report.failures) ADD_FAILURE() << failure;
}

TEST(Rules, TheFilesAreClean) {
  const std::filesystem::path pack = test::SourceDir() / "rules";
  const auto problems = CheckPack({&pack, 1});
  ASSERT_TRUE(problems) << problems.error().ToString();
  for (const std::string& problem : *problems) ADD_FAILURE() << problem;
}

}  // namespace
}  // namespace amana::ingest
