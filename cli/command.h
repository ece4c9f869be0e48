#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "core/result.h"

namespace amana::cli {

// What all commands share: global options and what is known about the terminal.
struct Context {
  Terminal terminal;
  std::string db = "./amana.db";
  std::vector<std::string> rules;  // folders of the user's own packs
  std::string progress = "auto";
  bool quiet = false;
  bool json_errors = false;  // --format=json: errors are JSON, too
  int exit_code = kSuccess;

  // A line for people on standard error, unless --quiet.
  void Say(const std::string& line) const;
  // "amana: error: MESSAGE" and the hint on standard error.
  void Complain(const Error& error) const;
};

// A command's work: the exit code, or the error that ends it.
using Work = std::function<Result<int>()>;

// Adds a subcommand whose help ends with `examples`; `work` runs when it is chosen.
CLI::App* AddCommand(CLI::App& app, Context& context, const std::string& name,
                     const std::string& about, const std::string& examples, Work work);

// One for each command, in a file of its own.
void AddIngest(CLI::App& app, Context& context);
void AddExtract(CLI::App& app, Context& context);
void AddExplain(CLI::App& app, Context& context);
void AddRetract(CLI::App& app, Context& context);
void AddQuery(CLI::App& app, Context& context);
void AddServe(CLI::App& app, Context& context);
void AddExport(CLI::App& app, Context& context);
void AddImport(CLI::App& app, Context& context);
void AddStats(CLI::App& app, Context& context);
void AddCandidates(CLI::App& app, Context& context);
void AddEvaluate(CLI::App& app, Context& context);
void AddRules(CLI::App& app, Context& context);

// The whole program. Returns its exit code.
int Main(int argc, const char* const* argv);

}  // namespace amana::cli
