#pragma once

#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/mention.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// Lists of bodies with a name behind each: «على النحو التالي: أمانة التنظيم (فلان)، وأمانة الإعلام،
// فلان». The name is that of who heads the body, so the body's chunk becomes one of a post: the one
// of several before the list («رؤساء اللجان وهم: لجنة الشباب فلان»), else what the lexicon says of
// the body's head (headed=).
void NameListedHeads(Chunks& chunks, const Document& document, const CoreClasses& classes,
                     Mentions& mentions);

}  // namespace amana::ingest
