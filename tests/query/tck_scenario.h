#pragma once

#include <filesystem>
#include <string>

#include "tests/query/gherkin.h"

namespace amana::test {

enum class Verdict { kPass, kFail, kSkip };

struct Outcome {
  Verdict verdict = Verdict::kPass;
  std::string reason;  // of a failure or a skip, one line
};

// Runs a scenario on a store of its own in memory. `graphs` holds the named graphs.
Outcome RunScenario(const Scenario& scenario, const std::filesystem::path& graphs);

}  // namespace amana::test
