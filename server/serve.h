#pragma once

#include <functional>
#include <string>

#include "core/result.h"
#include "server/api.h"
#include "server/http/http_server.h"

namespace amana::server {

struct ServeOptions {
  std::string store;  // the store's folder; made where it is missing, unless api.read_only
  HttpOptions http;
  ApiOptions api;
  bool allow_without_auth = false;  // listen elsewhere than on loopback without users
};

// Opens the store and serves it until SIGTERM or SIGINT, then answers running requests and closes
// it. `ready` gets the URL once connections are accepted. While it runs, the file server.json in
// the store's folder tells other processes the URL.
// Errors: kInvalidArgument where the address is not loopback and nothing protects it, and those of
// opening and listening.
Result<void> Serve(const ServeOptions& options,
                   const std::function<void(const std::string& url)>& ready);

}  // namespace amana::server
