#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/graph_store.h"
#include "server/http/message.h"

namespace amana::query {
class Engine;
}
namespace amana::ingest {
class LiveRules;
}

namespace amana::server {

struct ApiOptions {
  // What POST /extract reads with, loaded anew when its files change; null: no such route.
  std::shared_ptr<ingest::LiveRules> rules;
  std::string version;
  std::string database = "amana";  // also known as "neo4j"
  bool read_only = false;          // refuse writing statements
  // Refuse requests whose Host is not this machine's own name: a page of another site that makes a
  // browser resolve its name to 127.0.0.1 must not read the graph.
  bool local_hosts_only = true;
  std::chrono::milliseconds query_time_limit{30'000};
  size_t query_memory_limit_bytes = size_t{1} << 30;
  size_t query_max_rows = 1'000'000;
  std::string import_directory;  // below which LOAD CSV reads; empty: it is off
};

// Every route of the server, without a network. Thread-safe. REQUIRES that store and engine live.
class Api {
 public:
  Api(const GraphStore& store, query::Engine& engine, ApiOptions options);
  ~Api();

  HttpResponse Handle(const HttpRequest& request, const std::atomic<bool>& cancelled);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace amana::server
