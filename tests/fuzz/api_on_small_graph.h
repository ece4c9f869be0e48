#pragma once

#include <atomic>
#include <cstdlib>
#include <string_view>

#include "core/text/utf8.h"
#include "server/api.h"
#include "tests/fuzz/small_graph.h"

namespace amana::test {

// The server's routes over SmallGraph, within small limits.
class ApiOnSmallGraph {
 public:
  ApiOnSmallGraph() : store_(SmallGraph()), engine_(*store_), api_(*store_, engine_, Options()) {}

  // An answer must be a known status, and text that is well-formed.
  server::HttpResponse Handle(const server::HttpRequest& request) {
    const std::atomic<bool> cancelled{false};
    server::HttpResponse response = api_.Handle(request, cancelled);
    if (response.status < 200 || response.status > 599 || response.status == 500) std::abort();
    if (!IsValidUtf8(response.body)) std::abort();
    for (const auto& [name, value] : response.headers) {
      if (value.find_first_of("\r\n") != std::string::npos) std::abort();
    }
    return response;
  }

 private:
  static server::ApiOptions Options() {
    server::ApiOptions options;
    options.version = "fuzz";
    options.read_only = true;
    options.query_time_limit = std::chrono::milliseconds(200);
    options.query_memory_limit_bytes = size_t{32} << 20;
    options.query_max_rows = 200;
    return options;
  }

  std::unique_ptr<GraphStore> store_;
  query::Engine engine_;
  server::Api api_;
};

}  // namespace amana::test
