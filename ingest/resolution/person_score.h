#pragma once

#include <string>
#include <vector>

#include "ingest/resolution/form.h"
#include "ingest/resolution/person_name.h"

namespace amana::ingest {

// Why two are one or not: the name of a weight in rules/names, what it is about, what it adds.
struct Reason {
  std::string name;
  std::string about;
  double weight = 0;

  // "shared_party النور +2.2"
  std::string Text() const;
  bool operator==(const Reason&) const = default;
};

struct PairScore {
  double score = 0;      // 0..1
  bool opposed = false;  // something speaks against it
  std::vector<Reason> reasons;
};

// How likely two forms of persons are one. Nothing (score 0, opposed) where the names do not fit or
// the countries differ.
PairScore ScorePersons(const Form& a, const Form& b, const NameMatch& names,
                       const IdentityRules& rules);

}  // namespace amana::ingest
