#pragma once

#include <memory>

#include "ingest/article.h"
#include "ingest/extraction.h"
#include "ingest/lexicon/word_info.h"
#include "ingest/rule_set.h"
#include "ingest/text/document.h"
#include "ingest/trace.h"

namespace amana::ingest {

// Reads articles with one rule set. Holds a word cache that makes the next article faster and never
// changes a result. Not thread-safe: one extractor for each thread, the rule set shared.
class Extractor {
 public:
  explicit Extractor(std::shared_ptr<const RuleSet> rules);

  // What the article says. Total: every text gives an extraction, if an empty one.
  Extraction Extract(const Article& article, Trace* trace = nullptr);

  const RuleSet& rules() const { return *rules_; }

 private:
  std::shared_ptr<const RuleSet> rules_;
  WordCache words_;
  Document spare_;  // of the article before
};

}  // namespace amana::ingest
