#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/transaction.h"
#include "ingest/extraction.h"

namespace amana::ingest {

// One article's statement of a relation between two entities.
struct Assertion {
  std::string id;  // AssertionId
  std::string article;
  std::string published;  // of the article: ISO 8601, possibly partial, empty where unknown
  std::string signature;  // ContentSignature: reprints of one text have one
  Properties properties;
  EvidenceList evidence;

  bool operator==(const Assertion&) const = default;
};

// One relation of the graph: all assertions that speak of the same term.
struct Term {
  std::vector<const Assertion*> assertions;  // ascending by id

  // The relation's public id.
  const std::string& id() const { return assertions.front()->id; }
};

// Splits what is said of one subject, type and object into relations. HOLDS and MEMBER_OF make one
// for each term of office: terms are told apart by the day they began (property `since`); a less
// exact date («2024») goes with the first term that it can mean, and what gives no beginning with
// the term that had last begun when its article appeared, or with the last one where that is not
// known. All other types make one relation. A pure function of the set of assertions.
std::vector<Term> SplitIntoTerms(std::string_view type, std::span<const Assertion> assertions);

// The relation's properties: what is stated (of differing values the one stated most credibly; for
// `status` and `event` the latest), dates with their earliest and latest days, confidence,
// first_seen, last_seen and the list of evidence ids.
PropertyMap RelationProperties(const Term& term);

// 1 - prod(1 - c) over distinct contents, at most 0.99.
double Confidence(const Term& term);

}  // namespace amana::ingest
