#pragma once

#include <string>
#include <vector>

#include "ingest/article.h"
#include "ingest/page/page_rules.h"

namespace amana::ingest {

struct SegmentOptions {
  // Publication date given by the user, ISO 8601 and perhaps partial; wins over all others, but
  // says nothing of embedded articles. Empty for none.
  std::string published;
};

// Splits a page into its article, always first, and whole articles embedded under «إقرأ أيضا».
// Furniture, counters, source and tag lines, comments are left out; bare related headlines become
// blocks of the article that they follow. Publication date of the page's article, in order of
// trust: option, metadata, date line of the page, URL. A day in the page's banner («اليوم: …»,
// «آخر تحديث») never counts. An embedded article is dated only by a date line of its own.
std::vector<Article> SegmentPage(const SourceDocument& document, const PageRules& rules,
                                 const SegmentOptions& options = {});

}  // namespace amana::ingest
