#include "ingest/confidence.h"

#include <fmt/format.h>

#include <algorithm>

namespace amana::ingest {

void KeepConfident(Extraction& extraction, double least) {
  std::erase_if(extraction.triples, [least](const ExtractedTriple& triple) {
    return std::none_of(
        triple.evidence.begin(), triple.evidence.end(),
        [least](const ExtractedEvidence& evidence) { return evidence.confidence >= least; });
  });
  extraction.rules_version += fmt::format("+{:.4f}", least);
}

}  // namespace amana::ingest
