#include "cli/command.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <cstdio>

#include "cli/suggest.h"
#include "server/json/json_writer.h"

namespace amana::cli {
namespace {

void AddGlobalOptions(CLI::App& app, Context& context) {
  app.add_option("--db", context.db, "The store's folder")
      ->envname("AMANA_DB")
      ->capture_default_str();
  app.add_option("--rules", context.rules, "A rule pack of your own, added to the program's")
      ->type_name("DIR");
  app.add_option("--progress", context.progress, "How to show progress on standard error")
      ->check(CLI::IsMember({"auto", "bar", "lines", "json", "none"}))
      ->capture_default_str();
  app.add_flag("-q,--quiet", context.quiet, "No progress, no summary: errors only");
  app.set_version_flag("--version", std::string("amana ") + AMANA_VERSION);
  app.fallthrough();  // global options may stand after the command too
}

// The nearest command or option to the word that CLI11 did not know.
std::string Suggestion(const CLI::App& app, const std::vector<std::string>& words) {
  std::vector<std::string> commands, options = {"--help", "--version"};
  const CLI::App* chosen = nullptr;
  auto add_options = [&](const CLI::App& from) {
    for (const CLI::Option* option : from.get_options()) {
      for (const auto& name : option->get_lnames()) options.push_back("--" + name);
    }
  };
  add_options(app);
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(sub->get_name());
    if (app.got_subcommand(sub->get_name())) chosen = sub;
  }
  if (chosen) add_options(*chosen);
  for (const auto& word : words) {
    const bool is_option = word.starts_with("--");
    if (!is_option && chosen) continue;
    const std::string name = word.substr(0, word.find('='));
    auto near = Nearest(name, is_option ? options : commands);
    if (near && *near != name) return "did you mean " + *near + "?";
  }
  return "amana --help lists the commands";
}

}  // namespace

void Context::Say(const std::string& line) const {
  if (!quiet) std::fprintf(stderr, "%s\n", line.c_str());
}

void Context::Complain(const Error& error) const {
  Error bare = error;
  bare.hint.clear();
  // An error of a query shows its place in the message, with the line and a caret.
  if (bare.position && bare.position->file.empty()) bare.position.reset();
  if (json_errors) {
    server::JsonWriter json;
    json.BeginObject().Key("error").BeginObject().Field("code", ErrorCodeName(error.code));
    json.Field("message", bare.ToString()).Field("hint", error.hint).EndObject().EndObject();
    std::fprintf(stderr, "%s\n", json.Take().c_str());
    return;
  }
  std::fprintf(stderr, "amana: error: %s\n", bare.ToString().c_str());
  if (!error.hint.empty()) std::fprintf(stderr, "  %s\n", error.hint.c_str());
}

CLI::App* AddCommand(CLI::App& app, Context& context, const std::string& name,
                     const std::string& about, const std::string& examples, Work work) {
  CLI::App* command = app.add_subcommand(name, about);
  command->footer("Examples:\n" + examples);
  command->callback([&context, work = std::move(work)] {
    Result<int> done = work();
    if (done) {
      context.exit_code = *done;
    } else {
      context.Complain(done.error());
      context.exit_code = ExitCodeOf(done.error().code);
    }
  });
  return command;
}

int Main(int argc, const char* const* argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe shows as EPIPE where we write
  Context context;
  context.terminal = Terminal::Detect();
  CLI::App app("Reads Arabic news about political parties into a graph and answers questions.",
               "amana");
  app.require_subcommand(1);
  app.footer(
      "Examples:\n  amana ingest articles/\n"
      "  amana query 'MATCH (p:شخص)-[:يشغل]->(m:منصب) RETURN p.name, m.name'");
  AddGlobalOptions(app, context);
  AddIngest(app, context);
  AddExtract(app, context);
  AddExplain(app, context);
  AddRetract(app, context);
  AddImport(app, context);
  AddQuery(app, context);
  AddServe(app, context);
  AddExport(app, context);
  AddStats(app, context);
  AddCandidates(app, context);
  AddEvaluate(app, context);
  AddRules(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    context.Complain(
        Error(ErrorCode::kInvalidArgument, e.what(), Suggestion(app, {argv + 1, argv + argc})));
    return kUsage;
  }
  return context.exit_code;
}

}  // namespace amana::cli
