#pragma once

#include <functional>

#include "tests/query/random/model.h"

namespace amana::test {

struct RandomCase {
  ModelGraph graph;
  ModelQuery query;
};

// The smallest case found by leaving parts out as long as `fails` holds. `fails` must answer false
// for cases that make no sense.
RandomCase Shrink(RandomCase found, const std::function<bool(const RandomCase&)>& fails);

}  // namespace amana::test
