#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/resolution/identity_rules.h"

namespace amana::ingest {

// A person's name taken apart for comparison: compounds and particles are joined to one part, a
// lead («مولاي») is left out where two parts remain.
struct NamePart {
  std::string word;      // folded, with its particle; equal for what is written alike
  std::string spelling;  // equal for known spellings of one name
  std::string loose;     // letters that are taken for each other are one, the article is off
  std::string bare;      // loose without the particle
  std::string skeleton;  // bare without vowels
  double weight = 0;     // what it tells that two names share this part
  bool listed = false;   // the rule pack knows the word
};

class PersonName {
 public:
  PersonName() = default;
  PersonName(std::string_view name, const IdentityRules& rules);

  const std::vector<NamePart>& parts() const { return parts_; }
  // Names of one person share it: skeletons of the first and the last part.
  std::string BlockKey() const;
  // What it tells that two bear this very name.
  double weight() const;
  // The same for the first and the last part, which shorter forms of the name share.
  double EndsWeight() const;

 private:
  std::vector<NamePart> parts_;
};

// How two names of one block compare.
struct NameMatch {
  bool compatible = false;
  double weight = 0;  // what the parts in common tell
  int spelled = 0;    // parts written in two ways that are known for one
  int near = 0;       // parts that are only alike
  int missing = 0;    // middle parts that only one of them has
};
NameMatch CompareNames(const PersonName& a, const PersonName& b, const IdentityRules& rules);

}  // namespace amana::ingest
