#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/rule_set.h"

namespace amana::ingest {

// How telling a person's name is by itself, judged by the rule pack's lists of names, never by the
// graph, so that identity does not depend on what was read before. Immutable.
class NameRarity {
 public:
  // Knows no list: no name is rare.
  NameRarity() = default;
  explicit NameRarity(const RuleSet& rules);
  // From lists of very common parts and of other known ones.
  NameRarity(const std::vector<std::string>& common, const std::vector<std::string>& listed);

  // Whether two bearers of this name, without anything else in common, are taken for one person.
  bool IsRare(const std::vector<std::string>& parts) const;

 private:
  bool loaded_ = false;
  std::unordered_map<std::string, int> weights_;  // folded part -> 1 very common, 2 listed
};

}  // namespace amana::ingest
