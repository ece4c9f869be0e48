#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amana::server {

// A request as routes see it, free of any HTTP library.
struct HttpRequest {
  std::string method;  // upper case
  std::string path;    // percent-decoded, without the query; not normalized, matched exactly
  std::multimap<std::string, std::string> query;  // decoded
  std::map<std::string, std::string> headers;     // names in lower case
  std::string body;

  std::string Header(std::string_view lower_case_name) const;
  // The first value of a query parameter; `otherwise` where there is none.
  std::string Query(const std::string& name, std::string otherwise = {}) const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

// Splits "/path?query" and decodes both. False where an escape is malformed, the path is not valid
// UTF-8 or does not begin with '/'.
bool ParseTarget(std::string_view target, HttpRequest& request);

// Whether an Accept header allows the media type `wanted` ("text/html"); an empty one allows all.
bool Accepts(std::string_view accept, std::string_view wanted);
// The same, but a wildcard does not count: the client names the type.
bool Names(std::string_view accept, std::string_view wanted);

}  // namespace amana::server
