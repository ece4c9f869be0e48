#include "cli/extraction_pool.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "ingest/confidence.h"

namespace amana::cli {

ExtractionPool::ExtractionPool(std::shared_ptr<const ingest::RuleSet> rules, unsigned threads,
                               double min_confidence)
    : min_confidence_(min_confidence) {
  for (unsigned i = 0; i < std::max(threads, 1u); ++i) {
    extractors_.push_back(std::make_unique<ingest::Extractor>(rules));
  }
}

std::vector<std::vector<ingest::Extraction>> ExtractionPool::Extract(
    const std::vector<Page>& pages) {
  std::vector<std::vector<ingest::Extraction>> results(pages.size());
  std::atomic<size_t> next{0};
  auto work = [&](ingest::Extractor& extractor) {
    for (size_t i = next++; i < pages.size(); i = next++) {
      for (const auto& article : pages[i].articles) {
        results[i].push_back(extractor.Extract(article));
        if (min_confidence_ > 0) ingest::KeepConfident(results[i].back(), min_confidence_);
      }
    }
  };
  std::vector<std::jthread> helpers;
  for (size_t i = 1; i < std::min(extractors_.size(), pages.size()); ++i) {
    helpers.emplace_back(work, std::ref(*extractors_[i]));
  }
  work(*extractors_[0]);
  helpers.clear();  // joins
  return results;
}

}  // namespace amana::cli
