#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "ingest/evaluate/gold.h"
#include "ingest/evaluate/predictions.h"

namespace amana::ingest {

// One-to-one assignment of the greatest total weight (Hungarian method, O(n²m)). weights[i][j] >=
// 0, all rows equally long; returns row -> column for the pairs of positive weight.
std::map<size_t, size_t> Assign(const std::vector<std::vector<int64_t>>& weights);

struct Alignment {
  std::map<EntityKey, std::string> gold_of;  // predicted entity -> gold id
  // Mapped to an entity that another predicted entity already stands for.
  std::set<EntityKey> splits;
};

// Finds for each predicted entity the gold entity it stands for: by name, where names do not
// decide by shared triples; meetings by shared triples, one to one.
Alignment Align(const Gold& gold, const Predictions& predictions, const NameMeasure& measure);

}  // namespace amana::ingest
