#include <iostream>

#include "tests/fuzz/extract_target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  struct Knowledge {
    amana::ingest::PageRules pages;
    amana::ingest::Extractor extractor;
  };
  static Knowledge knowledge = [] {
    const std::filesystem::path pack = AMANA_SOURCE_DIR "/rules";
    auto pages = amana::ingest::PageRules::Load(pack);
    auto rules = amana::ingest::RuleSet::Load({&pack, 1});
    if (!pages || !rules) {
      std::cerr << (pages ? rules.error() : pages.error()).ToString() << '\n';
      std::abort();
    }
    return Knowledge{std::move(*pages), amana::ingest::Extractor(*rules)};
  }();
  amana::test::ExtractAnything({reinterpret_cast<const char*>(data), size}, knowledge.extractor,
                               knowledge.pages);
  return 0;
}
