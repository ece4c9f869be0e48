#pragma once

#include <random>

#include "tests/query/random/model.h"

namespace amana::test {

ModelGraph RandomGraph(std::mt19937_64& random);

// A query about this graph: it names variables that are in scope, with operators that fit their
// types, and labels, types and values that the graph has (or nearly has).
ModelQuery RandomQuery(std::mt19937_64& random);

// MATCH of a pattern and RETURN of what it binds, and a predicate over it.
struct PartitionedQuery {
  ModelQuery query;
  ModelExpr predicate;
};
PartitionedQuery RandomPartition(std::mt19937_64& random);

// The same query with every path of its patterns written from the other end.
ModelQuery Reversed(ModelQuery query);

}  // namespace amana::test
