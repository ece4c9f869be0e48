#pragma once

#include <string>

#include "ingest/article.h"
#include "ingest/extraction.h"
#include "ingest/trace.h"

namespace amana::cli {

// A page that stands alone, from its parts: the head, one section for each article, the tail.
// Sentences with their mentions in colour, relations as arcs, what fired, what was rejected and
// why.
std::string ExplainHead();
std::string ExplainArticle(const ingest::Article& article, const ingest::Extraction& extraction,
                           const ingest::Trace& trace);
std::string ExplainTail();

}  // namespace amana::cli
