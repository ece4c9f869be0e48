#include "server/export/export.h"

#include <algorithm>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/suggest.h"

namespace amana::cli {
namespace {

struct ExportOptions {
  std::string format = "jsonl";
  std::string file;
  bool articles = false;
  double min_confidence = 0;
};

Result<server::ExportFormat> FormatNamed(const std::string& name) {
  const auto& names = server::ExportFormatNames();
  auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<server::ExportFormat>(found - names.begin());
  auto near = Nearest(name, names);
  return Fail(ErrorCode::kInvalidArgument, "unknown export format: " + name,
              near ? "did you mean " + *near + "?" : "jsonl, csv or cytoscape");
}

Result<int> Export(const Context& context, const ExportOptions& options) {
  AMANA_TRY(server::ExportFormat format, FormatNamed(options.format));
  AMANA_TRY(auto store, GraphStore::Open(context.db, OpenMode::kReadOnly));
  AMANA_TRY(Output out, Output::Open(options.file));
  AMANA_CHECK_OK(server::Export(*store, format, options.articles, options.min_confidence,
                                [&](std::string_view piece) {
                                  out.Write(piece);
                                  return !out.closed();
                                }));
  AMANA_CHECK_OK(out.Finish());
  return kSuccess;
}

}  // namespace

void AddExport(CLI::App& app, Context& context) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command =
      AddCommand(app, context, "export", "Write the whole graph to a file or standard output",
                 "  amana export --format csv -o relations.csv\n  amana export --format cytoscape "
                 "> graph.json",
                 [&context, options] { return Export(context, *options); });
  command->add_option("--format", options->format, "jsonl, csv or cytoscape")
      ->capture_default_str();
  command->add_option("-o,--output", options->file, "Write to FILE, not to standard output")
      ->type_name("FILE");
  command
      ->add_option("--min-confidence", options->min_confidence,
                   "Leave out relations that are less likely")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("X");
  command->add_flag("--articles", options->articles,
                    "Articles and what they mention as well (jsonl always has them)");
}

}  // namespace amana::cli
