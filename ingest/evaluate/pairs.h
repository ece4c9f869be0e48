#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "ingest/extraction.h"
#include "ingest/resolution/identity_rules.h"

namespace amana::ingest {

// Pairs of mentions in two articles, with the word of a careful reader whether both are one, to
// measure resolution across articles (docs/evaluation.md).
struct PairMention {
  std::string name;  // of a person; empty where the body itself is meant
  std::string post;  // without a name: the organ of the party that is meant
  // The party's name is the body's where it begins with «+»: a parliament.
  std::string party, country, territory, year;
  std::vector<std::string> companions;  // persons at the same meeting
};
struct MentionPair {
  std::string where;  // FILE:LINE
  std::string about;  // what makes it hard
  bool same = false;
  PairMention a, b;
};

enum class PairVerdict : uint8_t { kApart, kProposed, kMerged };

// How many pairs got which verdict.
struct PairCounts {
  int64_t apart = 0, proposed = 0, merged = 0;
  int64_t all() const { return apart + proposed + merged; }
};
struct PairEvaluation {
  std::map<std::string, PairCounts> same, different;  // by `about`
  std::vector<std::string> errors;                    // what is wrong, and what was missed

  PairCounts Same() const;
  PairCounts Different() const;
  std::string Table() const;
};

// A tab-separated line for each pair: same or diff, about, two mentions. A mention is
// name|post|party|country|territory|year|companions, «=» where the second agrees with the first.
Result<std::vector<MentionPair>> ReadPairs(const std::filesystem::path& file);

// What an extractor would have read of the mention; the entity that is meant comes first.
Extraction ExtractionOf(const PairMention& mention);

PairVerdict JudgePair(const MentionPair& pair, const IdentityRules& rules);
PairEvaluation EvaluatePairs(const std::vector<MentionPair>& pairs, const IdentityRules& rules);

}  // namespace amana::ingest
