// One coroutine for each connection. Beast parses and serializes; deadlines, limits and the watch
// for clients that go away are ours.
#include "server/http/connection.h"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <exception>
#include <optional>

#include "server/error_table.h"

namespace amana::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using boost::system::error_code;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr size_t kMinBytesPerSecond = 1024;

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

HttpResponse TooBusy() {
  HttpResponse answer = Problem(503, "busy", "the server has too much to do; try again");
  answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

class Connection {
 public:
  Connection(beast::tcp_stream stream, std::shared_ptr<ConnectionContext> context)
      : stream_(std::move(stream)), context_(std::move(context)), limits_(context_->limits) {}

  asio::awaitable<void> Serve() {
    // No co_await inside a condition: GCC 12 evaluates both sides of && around it.
    bool more = true;
    while (more && !context_->draining) {
      more = co_await WaitForRequest();
      if (more) more = co_await ServeOne();
    }
    co_await Close();
  }

  asio::awaitable<void> Refuse() {
    co_await Write(TooBusy(), http::verb::get, 11, false);
    co_await Close();
  }

 private:
  using Parser = http::request_parser<http::string_body>;

  // True once the first bytes of a request are there.
  asio::awaitable<bool> WaitForRequest() {
    if (buffer_.size() > 0) co_return true;
    context_->idle.insert(&stream_);
    stream_.expires_after(limits_.idle);
    auto [error, bytes] = co_await stream_.async_read_some(buffer_.prepare(4096), kNoThrow);
    context_->idle.erase(&stream_);
    buffer_.commit(bytes);
    co_return !error;
  }

  // Reads, handles and answers one request. False when the connection must close.
  asio::awaitable<bool> ServeOne() {
    Parser parser;
    parser.header_limit(static_cast<uint32_t>(limits_.header_bytes));
    parser.body_limit(limits_.body_bytes);
    stream_.expires_after(limits_.header);
    auto [error, bytes] = co_await http::async_read_header(stream_, buffer_, parser, kNoThrow);
    if (!error && parser.get().target().size() > limits_.target_bytes) {
      co_return co_await Reject(414, "the address is too long", parser);
    }
    if (!error) error = co_await ReadBody(parser);
    if (error) co_return co_await RejectBroken(error, parser);

    const auto& message = parser.get();
    HttpRequest request;
    request.method = message.method_string();
    for (const auto& field : message) {
      request.headers.emplace(Lower(field.name_string()), field.value());
    }
    if (!ParseTarget(message.target(), request)) {
      co_return co_await Reject(400, "the address is malformed", parser);
    }
    request.body = std::move(parser.get().body());
    const bool keep = message.keep_alive();
    HttpResponse response = co_await Handle(std::move(request));
    co_return co_await Write(std::move(response), message.method(), message.version(),
                             keep && !context_->draining);
  }

  asio::awaitable<error_code> ReadBody(Parser& parser) {
    if (beast::iequals(parser.get()[http::field::expect], "100-continue") && !parser.is_done()) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      auto [error, bytes] = co_await asio::async_write(
          stream_, asio::buffer(kContinue.data(), kContinue.size()), kNoThrow);
      if (error) co_return error;
    }
    const auto start = Clock::now();
    size_t received = 0;
    while (!parser.is_done()) {
      // What has come earns more time: a slow but steady sender passes, a trickle does not.
      const auto earned = std::chrono::milliseconds(received * 1000 / kMinBytesPerSecond);
      stream_.expires_at(start + limits_.grace + earned);
      auto [error, bytes] = co_await http::async_read_some(stream_, buffer_, parser, kNoThrow);
      if (error) co_return error;
      received += bytes;
    }
    co_return error_code();
  }

  asio::awaitable<HttpResponse> Handle(HttpRequest request) {
    if (context_->pending >= limits_.waiting_requests + context_->workers) co_return TooBusy();
    ++context_->pending;
    auto cancelled = std::make_shared<std::atomic<bool>>(false);
    context_->running.insert(cancelled);
    WatchClient(cancelled);
    auto work = [&]() -> asio::awaitable<HttpResponse> {
      co_return context_->handler(request, *cancelled);
    };
    std::optional<HttpResponse> response;
    try {
      response = co_await asio::co_spawn(*context_->pool, work, asio::use_awaitable);
    } catch (const std::exception&) {  // memory ran out; ours do not throw
      response = Problem(500, "internal", "the request failed");
    }
    error_code ignored;
    stream_.socket().cancel(ignored);  // ends the watch
    context_->running.erase(cancelled);
    --context_->pending;
    co_return std::move(*response);
  }

  // Sets the flag when the client closes its side while we work. Bytes of a next request end the
  // watch without harm.
  void WatchClient(std::shared_ptr<std::atomic<bool>> cancelled) {
    stream_.expires_never();
    const int fd = stream_.socket().native_handle();
    stream_.socket().async_wait(asio::ip::tcp::socket::wait_read,
                                [fd, cancelled](error_code error) {
                                  if (error) return;
                                  char byte;
                                  const ssize_t n = ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
                                  if (n == 0 || (n < 0 && errno != EAGAIN)) cancelled->store(true);
                                });
  }

  asio::awaitable<bool> RejectBroken(error_code error, const Parser& parser) {
    if (error == http::error::header_limit) {
      co_return co_await Reject(431, "the header is too long", parser);
    }
    if (error == http::error::body_limit) {
      co_return co_await Reject(413, "the body is too long", parser);
    }
    // Errors of the parser get an answer; a connection that was closed, by the client or by a
    // deadline, cannot.
    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
      co_return co_await Reject(400, "not HTTP/1.1: " + error.message(), parser);
    }
    co_return false;
  }

  asio::awaitable<bool> Reject(int status, std::string detail, const Parser& parser) {
    co_await Write(Problem(status, "request refused", detail), parser.get().method(), 11, false);
    co_return false;
  }

  // False when the connection must close.
  asio::awaitable<bool> Write(HttpResponse answer, http::verb method, unsigned version, bool keep) {
    http::response<http::string_body> message{static_cast<http::status>(answer.status), version};
    message.set(http::field::server, "amana");
    message.set("X-Content-Type-Options", "nosniff");
    message.set(http::field::cache_control, "no-cache");
    if (!answer.content_type.empty()) message.set(http::field::content_type, answer.content_type);
    for (const auto& [name, value] : answer.headers) message.set(name, value);
    message.keep_alive(keep);
    message.content_length(answer.body.size());
    if (method != http::verb::head) message.body() = std::move(answer.body);
    http::response_serializer<http::string_body> serializer(message);
    while (!serializer.is_done()) {
      stream_.expires_after(limits_.stall);
      auto [error, bytes] = co_await http::async_write_some(stream_, serializer, kNoThrow);
      if (error) co_return false;
    }
    co_return keep;
  }

  // Lets the client read the last answer before the connection goes.
  asio::awaitable<void> Close() {
    error_code error;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    if (!error) {
      stream_.expires_after(std::chrono::seconds(1));
      char dropped[4096];
      for (size_t total = 0; !error && total < 256 * 1024;) {
        auto [read_error, bytes] =
            co_await stream_.async_read_some(asio::buffer(dropped), kNoThrow);
        error = read_error;
        total += bytes;
      }
    }
    stream_.close();
  }

  beast::tcp_stream stream_;
  std::shared_ptr<ConnectionContext> context_;
  const HttpLimits& limits_;
  beast::flat_buffer buffer_;
};

}  // namespace

asio::awaitable<void> ServeConnection(beast::tcp_stream stream,
                                      std::shared_ptr<ConnectionContext> context) {
  ++context->open;
  {
    Connection connection(std::move(stream), context);
    co_await connection.Serve();
  }
  --context->open;
}

asio::awaitable<void> RefuseConnection(beast::tcp_stream stream,
                                       std::shared_ptr<ConnectionContext> context) {
  Connection connection(std::move(stream), context);
  co_await connection.Refuse();
}

}  // namespace amana::server
