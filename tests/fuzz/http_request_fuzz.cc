// A request as bytes off the wire: parsed by Beast with the server's limits, its address by us,
// then answered by the route that it names.

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>

#include "server/http/http_server.h"
#include "tests/fuzz/api_on_small_graph.h"

namespace {

using namespace amana;
namespace http = boost::beast::http;

void Answer(const http::request<http::string_body>& message, test::ApiOnSmallGraph& api) {
  server::HttpRequest request;
  request.method = std::string(message.method_string());
  request.headers = {{"host", "localhost"}};
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    request.headers.emplace(std::move(name), std::string(field.value()));
  }
  if (!server::ParseTarget(message.target(), request)) return;
  if (request.path.empty() || request.path[0] != '/' || !IsValidUtf8(request.path)) std::abort();
  request.body = message.body();
  api.Handle(request);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static test::ApiOnSmallGraph api;
  const server::HttpLimits limits;
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  parser.header_limit(static_cast<uint32_t>(limits.header_bytes));
  parser.body_limit(limits.body_bytes);
  boost::beast::error_code error;
  size_t used = 0;
  while (used < size && !error && !parser.is_done()) {
    const size_t took = parser.put(boost::asio::buffer(data + used, size - used), error);
    if (took == 0) break;
    used += took;
  }
  if (!error && parser.is_done()) Answer(parser.get(), api);
  return 0;
}
