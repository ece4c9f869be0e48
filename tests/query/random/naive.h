#pragma once

#include <string>
#include <vector>

#include "tests/query/random/model.h"

namespace amana::test {

// Runs a query as its definition reads: every clause a function from rows to rows, every pattern
// matched by trying all nodes and relationships. The rows, each as text, sorted.
std::vector<std::string> RunNaively(const ModelQuery& query, const ModelGraph& graph);

}  // namespace amana::test
