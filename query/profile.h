#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "query/plan.h"

namespace amana::query {

// What PROFILE counts of each operator, its inputs' time included.
struct Profile {
  struct Entry {
    uint64_t rows = 0;
    uint64_t batches = 0;
    std::chrono::nanoseconds time{0};
  };
  std::unordered_map<const PlanNode*, Entry> entries;
};

// The operator with a count of what it does.
OperatorPtr Profiled(const PlanNode& node, OperatorPtr running, Profile* profile);

// The plan as text, an operator a line, inputs indented below; with what was counted where there is
// a profile (time without that of the inputs).
std::string Explain(const PlanNode& plan, const Profile* profile = nullptr);
// The same as JSON: {"operator", "details", "estimatedRows", "rows", "milliseconds", "children"}.
std::string ExplainJson(const PlanNode& plan, const Profile* profile = nullptr);

}  // namespace amana::query
