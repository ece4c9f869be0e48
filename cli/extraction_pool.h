#pragma once

#include <memory>
#include <vector>

#include "cli/article_source.h"
#include "ingest/extractor.h"

namespace amana::cli {

// Extracts pages on several threads. The result does not depend on how many.
class ExtractionPool {
 public:
  // Relations less sure than `min_confidence` are left out.
  ExtractionPool(std::shared_ptr<const ingest::RuleSet> rules, unsigned threads,
                 double min_confidence = 0);

  // For each page the extractions of its articles, in the same order.
  std::vector<std::vector<ingest::Extraction>> Extract(const std::vector<Page>& pages);

 private:
  double min_confidence_;
  std::vector<std::unique_ptr<ingest::Extractor>> extractors_;
};

}  // namespace amana::cli
