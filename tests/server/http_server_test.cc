// The server as a client on a socket sees it: every byte below is sent as it stands.
#include "server/http/http_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <thread>

namespace amana::server {
namespace {

class Client {
 public:
  explicit Client(uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval limit{20, 0};  // a test that hangs must end
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }
  ~Client() { ::close(fd_); }

  bool connected() const { return connected_; }
  void Send(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;
      bytes.remove_prefix(static_cast<size_t>(n));
    }
  }
  void FinishSending() { ::shutdown(fd_, SHUT_WR); }
  // All bytes until the server closes.
  std::string ReadAll() { return ReadUntil({}); }
  // All bytes until `end` has come.
  std::string ReadUntil(std::string_view end) {
    char chunk[4096];
    while (end.empty() || received_.find(end) == std::string::npos) {
      ssize_t n = ::recv(fd_, chunk, sizeof(chunk), 0);
      if (n <= 0) break;
      received_.append(chunk, static_cast<size_t>(n));
    }
    return received_;
  }

 private:
  int fd_;
  bool connected_ = false;
  std::string received_;
};

class HttpServerTest : public testing::Test {
 protected:
  void Start(HttpHandler handler, HttpLimits limits = {}) {
    HttpOptions options;
    options.port = 0;
    options.workers = 2;
    options.limits = limits;
    auto server = HttpServer::Listen(options, std::move(handler));
    ASSERT_TRUE(server) << server.error().ToString();
    server_ = std::move(*server);
    thread_ = std::thread([this] { server_->Run(); });
  }
  void TearDown() override { Stop(); }
  void Stop() {
    if (!thread_.joinable()) return;
    server_->Stop();
    thread_.join();
  }

  std::string Exchange(std::string_view request) {
    Client client(server_->port());
    client.Send(request);
    return client.ReadAll();
  }

  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

HttpResponse Echo(const HttpRequest& request, const std::atomic<bool>&) {
  return {200, "text/plain", request.method + " " + request.path + " " + request.body, {}};
}

TEST_F(HttpServerTest, AnswersAndCloses) {
  Start(Echo);
  std::string answer = Exchange(
      "POST /a%20b?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\nPOST /a b abc")) << answer;
  EXPECT_NE(answer.find("X-Content-Type-Options: nosniff"), std::string::npos);
}

TEST_F(HttpServerTest, KeepsTheConnectionForTheNextRequest) {
  Start(Echo);
  Client client(server_->port());
  client.Send("GET /one HTTP/1.1\r\nHost: h\r\n\r\nGET /two HTTP/1.1\r\nHost: h\r\n\r\n");
  std::string answers = client.ReadUntil("GET /two ");
  EXPECT_NE(answers.find("GET /one "), std::string::npos);
  EXPECT_NE(answers.find("GET /two "), std::string::npos);
}

TEST_F(HttpServerTest, AnswersHeadWithoutABody) {
  Start(Echo);
  std::string answer = Exchange("HEAD /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
  EXPECT_NE(answer.find("Content-Length: 8"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
}

TEST_F(HttpServerTest, RefusesWhatIsTooLongOrBroken) {
  HttpLimits limits;
  limits.body_bytes = 100;
  Start(Echo, limits);
  const std::string rest = " HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::pair<std::string, std::string> rows[] = {
      {"GET /" + std::string(9000, 'a') + rest, "HTTP/1.1 414"},
      {"GET / HTTP/1.1\r\nX: " + std::string(20000, 'a') + "\r\n\r\n", "HTTP/1.1 431"},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\n\r\n", "HTTP/1.1 413"},
      {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" +
           std::string(101, 'a') + "\r\n0\r\n\r\n",
       "HTTP/1.1 413"},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
       "3\r\nabc\r\n0\r\n\r\n",
       "HTTP/1.1 400"},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
       "HTTP/1.1 400"},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -3\r\n\r\n", "HTTP/1.1 400"},
      {"GET /\x01 HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 400"},
      {"GET /%zz" + rest, "HTTP/1.1 400"},
      {"GET / HTTP/1.1\nHost: h\n\n", "HTTP/1.1 400"},
      {"\x16\x03\x01 hello\r\n\r\n", "HTTP/1.1 400"},
  };
  for (const auto& [request, want] : rows) {
    EXPECT_TRUE(Exchange(request).starts_with(want)) << request.substr(0, 80);
  }
}

TEST_F(HttpServerTest, EndsSlowHeadersAndSlowBodies) {
  HttpLimits limits;
  limits.header = std::chrono::milliseconds(50);
  limits.grace = std::chrono::milliseconds(50);
  Start(Echo, limits);
  EXPECT_EQ(Exchange("GET / HTTP/1.1\r\nHost: "), "");
  EXPECT_EQ(Exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nab"), "");
}

TEST_F(HttpServerTest, ClosesIdleConnections) {
  HttpLimits limits;
  limits.idle = std::chrono::milliseconds(30);
  Start(Echo, limits);
  EXPECT_EQ(Exchange(""), "");
}

TEST_F(HttpServerTest, RefusesConnectionsBeyondTheLimit) {
  HttpLimits limits;
  limits.connections = 1;
  Start(Echo, limits);
  Client first(server_->port());
  first.Send("GET /one HTTP/1.1\r\nHost: h\r\n\r\n");
  first.ReadUntil("GET /one ");
  std::string answer = Exchange("");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 503")) << answer;
  EXPECT_NE(answer.find("Retry-After: 1"), std::string::npos);
}

TEST_F(HttpServerTest, TellsTheHandlerThatTheClientIsGone) {
  std::promise<void> begun;
  Start([&](const HttpRequest&, const std::atomic<bool>& cancelled) {
    begun.set_value();
    while (!cancelled) std::this_thread::yield();
    return HttpResponse{};
  });
  {
    Client client(server_->port());
    client.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    begun.get_future().wait();
  }
  Stop();  // returns only because the handler saw the flag
  EXPECT_TRUE(server_->draining());
}

TEST_F(HttpServerTest, AnswersRunningRequestsBeforeItStops) {
  std::promise<void> begun, go;
  auto wait = go.get_future().share();
  Start([&, wait](const HttpRequest&, const std::atomic<bool>&) {
    begun.set_value();
    wait.wait();
    return HttpResponse{200, "text/plain", "done", {}};
  });
  const uint16_t port = server_->port();
  Client client(port);
  client.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  begun.get_future().wait();
  server_->Stop();
  while (!server_->draining()) std::this_thread::yield();
  EXPECT_FALSE(Client(port).connected());
  go.set_value();
  EXPECT_TRUE(client.ReadAll().ends_with("done"));
}

TEST(HttpServer, NamesTheAddressItCannotHave) {
  HttpOptions options;
  options.address = "nowhere";
  auto server = HttpServer::Listen(options, Echo);
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(IsLoopback("127.0.0.2"));
  EXPECT_TRUE(IsLoopback("::1"));
  EXPECT_FALSE(IsLoopback("0.0.0.0"));
}

}  // namespace
}  // namespace amana::server
