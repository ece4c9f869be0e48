#pragma once

#include "ingest/extraction.h"

namespace amana::ingest {

// Takes out the relations of which no piece of evidence is at least so sure (0..1). The version of
// the rules says so, for that is another reading of the article.
void KeepConfident(Extraction& extraction, double least);

}  // namespace amana::ingest
