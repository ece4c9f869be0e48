#include <filesystem>
#include <map>
#include <sstream>

#include "cli/article_source.h"
#include "cli/extraction_pool.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/predictions_by_source.h"

namespace amana::cli {
namespace {

struct ExtractOptions {
  InputOptions input;
  std::string folder;
  unsigned threads = 1;
};

// Writes FOLDER/<name of the source without its ending>.jsonl.
Result<void> WriteFile(const std::filesystem::path& folder, const std::string& stem,
                       const std::string& lines) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  AMANA_TRY(Output out, Output::Open(folder / (stem + ".jsonl")));
  out.Write(lines);
  return out.Finish();
}

Result<int> Extract(const Context& context, const ExtractOptions& options) {
  AMANA_TRY(Knowledge knowledge, LoadKnowledge(context));
  CatchInterrupts();
  AMANA_TRY(Output out, Output::Open(""));
  ExtractionPool pool(knowledge.rules, options.threads, options.input.min_confidence);
  const std::string mode = context.quiet || options.folder.empty() ? "none" : context.progress;
  Progress progress(ChooseProgress(mode, context.terminal.stderr_is_terminal), 0, "articles");
  PredictionsBySource files;
  AMANA_TRY(auto summary,
            ReadPages(options.input, knowledge, progress, [&](auto&& pages) -> Result<bool> {
              const auto extractions = pool.Extract(pages);
              for (size_t i = 0; i < pages.size(); ++i) {
                progress.Step(false);
                const std::string lines = PredictionLines(pages[i], extractions[i]);
                if (options.folder.empty()) {
                  out.Write(lines);
                } else {
                  AMANA_CHECK_OK(files.Add(pages[i].document, lines));
                }
              }
              return !out.closed();
            }));
  for (const auto& [stem, lines] : files.lines()) {
    AMANA_CHECK_OK(WriteFile(options.folder, stem, lines));
  }
  AMANA_CHECK_OK(out.Finish());
  if (Interrupted()) return kInterrupted;
  if (summary.failures == 0) return kSuccess;
  return summary.documents > 0 ? kPartly : kFailed;
}

}  // namespace

void AddExtract(CLI::App& app, Context& context) {
  auto options = std::make_shared<ExtractOptions>();
  CLI::App* command = AddCommand(app, context, "extract",
                                 "Print what articles say, one relation a line, without a store",
                                 "  amana extract article.txt --published 2024-11-10\n"
                                 "  amana extract articles/ -o predictions/",
                                 [&context, options] { return Extract(context, *options); });
  AddInputOptions(*command, options->input);
  AddMinConfidence(*command, options->input);
  command->add_option("-o,--output", options->folder, "Write DIR/NAME.jsonl for each source")
      ->type_name("DIR");
  command->add_option("--threads", options->threads, "Threads that extract")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
}

}  // namespace amana::cli
