#pragma once

#include <vector>

#include "query/plan.h"

namespace amana::query {

// Tells each operator which of its columns anybody above reads (so that it need not carry the
// others along, nor make lists of relationships that nobody asks for), and whether it matters above
// how often a row occurs.
void FindLiveColumns(PlanNode& root, const std::vector<int>& outputs, size_t slot_count);

}  // namespace amana::query
