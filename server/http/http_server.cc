#include "server/http/http_server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

#include "server/http/connection.h"

namespace amana::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct HttpServer::Impl {
  explicit Impl(const HttpOptions& given)
      : options(given), pool(given.workers), acceptor(io), signals(io), drain_timer(io) {
    context = std::make_shared<ConnectionContext>();
    context->limits = options.limits;
    context->pool = &pool;
    context->workers = options.workers;
  }

  asio::awaitable<void> Accept() {
    for (;;) {
      auto [error, socket] = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
      if (context->draining) co_return;
      if (error) {  // out of descriptors, most likely: wait for some to close
        asio::steady_timer pause(io, std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
        continue;
      }
      boost::beast::tcp_stream stream(std::move(socket));
      if (context->open < options.limits.connections) {
        asio::co_spawn(io, ServeConnection(std::move(stream), context), asio::detached);
      } else {
        asio::co_spawn(io, RefuseConnection(std::move(stream), context), asio::detached);
      }
    }
  }

  // On the io_context's thread.
  void Drain() {
    if (context->draining) return;
    context->draining = true;
    draining = true;
    error_code ignored;
    acceptor.close(ignored);
    signals.cancel(ignored);
    for (auto* stream : context->idle) stream->cancel();
    drain_timer.expires_after(options.limits.drain);
    drain_timer.async_wait([this](error_code error) {
      if (error) return;
      for (const auto& cancelled : context->running) cancelled->store(true);
    });
    PollDrained();
  }

  // Ends Run() once the last connection is gone.
  void PollDrained() {
    if (context->open == 0) {
      drain_timer.cancel();
      return;
    }
    auto timer = std::make_shared<asio::steady_timer>(io, std::chrono::milliseconds(10));
    timer->async_wait([this, timer](error_code) { PollDrained(); });
  }

  HttpOptions options;
  std::shared_ptr<ConnectionContext> context;
  std::atomic<bool> draining{false};
  asio::io_context io{1};
  asio::thread_pool pool;
  tcp::acceptor acceptor;
  asio::signal_set signals;
  asio::steady_timer drain_timer;
};

Result<std::unique_ptr<HttpServer>> HttpServer::Listen(const HttpOptions& options,
                                                       HttpHandler handler) {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) {
    return Fail(ErrorCode::kInvalidArgument, "not an IP address: " + options.address,
                "give one of this machine's addresses, for example 127.0.0.1");
  }
  auto impl = std::make_unique<Impl>(options);
  impl->context->handler = std::move(handler);
  const tcp::endpoint endpoint(address, options.port);
  impl->acceptor.open(endpoint.protocol(), error);
  if (!error) impl->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) impl->acceptor.bind(endpoint, error);
  if (!error) impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return Fail(ErrorCode::kIo,
                "cannot listen on " + options.address + ":" + std::to_string(options.port) + ": " +
                    error.message(),
                "another program may have the port; choose one with --port");
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

HttpServer::~HttpServer() { impl_->pool.join(); }

uint16_t HttpServer::port() const {
  error_code ignored;
  return impl_->acceptor.local_endpoint(ignored).port();
}

void HttpServer::Run() {
  asio::co_spawn(impl_->io, impl_->Accept(), asio::detached);
  impl_->io.run();
}

void HttpServer::Stop() {
  asio::post(impl_->io, [impl = impl_.get()] { impl->Drain(); });
}

void HttpServer::StopOnSignals() {
  impl_->signals.add(SIGTERM);
  impl_->signals.add(SIGINT);
  impl_->signals.async_wait([impl = impl_.get()](error_code error, int) {
    if (!error) impl->Drain();
  });
}

bool HttpServer::draining() const { return impl_->draining; }

bool IsLoopback(const std::string& address) {
  error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  return !error && parsed.is_loopback();
}

}  // namespace amana::server
