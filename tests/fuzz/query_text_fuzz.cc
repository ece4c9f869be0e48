// Any bytes as a statement: it is prepared, or refused with a message and, where the text is to
// blame, a place within it.

#include <cstdint>

#include "tests/fuzz/small_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace amana;
  static const auto store = test::SmallGraph();
  static const query::Engine engine(*store);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto prepared = engine.Prepare(text);
  if (prepared) {
    (void)prepared->plan_text();
    return 0;
  }
  const Error& error = prepared.error();
  if (error.message.empty() || error.code == ErrorCode::kInternal) std::abort();
  if (error.position && error.position->offset > size) std::abort();
  return 0;
}
