#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/rule_set.h"

namespace amana::ingest {

// What came of reading the examples that stand with the rules.
struct ExampleReport {
  size_t rules = 0;
  size_t examples = 0;
  std::vector<std::string> failures;  // "FILE:LINE: what is wrong", in order of the rules
};

// Every rule proves itself: its yes examples must match and give the relation they name, its no
// examples must not match. `rule`: only the rule of that id; empty for all.
ExampleReport CheckExamples(const std::shared_ptr<const RuleSet>& rules,
                            std::string_view rule = {});

}  // namespace amana::ingest
