// The JSON body of POST /db/amana/query/v2: statement, parameters, typed values, options. The first
// byte chooses the plain or the typed answer.

#include <cstdint>
#include <nlohmann/json.hpp>

#include "tests/fuzz/api_on_small_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static amana::test::ApiOnSmallGraph api;
  if (size == 0) return 0;
  amana::server::HttpRequest request;
  request.method = "POST";
  request.path = "/db/amana/query/v2";
  request.headers = {{"host", "localhost"}, {"content-type", "application/json"}};
  if (data[0] % 2 == 1) request.headers["accept"] = "application/vnd.neo4j.query";
  request.body.assign(reinterpret_cast<const char*>(data + 1), size - 1);
  if (!nlohmann::json::accept(api.Handle(request).body)) std::abort();
  return 0;
}
