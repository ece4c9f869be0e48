// Statements run on a small graph within small limits, in a transaction that is thrown away; the
// graph is the same afterwards.

#include <cstdint>

#include "query/render.h"
#include "tests/fuzz/small_graph.h"

namespace {

using namespace amana;

void RunOnce(GraphStore& store, std::string_view text) {
  const query::Engine engine(store);
  const auto prepared = engine.Prepare(text);
  if (!prepared) return;
  const uint64_t nodes = store.snapshot()->node_count();
  auto transaction = store.Begin(Writer::kPerson);
  if (!transaction) std::abort();
  const query::Parameters parameters{{"name", Value("ليلى")}, {"n", Value(2)}};
  const auto result = engine.Run(*prepared, *transaction, parameters, test::SmallLimits());
  if (!result) {
    if (result.error().message.empty() || result.error().code == ErrorCode::kInternal) std::abort();
  } else {
    for (const auto& row : result->rows) {
      if (row.size() != result->columns.size()) std::abort();
      for (const Value& value : row) (void)query::Render(value, *result->snapshot);
    }
  }
  if (store.snapshot()->node_count() != nodes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto store = test::SmallGraph();
  RunOnce(*store, {reinterpret_cast<const char*>(data), size});
  return 0;
}
