#pragma once

#include <map>
#include <string>
#include <vector>

#include "ingest/evaluate/align.h"
#include "ingest/evaluate/counts.h"

namespace amana::ingest {

// The comparison of one gold file with its predictions.
struct FileScore {
  std::string id;                           // of the gold file
  std::map<std::string, Counts> relations;  // by predicate; SPLIT counts entities torn in two
  std::map<std::string, Counts> entities;   // by type; every scored type is there
  std::map<std::string, Counts> properties;
  int64_t ignored = 0;              // predicted triples neither right nor wrong
  std::vector<std::string> errors;  // "MISSED HOLDS a -> b", "SPURIOUS ...", for people

  Counts Micro() const;
  Counts EntityMicro() const;
};

FileScore Score(const Gold& gold, const Predictions& predictions, const NameMeasure& measure);

}  // namespace amana::ingest
