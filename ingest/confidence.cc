#include "ingest/confidence.h"

#include <algorithm>

namespace amana::ingest {

void KeepConfident(Extraction& extraction, double least) {
  std::erase_if(extraction.triples, [least](const ExtractedTriple& triple) {
    return std::none_of(
        triple.evidence.begin(), triple.evidence.end(),
        [least](const ExtractedEvidence& evidence) { return evidence.confidence >= least; });
  });
}

}  // namespace amana::ingest
