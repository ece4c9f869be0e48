// Runs scenarios: ours, which must all pass, and a part of the openCypher TCK where it is at hand,
// against the list of what does not pass yet. With AMANA_REWRITE=1 that list and
// docs/cypher-support.md are written anew, for review.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

#include "tests/query/tck_scenario.h"
#include "tests/support/test_paths.h"

namespace amana::test {
namespace {

namespace fs = std::filesystem;

fs::path StatusFile() { return SourceDir() / "tests/query/tck_status.tsv"; }

std::optional<fs::path> TckDir() {
  if (const char* named = std::getenv("AMANA_TCK")) return fs::path(named);
  auto shared = SharedDir();
  if (!shared || !fs::exists(*shared / "tck/dev/features")) return std::nullopt;
  return *shared / "tck/dev";
}

// Scenario id -> reason.
std::map<std::string, std::string> ReadStatus() {
  std::map<std::string, std::string> status;
  std::ifstream in(StatusFile());
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    size_t tab = line.find('\t');
    status[line.substr(0, tab)] = tab == std::string::npos ? "" : line.substr(tab + 1);
  }
  return status;
}

struct Tally {
  size_t passed = 0;
  size_t failed = 0;
  size_t skipped = 0;
};

void WriteStatus(const std::map<std::string, std::string>& failures) {
  std::ofstream out(StatusFile());
  out << "# Scenarios of the TCK (dev part) that do not pass yet: id, tab, reason.\n"
      << "# Written by AMANA_REWRITE=1 query_tests --gtest_filter='Tck.*'; an unexpected pass "
         "fails.\n";
  for (const auto& [id, reason] : failures) out << id << "\t" << reason << "\n";
}

void WriteSupport(const std::map<std::string, Tally>& areas,
                  const std::map<std::string, std::string>& failures) {
  std::ofstream out(SourceDir() / "docs/cypher-support.md");
  out << "# openCypher support\n\n"
      << "Made from a run over a part of the openCypher TCK (tag 2024.3) by\n"
      << "`AMANA_REWRITE=1 query_tests --gtest_filter='Tck.*'`. Skipped are scenarios that the "
         "kit\n"
      << "itself tells to ignore.\n\n"
      << "| area | passing | not yet | skipped |\n|---|--:|--:|--:|\n";
  Tally all;
  for (const auto& [area, tally] : areas) {
    out << fmt::format("| {} | {} | {} | {} |\n", area, tally.passed, tally.failed, tally.skipped);
    all.passed += tally.passed;
    all.failed += tally.failed;
    all.skipped += tally.skipped;
  }
  out << fmt::format("| **all** | {} | {} | {} |\n", all.passed, all.failed, all.skipped);
  out << "\n## What does not pass yet\n\n";
  std::map<std::string, size_t> by_feature;
  for (const auto& [id, reason] : failures) ++by_feature[id.substr(0, id.find(" | "))];
  for (const auto& [feature, count] : by_feature) {
    out << fmt::format("- `{}`: {} scenario(s)\n", feature, count);
  }
  if (failures.empty()) {
    out << "Nothing of this part.\n";
    return;
  }
  out << "\nEach of them stands with its reason in `tests/query/tck_status.tsv`.\n";
}

TEST(Tck, DevPartPassesAsTheStatusFileSays) {
  auto root = TckDir();
  if (!root) {
    std::cout << "skipped: no TCK; set AMANA_TCK to its directory\n";
    GTEST_SKIP();
  }
  auto status = ReadStatus();
  std::map<std::string, std::string> failures;
  std::map<std::string, Tally> areas;
  std::vector<std::string> surprises;
  for (const Scenario& scenario : ReadFeatures(*root / "features")) {
    Outcome outcome = RunScenario(scenario, *root / "graphs");
    std::string feature = scenario.feature;
    Tally& tally = areas[feature.substr(0, feature.rfind('/'))];
    if (outcome.verdict == Verdict::kSkip) {
      ++tally.skipped;
      continue;
    }
    bool passed = outcome.verdict == Verdict::kPass;
    ++(passed ? tally.passed : tally.failed);
    if (!passed) failures[scenario.id()] = outcome.reason;
    if (passed && status.contains(scenario.id())) surprises.push_back("passes: " + scenario.id());
    if (!passed && !status.contains(scenario.id())) {
      surprises.push_back("fails: " + scenario.id() + ": " + outcome.reason);
    }
  }
  Tally all;
  for (const auto& [area, tally] : areas) {
    std::cout << fmt::format("{:45} {:5} of {:5}\n", area, tally.passed,
                             tally.passed + tally.failed);
    all.passed += tally.passed;
    all.failed += tally.failed;
  }
  std::cout << fmt::format("{:45} {:5} of {:5}\n", "all", all.passed, all.passed + all.failed);
  if (std::getenv("AMANA_REWRITE") != nullptr) {
    WriteStatus(failures);
    WriteSupport(areas, failures);
    return;
  }
  for (const std::string& surprise : surprises) ADD_FAILURE() << surprise;
}

TEST(Cases, AllOfOursPass) {
  auto scenarios = ReadFeatures(SourceDir() / "tests/cases/query");
  ASSERT_FALSE(scenarios.empty());
  for (const Scenario& scenario : scenarios) {
    Outcome outcome = RunScenario(scenario, SourceDir() / "tests/cases/query");
    EXPECT_EQ(outcome.verdict, Verdict::kPass) << scenario.id() << ": " << outcome.reason;
  }
}

}  // namespace
}  // namespace amana::test
