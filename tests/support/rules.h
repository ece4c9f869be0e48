#pragma once

#include <memory>

#include "ingest/rule_set.h"
#include "tests/support/test_paths.h"

namespace amana::test {

// The project's rule pack, loaded once for the process. Ends the process where it does not load: no
// test of ingest means anything then.
inline std::shared_ptr<const ingest::RuleSet> Rules() {
  static const std::shared_ptr<const ingest::RuleSet> rules = [] {
    const std::filesystem::path pack = SourceDir() / "rules";
    auto loaded = ingest::RuleSet::Load({&pack, 1});
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().ToString().c_str());
      std::abort();
    }
    return *loaded;
  }();
  return rules;
}

}  // namespace amana::test
