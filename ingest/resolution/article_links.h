#pragma once

#include <string>
#include <vector>

#include "core/transaction.h"
#include "ingest/extraction.h"
#include "ingest/resolution/records.h"

namespace amana::ingest {

// The node of an article, and its relations MENTIONS and REPORTS. Everything about them follows
// from that one article.

// Makes or updates the node. `state.node` is where it stood, and stands now; invalid where a person
// deleted it.
Result<void> WriteArticleNode(Transaction& transaction, const ArticleRecord& article,
                              ArticleState& state, const std::set<std::string>& rejected);

// Makes the article's relations to `nodes`, by entity of the extraction (invalid ones stand for
// nothing), and takes away all others. Their evidence is the sentence of the first mention, as far
// as the extraction tells it. Nothing for an article without a node. REQUIRES that the article is
// in the store.
Result<void> WriteArticleLinks(Transaction& transaction, const ArticleRecord& article,
                               const Extraction& extraction, const ArticleState& state,
                               const std::vector<NodeId>& nodes,
                               const std::set<std::string>& rejected);

// Takes the node away with its relations; it stays where a person tied something to it.
Result<void> RemoveArticleNode(Transaction& transaction, NodeId node);

}  // namespace amana::ingest
