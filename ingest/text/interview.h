#pragma once

#include "ingest/text/document.h"

namespace amana::ingest {

// The first question of an interview, an index into Document::sentences; -1 where the text is none.
// However its turns are marked («س:», «*», «-», bold), several of its lines end in a question mark:
// no news of the samples has that.
int FirstQuestion(const Document& document);

}  // namespace amana::ingest
