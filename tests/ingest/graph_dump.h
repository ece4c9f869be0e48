#pragma once

#include <string>

#include "core/graph_store.h"

namespace amana::ingest::test {

// The whole store as text that two stores share exactly when they say the same: nodes, relations
// with evidence, articles, each sorted by public id and without internal numbers.
std::string DumpGraph(const GraphStore& store);

}  // namespace amana::ingest::test
