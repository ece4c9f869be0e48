#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <memory>
#include <set>

#include "server/http/http_server.h"

namespace amana::server {

// What connections share. Touched by the thread of the io_context only, but for `pool`.
struct ConnectionContext {
  HttpHandler handler;
  HttpLimits limits;
  boost::asio::thread_pool* pool = nullptr;
  unsigned workers = 1;
  size_t pending = 0;  // requests that run or wait for a worker
  size_t open = 0;
  bool draining = false;
  // Connections between two requests: closed at once when draining begins.
  std::set<boost::beast::tcp_stream*> idle;
  // Of running requests: set when draining takes too long.
  std::set<std::shared_ptr<std::atomic<bool>>> running;
};

// Serves one connection until it closes.
boost::asio::awaitable<void> ServeConnection(boost::beast::tcp_stream stream,
                                             std::shared_ptr<ConnectionContext> context);

// Answers 503 and closes: there are too many connections.
boost::asio::awaitable<void> RefuseConnection(boost::beast::tcp_stream stream,
                                              std::shared_ptr<ConnectionContext> context);

}  // namespace amana::server
