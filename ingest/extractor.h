#pragma once

#include <cstddef>
#include <memory>
#include <memory_resource>

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
  // What is noted of an article on the way lies in one block that serves again for the next: it
  // stays in the processor's caches. A long article takes more, and gives it back.
  static constexpr size_t kScratchBytes = size_t{1} << 19;
  std::unique_ptr<std::byte[]> block_ = std::make_unique<std::byte[]>(kScratchBytes);
  std::pmr::monotonic_buffer_resource scratch_{block_.get(), kScratchBytes};
};

}  // namespace amana::ingest
