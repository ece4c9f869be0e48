#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "cli/article_source.h"
#include "cli/extraction_pool.h"
#include "cli/interrupt.h"
#include "ingest/assimilate.h"

namespace amana::cli {
namespace {

constexpr size_t kPagesInACommit = 32;

struct IngestOptions {
  InputOptions input;
  unsigned threads = std::max(std::thread::hardware_concurrency(), 1u);
  bool strict = false;
  bool verbose = false;
};

struct Totals {
  uint64_t fresh = 0, updated = 0, unchanged = 0;
  uint64_t relations_added = 0, relations_removed = 0;

  void Add(const ingest::BatchOutcome& outcome) {
    for (const auto& article : outcome.articles) {
      fresh += article.status == ingest::IngestStatus::kNew;
      updated += article.status == ingest::IngestStatus::kUpdated;
      unchanged += article.status == ingest::IngestStatus::kUnchanged;
    }
    relations_added += outcome.relations_added;
    relations_removed += outcome.relations_removed;
  }
};

std::string_view StatusName(ingest::IngestStatus status) {
  switch (status) {
    case ingest::IngestStatus::kNew:
      return "new";
    case ingest::IngestStatus::kUpdated:
      return "updated";
    case ingest::IngestStatus::kUnchanged:
      return "unchanged";
  }
  return "";
}

// Extracts a batch on all threads and commits it in pieces; what is committed stays.
class Ingester {
 public:
  Ingester(GraphStore& store, const Knowledge& knowledge, const IngestOptions& options,
           Progress& progress)
      : store_(store),
        pool_(knowledge.rules, options.threads, options.input.min_confidence),
        identity_(*knowledge.rules),
        verbose_(options.verbose),
        progress_(progress) {}

  Result<bool> Take(std::vector<Page>&& pages) {
    auto extractions = pool_.Extract(pages);
    std::vector<ingest::ReadPage> piece;
    for (size_t i = 0; i < pages.size() && !Interrupted(); ++i) {
      ingest::ReadPage page;
      for (size_t j = 0; j < pages[i].articles.size(); ++j) {
        page.push_back({std::move(pages[i].articles[j]), std::move(extractions[i][j]),
                        j == 0 ? std::move(pages[i].document.bytes) : std::string()});
      }
      piece.push_back(std::move(page));
      if (piece.size() < kPagesInACommit && i + 1 < pages.size()) continue;
      AMANA_CHECK_OK(Commit(piece));
      piece.clear();
    }
    return !Interrupted();
  }

  const Totals& totals() const { return totals_; }

 private:
  Result<void> Commit(const std::vector<ingest::ReadPage>& pages) {
    AMANA_TRY(auto outcome, ingest::AssimilatePages(store_, pages, identity_));
    totals_.Add(outcome);
    for (size_t i = 0; i < pages.size(); ++i) progress_.Step(false);
    if (!verbose_) return {};
    for (const auto& article : outcome.articles) {
      progress_.Note(fmt::format("{} {}", StatusName(article.status), article.article));
    }
    return {};
  }

  GraphStore& store_;
  ExtractionPool pool_;
  ingest::IdentityRules identity_;
  bool verbose_;
  Progress& progress_;
  Totals totals_;
};

Result<int> Ingest(const Context& context, const IngestOptions& options) {
  AMANA_TRY(Knowledge knowledge, LoadKnowledge(context));
  AMANA_TRY(auto store, GraphStore::Open(context.db, OpenMode::kReadWriteOrCreate));
  CatchInterrupts();
  const std::string mode = context.quiet ? "none" : context.progress;
  Progress progress(ChooseProgress(mode, context.terminal.stderr_is_terminal),
                    ExpectedPages(options.input), "articles");
  Ingester ingester(*store, knowledge, options, progress);
  AMANA_TRY(auto summary, ReadPages(options.input, knowledge, progress,
                                    [&](auto&& pages) { return ingester.Take(std::move(pages)); }));
  progress.Finish();
  const Totals& t = ingester.totals();
  context.Say(fmt::format(
      "{} read: {} new, {} updated, {} unchanged, {} failed{}; {} relations added, {} removed; "
      "{:.1f} s",
      summary.documents, t.fresh, t.updated, t.unchanged, summary.failures,
      summary.set_aside > 0 ? fmt::format(", {} set aside", summary.set_aside) : "",
      t.relations_added, t.relations_removed, progress.seconds()));
  if (Interrupted()) {
    context.Say("amana: interrupted; what is committed stays, the same command goes on from here");
    return kInterrupted;
  }
  if (summary.failures == 0) return kSuccess;
  return options.strict || summary.documents == 0 ? kFailed : kPartly;
}

}  // namespace

void AddIngest(CLI::App& app, Context& context) {
  auto options = std::make_shared<IngestOptions>();
  CLI::App* command = AddCommand(app, context, "ingest", "Read articles into the store",
                                 "  amana ingest articles/\n"
                                 "  amana --db news.db ingest news.jsonl --field title=headline",
                                 [&context, options] { return Ingest(context, *options); });
  AddInputOptions(*command, options->input);
  AddMinConfidence(*command, options->input);
  command->add_option("--threads", options->threads, "Threads that extract")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_flag("--strict", options->strict, "Exit with 1 where an input failed, not with 3");
  command->add_flag("-v,--verbose", options->verbose, "Name each article once it is stored");
}

}  // namespace amana::cli
