#pragma once

#include <string>

#include "core/snapshot.h"
#include "core/value.h"

namespace amana::query {

// 1.0, 0.1, 1.0E10, NaN: the shortest text that reads back as the same number.
std::string FloatText(double value);

// A value as one would write it: 'text', [1, 2], {a: 1}, (:Person {name: 'x'}),
// [:HOLDS {since: '2024'}], <(:A)-[:T]->(:B)>. Labels and keys in the order of their names; nesting
// is bounded by the depth that values may have. Elements missing from the graph render empty.
std::string Render(const Value& value, const Snapshot& graph);

}  // namespace amana::query
