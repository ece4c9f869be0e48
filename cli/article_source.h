#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/progress.h"
#include "ingest/knowledge.h"
#include "ingest/page/segment_page.h"
#include "ingest/readers/read_inputs.h"

namespace amana::cli {

// Which articles a command reads, and how.
struct InputOptions {
  std::vector<std::string> paths;
  std::string published;  // for all of them
  // Where that is empty: for one, which may be empty too.
  std::function<std::string(const ingest::SourceDocument&)> published_of;
  std::string format = "auto";      // of the files
  std::vector<std::string> fields;  // "title=headline": names of fields in JSON Lines and CSV
  double min_confidence = 0;        // of relations, where the command extracts
};

void AddInputOptions(CLI::App& command, InputOptions& options);
void AddMinConfidence(CLI::App& command, InputOptions& options);

// How many pages the inputs will give; 0 where that shows only in the reading (records, stdin).
uint64_t ExpectedPages(const InputOptions& options);

using ingest::Knowledge;
// From the program's pack and the user's.
Result<Knowledge> LoadKnowledge(const Context& context);

// One source text: the article of the page first, then those embedded in it.
struct Page {
  ingest::SourceDocument document;
  std::vector<ingest::Article> articles;
};

struct PagesRead : ingest::ReadSummary {
  uint64_t set_aside = 0;  // articles that are not in Arabic
};

// Reads all pages in order and hands them on in batches of some hundred, so that work on them can
// be spread over threads. What cannot be read is reported by name and reason through `progress`; so
// are articles in other languages, which their pages come without. The sink answers false to stop.
// Stops at the next page after Ctrl-C. Errors: kInvalidArgument for wrong options.
using BatchSink = std::function<Result<bool>(std::vector<Page>&&)>;
Result<PagesRead> ReadPages(const InputOptions& options, const Knowledge& knowledge,
                            Progress& progress, const BatchSink& sink);

}  // namespace amana::cli
