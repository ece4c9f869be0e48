#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace amana::test {

// What we read of Gherkin: features with a background, scenarios and outlines with examples, steps
// with a doc string or a table. Enough for the openCypher TCK.
struct Step {
  std::string text;  // without Given/When/Then/And
  std::string doc;
  std::vector<std::vector<std::string>> table;
};

struct Scenario {
  std::string feature;  // path below the root, without ".feature"
  std::string name;     // with "#3" behind it for the third example
  std::vector<std::string> tags;
  std::vector<Step> steps;  // the background's first
  std::string id() const { return feature + " | " + name; }
};

// All scenarios of all .feature files below `root`, in the order of their paths.
std::vector<Scenario> ReadFeatures(const std::filesystem::path& root);

}  // namespace amana::test
