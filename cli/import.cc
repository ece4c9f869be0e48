#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "cli/command.h"
#include "cli/progress.h"
#include "ingest/import/import_graph.h"

namespace amana::cli {
namespace {

struct ImportChoices {
  std::vector<std::string> nodes;
  std::vector<std::string> relations;
  std::string rejects;  // --skip-bad
  unsigned threads = std::max(std::thread::hardware_concurrency(), 1u);
};

// NAME=FILE,FILE… or FILE,FILE…
ingest::ImportFiles ParseFiles(const std::string& text) {
  ingest::ImportFiles files;
  const size_t equals = text.find('=');
  if (equals != std::string::npos) files.name = text.substr(0, equals);
  const std::string paths = equals == std::string::npos ? text : text.substr(equals + 1);
  for (size_t at = 0; at <= paths.size();) {
    const size_t comma = std::min(paths.find(',', at), paths.size());
    if (comma > at) files.paths.push_back(paths.substr(at, comma - at));
    at = comma + 1;
  }
  return files;
}

struct CloseFile {
  void operator()(FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<FILE, CloseFile>;

Result<int> Import(const Context& context, const ImportChoices& choices) {
  ingest::ImportOptions options;
  options.threads = choices.threads;
  for (const std::string& text : choices.nodes) options.nodes.push_back(ParseFiles(text));
  for (const std::string& text : choices.relations) options.relations.push_back(ParseFiles(text));
  File rejects;
  if (!choices.rejects.empty()) {
    rejects.reset(std::fopen(choices.rejects.c_str(), "wb"));
    if (!rejects) return Fail(ErrorCode::kIo, "cannot write " + choices.rejects);
    options.skip_bad = true;
    options.reject = [&](std::string_view record, const Error& why) {
      fmt::print(rejects.get(), "# {}\n{}\n", why.ToString(), record);
    };
  }
  AMANA_TRY(auto store, GraphStore::Open(context.db, OpenMode::kReadWriteOrCreate));
  Progress progress(context.quiet
                        ? ProgressMode::kNone
                        : ChooseProgress(context.progress, context.terminal.stderr_is_terminal),
                    0, "thousand records");
  uint64_t records = 0;
  options.progress = [&](uint64_t more) {
    for (records += more; records >= 1000; records -= 1000) progress.Step(false);
  };
  auto report = ingest::ImportGraph(*store, options);
  progress.Finish();
  AMANA_TRY(const ingest::ImportReport done, std::move(report));
  context.Say(fmt::format("{} nodes and {} relations imported, {} records rejected", done.nodes,
                          done.relations, done.rejected));
  return done.rejected == 0 ? kSuccess : kPartly;
}

}  // namespace

void AddImport(CLI::App& app, Context& context) {
  auto choices = std::make_shared<ImportChoices>();
  CLI::App* command = AddCommand(
      app, context, "import", "Read nodes and relations from tables into the graph, all or nothing",
      "  amana import --nodes Person=people.csv --relations KNOWS=knows.csv\n"
      "  amana import --nodes Person=header.csv,part1.csv,part2.csv\n"
      "  amana import --nodes nodes.jsonl --relations - --skip-bad rejected.txt < relations.csv\n\n"
      "Headers: id,name,born:date,tags:string[] and from,to,since:date; or :ID(Space), name,\n"
      ":LABEL and :START_ID(Space), :END_ID(Space), :TYPE. Types: string, int, float, boolean,\n"
      "date, time, localtime, datetime, localdatetime, duration, and lists of them.",
      [&context, choices] { return Import(context, *choices); });
  command->add_option("--nodes", choices->nodes, "Nodes: labels, and files of CSV or JSON Lines")
      ->type_name("[LABEL:LABEL=]FILE,FILE…");
  command
      ->add_option("--relations", choices->relations,
                   "Relations: their type, and files of CSV or JSON Lines")
      ->type_name("[TYPE=]FILE,FILE…");
  command->add_option("--threads", choices->threads, "Threads that parse")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command
      ->add_option("--skip-bad", choices->rejects,
                   "Go on after records that cannot be read, and write them here")
      ->type_name("FILE");
}

}  // namespace amana::cli
