#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph_store.h"
#include "core/result.h"
#include "ingest/article.h"
#include "ingest/extraction.h"
#include "ingest/resolution/identity_rules.h"

namespace amana::ingest {

// Puts articles and what was read in them into the graph, and takes them out again. The graph of
// all articles is a function of the articles and of people's decisions: order, batches and
// repetitions make no difference. All of it is origin kDerived.

// An article with what its page gave and what was extracted from it.
struct ReadArticle {
  Article article;
  Extraction extraction;
  std::string original;  // the bytes of the source document
};

// All articles of one source document: its own first, then those it embeds.
using ReadPage = std::vector<ReadArticle>;

enum class IngestStatus : uint8_t {
  kNew,
  kUpdated,    // the article changed, or is read with other rules
  kUnchanged,  // same content hash, same rules; at most one more page was found to embed it
};

struct IngestOutcome {
  std::string article;
  IngestStatus status = IngestStatus::kNew;
};

struct BatchOutcome {
  std::vector<IngestOutcome> articles;  // in the order given
  // Relations of the graph that came and went; MENTIONS and REPORTS are not counted.
  uint64_t relations_added = 0;
  uint64_t relations_removed = 0;
};

struct RetractOutcome {
  std::vector<std::string>
      articles;  // ids of those taken out: the article, and what only it embeds
  uint64_t relations_removed = 0;
};

// One article, in one atomic commit that is synced on return. An article with a carrier is stored
// once, whatever the number of pages that embed it; of their variants PrefersVariant chooses.
Result<BatchOutcome> Assimilate(GraphStore& store, const Article& article,
                                const Extraction& extraction, std::string original,
                                const IdentityRules& identity);

// Pages in one atomic commit. What a page embedded before and no longer does is let go of.
Result<BatchOutcome> AssimilatePages(GraphStore& store, std::span<const ReadPage> pages,
                                     const IdentityRules& identity);

// Takes an article out: its facts go, unless another article says them too. kNotFound for an
// unknown id. An embedded article goes with the last page that embeds it; naming it takes it from
// all of them.
Result<RetractOutcome> Retract(GraphStore& store, std::string_view article_id,
                               const IdentityRules& identity);

}  // namespace amana::ingest
