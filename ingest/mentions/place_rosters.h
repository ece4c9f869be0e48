#pragma once

#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/mention.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// Lists whose heading names the post of several and whose items name a place and who holds it
// there: «رؤساء الفروع:» and below it «- إربد: فلان», «محافظة نابلس – فلان». The lines are given
// from the top; each item becomes a holding over its place.
void PairPlaces(const std::vector<const Chunks*>& lines, const Document& document,
                const CoreClasses& classes, Mentions& mentions);

}  // namespace amana::ingest
