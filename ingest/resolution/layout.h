#pragma once

#include "core/transaction.h"

namespace amana::ingest {

// Which layout the records of resolution (records.h) have. They are written by one program and read
// by later ones: whoever changes what they hold, or how forms and blocks are made, raises it.
inline constexpr int kResolutionLayout = 2;

// kUnsupported where articles were assimilated under another layout; the graph itself stays
// readable. Marks a store that has no articles yet.
Result<void> EnsureLayout(Transaction& transaction);

}  // namespace amana::ingest
