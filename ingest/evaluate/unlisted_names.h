#pragma once

#include <span>

#include "ingest/evaluate/gold.h"
#include "ingest/lexicon/loader.h"

namespace amana::ingest {

// Leaves out of the lists of names whatever the persons of these gold files are called, so that
// what is measured is skill with unseen names, not memory. An entry keeps what else it is.
LexiconFilter WithoutNamesOf(std::span<const Gold> gold);

}  // namespace amana::ingest
