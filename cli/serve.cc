#include "server/serve.h"

#include <chrono>

#include "cli/command.h"
#include "cli/rules_folder.h"
#include "ingest/live_rules.h"

namespace amana::cli {
namespace {

struct ServeOptions {
  std::string host = "127.0.0.1";
  std::string import_directory;
  uint16_t port = 7474;
  bool read_only = false;
  bool insecure = false;
  unsigned time_limit = 30;
};

Result<int> Serve(const Context& context, const ServeOptions& given) {
  server::ServeOptions options;
  options.store = context.db;
  options.http.address = given.host;
  options.http.port = given.port;
  options.allow_without_auth = given.insecure;
  options.api.version = AMANA_VERSION;
  AMANA_TRY(auto packs, RulePacks(context));
  AMANA_TRY(options.api.rules, ingest::LiveRules::Load(std::move(packs)));
  options.api.read_only = given.read_only;
  options.api.import_directory = given.import_directory;
  options.api.query_time_limit = std::chrono::seconds(given.time_limit);
  AMANA_CHECK_OK(server::Serve(options, [&](const std::string& url) {
    context.Say("amana: serving " + context.db + " at " + url + " (stop with Ctrl-C)");
  }));
  context.Say("amana: stopped");
  return kSuccess;
}

}  // namespace

void AddServe(CLI::App& app, Context& context) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = AddCommand(
      app, context, "serve", "Answer over HTTP: queries, the graph, a page to explore it",
      "  amana serve\n  amana --db news.db serve --port 8080 --read-only",
      [&context, options] { return Serve(context, *options); });
  command->add_option("--host", options->host, "Address to listen on")->capture_default_str();
  command->add_option("--port", options->port, "Port to listen on; 0 takes a free one")
      ->capture_default_str();
  command->add_flag("--read-only", options->read_only,
                    "Refuse writes; other processes may write beside");
  command->add_option("--import-dir", options->import_directory,
                      "Let LOAD CSV read files below DIR");
  command->add_option("--time-limit", options->time_limit, "Seconds a query may take")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command->add_flag("--insecure-no-auth", options->insecure,
                    "Listen on other addresses than loopback though nobody has to log in");
}

}  // namespace amana::cli
