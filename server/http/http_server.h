#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/result.h"
#include "server/http/message.h"

namespace amana::server {

// What a connection may cost. Times are total deadlines, not per read.
struct HttpLimits {
  size_t header_bytes = 16 * 1024;           // 431 beyond
  size_t target_bytes = 8 * 1024;            // 414 beyond
  size_t body_bytes = 4 * 1024 * 1024;       // 413 beyond
  size_t connections = 1000;                 // 503 beyond
  size_t waiting_requests = 64;              // 503 beyond; those that run are not counted
  std::chrono::milliseconds idle{60'000};    // between requests
  std::chrono::milliseconds header{10'000};  // from the first byte to the end of the header
  std::chrono::milliseconds grace{10'000};   // for a body, beyond its 1 KiB a second
  std::chrono::milliseconds stall{30'000};   // without progress while answering
  std::chrono::milliseconds drain{10'000};   // for running requests after Stop()
};

struct HttpOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 7474;  // 0: any free one
  unsigned workers = 8;  // requests handled at a time
  HttpLimits limits;
};

// Answers one request. Called by several threads at once; must not throw. `cancelled` becomes true
// when the client goes away or the server stops waiting.
using HttpHandler =
    std::function<HttpResponse(const HttpRequest&, const std::atomic<bool>& cancelled)>;

// An HTTP/1.1 server: one thread for all connections, a pool for the handlers.
class HttpServer {
 public:
  // Binds and listens. Errors: kInvalidArgument (address), kIo (port taken, ...).
  static Result<std::unique_ptr<HttpServer>> Listen(const HttpOptions& options,
                                                    HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  uint16_t port() const;
  // Serves until Stop(), and then until running requests are answered or limits.drain is over.
  void Run();
  // From any thread, also before Run(). Not from a signal handler: see StopOnSignals.
  void Stop();
  // SIGTERM and SIGINT call Stop(). Before Run().
  void StopOnSignals();
  bool draining() const;

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// True for an address that only this machine reaches.
bool IsLoopback(const std::string& address);

}  // namespace amana::server
