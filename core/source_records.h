#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/article_record.h"
#include "core/dictionary.h"
#include "core/key_layout.h"
#include "core/record_reader.h"
#include "core/result.h"

namespace amana {

// Reads of sources and decisions, the same for a store and for a transaction.

// nullopt where the store has no such article.
Result<std::optional<ArticleNumber>> FindArticle(const RecordReader& reader, std::string_view id);
Result<std::optional<ArticleRecord>> ReadArticle(const RecordReader& reader, ArticleNumber article,
                                                 ArticleParts parts);
// Of all articles, by article id and start.
Result<std::vector<EvidenceItem>> ReadEvidence(const RecordReader& reader,
                                               const Dictionaries& names,
                                               RelationshipId relationship);
// Ascending.
Result<std::vector<RelationshipId>> ReadEvidenced(const RecordReader& reader,
                                                  ArticleNumber article);
// By number.
Result<std::vector<Decision>> ReadDecisions(const RecordReader& reader);

}  // namespace amana
