#pragma once

#include <string_view>
#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/mention.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// Lists of bodies with a name behind each: «على النحو التالي: أمانة التنظيم (فلان)، وأمانة الإعلام،
// فلان». The name is that of who heads the body, so the body's chunk becomes one of a post: the one
// of several before the list («رؤساء اللجان وهم: لجنة الشباب فلان»), else what the lexicon says of
// the body's head (headed=). The post may stand in a line above («رؤساء اللجان:»): sentences are to
// be given in order, and `above` goes from one to the next.
void NameListedHeads(Chunks& chunks, const Document& document, const CoreClasses& classes,
                     Mentions& mentions, std::string_view& above);

}  // namespace amana::ingest
