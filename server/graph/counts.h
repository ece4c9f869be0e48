#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/snapshot.h"

namespace amana::server {

// How many nodes have each label, and how many relationships each type: most first, then by name;
// names that nothing has are left out.
std::vector<std::pair<std::string, uint64_t>> CountLabels(const Snapshot& graph);
std::vector<std::pair<std::string, uint64_t>> CountTypes(const Snapshot& graph);

}  // namespace amana::server
