#pragma once

#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/mention.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// Collapses runs of coordinated people, posts and bodies into groups, and pairs posts with names in
// them: «أمينة التنظيم، ريهام س، ومحمد ص أمين المال، والنائبين ع و ف». Pairs become holdings. A
// single body stays a chunk of its own.
Chunks BuildGroups(const Chunks& chunks, const Document& document, const CoreClasses& classes,
                   Mentions& mentions);

}  // namespace amana::ingest
