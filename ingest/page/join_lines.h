#pragma once

#include <vector>

#include "ingest/page/page_line.h"
#include "ingest/page/page_rules.h"

namespace amana::ingest {

// Joins lines that a page broke inside a sentence, at its links mostly: one that begins with a
// comma belongs to what stands before it, one that ends in a word that ends no sentence («في»,
// «النائب», «استقبل») goes on with the next. Short lines go on up to the end of the sentence; an
// empty line or a cue ends all.
void JoinBrokenLines(std::vector<PageLine>& lines, const PageRules& rules);

// Headlines of other articles, run together with wide gaps: no text of the article.
bool IsTicker(const PageLine& line);

}  // namespace amana::ingest
