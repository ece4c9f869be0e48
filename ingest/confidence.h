#pragma once

#include "ingest/extraction.h"

namespace amana::ingest {

// Takes out the relations of which no piece of evidence is at least so sure (0..1).
void KeepConfident(Extraction& extraction, double least);

}  // namespace amana::ingest
