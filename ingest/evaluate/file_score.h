#pragma once

#include <map>
#include <string>
#include <vector>

#include "ingest/evaluate/align.h"
#include "ingest/evaluate/counts.h"
#include "ingest/evaluate/sentence_finder.h"

namespace amana::ingest {

// A predicted relation that counts, and whether it is right.
struct Judgment {
  std::string predicate;
  double confidence = 0;
  bool correct = false;
};

// One thing missed or spurious, for people.
struct ScoredError {
  std::string line;            // "MISSED HOLDS a -> b", "SPURIOUS ..."
  std::string sentence;        // where it is said; empty where that is not known
  std::vector<EndNames> ends;  // what to look for to find the sentence
};

// The comparison of one gold file with its predictions.
struct FileScore {
  std::string id, country, layout;          // of the gold file
  std::map<std::string, Counts> relations;  // by predicate; SPLIT counts entities torn in two
  std::map<std::string, Counts> entities;   // by type; every scored type is there
  std::map<std::string, Counts> properties;
  int64_t ignored = 0;              // predicted triples neither right nor wrong
  std::vector<Judgment> judgments;  // in the order of the predictions, without SPLIT
  std::vector<ScoredError> errors;

  Counts Micro() const;
  Counts EntityMicro() const;
};

FileScore Score(const Gold& gold, const Predictions& predictions, const NameMeasure& measure);

}  // namespace amana::ingest
