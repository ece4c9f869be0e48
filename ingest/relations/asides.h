#pragma once

#include <cstddef>
#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/mention.h"
#include "ingest/relations/matcher.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// A relative clause between commas («المجلس، الذي يرأسه فلان، يجتمع يوم السبت»), or one of the kind
// of «، وهو عضو في اللجنة،». Chunks, half-open, with both commas.
struct Aside {
  size_t begin = 0, end = 0;
};

// Those of a sentence, in order; they do not overlap.
std::vector<Aside> FindAsides(const Chunks& chunks, const Document& document,
                              const CoreClasses& classes);

// Adds what rules find in the sentence as it reads without its asides and did not find with them,
// and takes away what joins something told in an aside to what stands behind it.
void MatchAroundAsides(const Chunks& chunks, const std::vector<Aside>& asides, Matcher& matcher,
                       std::vector<RuleMatch>& matches);

}  // namespace amana::ingest
