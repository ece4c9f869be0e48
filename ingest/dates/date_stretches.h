#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "ingest/dates/date_role.h"

namespace amana::ingest {

// Calls visit(begin, end) for the stretches of a clause that may hold dates: nothing in one is
// foreign to dates, and one word or number decides. FindDates finds the same in the stretches as in
// the whole clause.
template <typename Visit>
void ForEachDateStretch(std::span<const DateRole> clause, const Visit& visit) {
  size_t begin = 0, reach = 0;  // behind the entries that have begun
  bool decisive = false;
  for (size_t at = 0; at < clause.size(); ++at) {
    if (at >= reach && clause[at].words == 0) {
      if (decisive) visit(begin, at);
      begin = at + 1;
      decisive = false;
      continue;
    }
    reach = std::max(reach, at + clause[at].words);
    decisive = decisive || clause[at].decisive;
  }
  if (decisive) visit(begin, clause.size());
}

}  // namespace amana::ingest
