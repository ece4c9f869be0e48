#pragma once

#include <string>
#include <string_view>

#include "core/article_record.h"
#include "ingest/article.h"
#include "ingest/extraction.h"

namespace amana::ingest {

// How an article looks in the store. Attributes of the record: "rules" (version of the rule set
// that read it), "signature" (ContentSignature), "published_from".
ArticleRecord ToRecord(const Article& article, const Extraction& extraction, std::string original);

// The attribute's value; empty where the record has none.
std::string_view Attribute(const ArticleRecord& record, std::string_view name);

// A hash of the body's words, folded: reprints of one text have the same, whatever their titles,
// sources and punctuation.
std::string ContentSignature(const Article& article);

}  // namespace amana::ingest
