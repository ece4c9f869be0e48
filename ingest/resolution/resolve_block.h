#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/resolution/form.h"

namespace amana::ingest {

// Which forms of one block are one entity: for each form the number of its group, groups numbered
// by their first form. A pure function of the set of forms, whatever happened before; REQUIRES
// forms of one block, ascending by Key(), no two alike.
//
// Careful by design: a wrong merge costs more than a missed one. Where a form could belong to two
// groups that are not one, it belongs to neither.
std::vector<uint32_t> ResolveBlock(std::span<const Form> forms);

}  // namespace amana::ingest
