#include <iostream>

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const amana::ingest::PageRules rules = [] {
    auto loaded = amana::ingest::PageRules::Load(AMANA_SOURCE_DIR "/rules");
    if (!loaded) {
      std::cerr << loaded.error().ToString() << '\n';
      std::abort();
    }
    return std::move(*loaded);
  }();
  amana::test::ReadAnything({reinterpret_cast<const char*>(data), size}, rules);
  return 0;
}
