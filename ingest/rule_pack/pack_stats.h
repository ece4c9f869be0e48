#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ingest/rule_set.h"

namespace amana::ingest {

// How much a rule set knows.
struct PackStats {
  struct File {
    uint64_t lines = 0;  // that made entries
    uint64_t forms = 0;  // with all inflected ones
  };
  std::map<std::string, File> files;           // of lexicons, by name
  std::map<std::string, uint64_t> classes;     // forms of each class
  std::map<std::string, uint64_t> predicates;  // rules that assert each
  uint64_t rules = 0;
  uint64_t examples = 0;
};

PackStats CountPack(const RuleSet& rules);

}  // namespace amana::ingest
