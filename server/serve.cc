#include "server/serve.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/graph_store.h"
#include "query/engine.h"
#include "server/json/json_writer.h"

namespace amana::server {
namespace {

namespace fs = std::filesystem;

// The note that tells others who holds the store; gone with the object.
class ServerNote {
 public:
  ServerNote(const fs::path& folder, const std::string& url) : path_(folder / "server.json") {
    JsonWriter json;
    json.BeginObject().Field("url", url).Key("pid").Integer(::getpid()).EndObject();
    const fs::path fresh = folder / "server.json.new";
    std::ofstream(fresh) << json.Take() << "\n";
    std::error_code ignored;
    fs::rename(fresh, path_, ignored);
  }
  ~ServerNote() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  ServerNote(const ServerNote&) = delete;
  ServerNote& operator=(const ServerNote&) = delete;

 private:
  fs::path path_;
};

std::string UrlOf(const std::string& address, uint16_t port) {
  const bool v6 = address.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port) + "/";
}

}  // namespace

Result<void> Serve(const ServeOptions& options,
                   const std::function<void(const std::string& url)>& ready) {
  const bool loopback = IsLoopback(options.http.address);
  if (!loopback && !options.allow_without_auth) {
    return Fail(ErrorCode::kInvalidArgument,
                options.http.address + " is open to other machines and no users are configured",
                "listen on 127.0.0.1, or accept the risk with --insecure-no-auth");
  }
  const auto mode = options.api.read_only ? OpenMode::kReadOnly : OpenMode::kReadWriteOrCreate;
  AMANA_TRY(auto store, GraphStore::Open(options.store, mode));
  query::Engine engine(*store);
  ApiOptions api_options = options.api;
  api_options.local_hosts_only = loopback;
  Api api(*store, engine, api_options);
  AMANA_TRY(auto server, HttpServer::Listen(options.http, [&](const HttpRequest& request,
                                                              const std::atomic<bool>& cancelled) {
              return api.Handle(request, cancelled);
            }));
  server->StopOnSignals();
  const std::string url = UrlOf(options.http.address, server->port());
  std::optional<ServerNote> note;
  if (!options.api.read_only) note.emplace(options.store, url);
  ready(url);
  server->Run();
  return {};
}

}  // namespace amana::server
