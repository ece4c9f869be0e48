#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ingest/resolution/form.h"
#include "ingest/resolution/person_score.h"

namespace amana::ingest {

// Two groups that may be one, for people to judge.
struct Proposal {
  uint32_t a = 0, b = 0;  // groups, a < b
  PairScore pair;         // of their most alike forms
};

struct BlockResolution {
  std::vector<uint32_t> groups;  // of each form; numbered by their first form
  std::vector<Proposal> proposals;
};

// Which forms of one block are one entity, and which may be. A pure function of the set of forms,
// whatever happened before; REQUIRES forms of one block, ascending by Key(), no two alike.
//
// Careful by design: a wrong merge costs more than a missed one. Where a form could belong to two
// groups that are not one, it belongs to neither.
BlockResolution ResolveBlock(std::span<const Form> forms, const IdentityRules& rules);

}  // namespace amana::ingest
