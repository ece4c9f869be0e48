#include "ingest/evaluate.h"

#include <algorithm>
#include <iterator>

#include "cli/article_source.h"
#include "cli/extraction_pool.h"
#include "cli/output.h"
#include "cli/predictions_by_source.h"
#include "cli/rules_folder.h"
#include "ingest/evaluate/calibration.h"
#include "ingest/evaluate/pairs.h"
#include "ingest/evaluate/unlisted_names.h"

namespace amana::cli {
namespace {

struct EvaluateOptions {
  InputOptions input;
  std::string gold, predictions, errors, fit;
  std::vector<std::string> pairs;
  std::string by = "relation", format = "table";
  bool unseen_names = false, calibration = false;
  unsigned threads = 1;
};

constexpr std::pair<const char*, ingest::Evaluation::By> kRows[] = {
    {"relation", ingest::Evaluation::By::kRelation},
    {"file", ingest::Evaluation::By::kFile},
    {"country", ingest::Evaluation::By::kCountry},
    {"layout", ingest::Evaluation::By::kLayout}};

ingest::Evaluation::By RowsOf(const std::string& name) {
  for (const auto& [known, by] : kRows) {
    if (name == known) return by;
  }
  return ingest::Evaluation::By::kRelation;
}

// Extracts the given articles; their predictions and texts are known by the names of their files.
// When a page was published, gold knows as the page's metadata would.
Result<ingest::PredictionSource> Extracted(const Context& context, const EvaluateOptions& options,
                                           const std::vector<ingest::Gold>& gold,
                                           std::map<std::string, std::string>& texts) {
  AMANA_TRY(const auto packs, RulePacks(context));
  ingest::LexiconFilter filter;
  if (options.unseen_names) filter = ingest::WithoutNamesOf(gold);
  AMANA_TRY(const Knowledge knowledge, Knowledge::Load(packs, filter));
  std::map<std::string, std::string> published;
  for (const ingest::Gold& page : gold) published[page.id()] = page.published();
  InputOptions input = options.input;
  input.published_of = [&published](const ingest::SourceDocument& document) {
    const auto known = published.find(PredictionsBySource::NameOf(document));
    return known == published.end() ? std::string() : known->second;
  };
  ExtractionPool pool(knowledge.rules, options.threads, options.input.min_confidence);
  Progress progress(ProgressMode::kNone, 0, "articles");
  auto files = std::make_shared<PredictionsBySource>();
  AMANA_TRY(
      auto summary, ReadPages(input, knowledge, progress, [&](auto&& pages) -> Result<bool> {
        const auto extractions = pool.Extract(pages);
        for (size_t i = 0; i < pages.size(); ++i) {
          AMANA_CHECK_OK(files->Add(pages[i].document, PredictionLines(pages[i], extractions[i])));
          std::string& text = texts[PredictionsBySource::NameOf(pages[i].document)];
          for (const auto& article : pages[i].articles) text += article.text + "\n";
        }
        return true;
      }));
  if (summary.failures > 0) {
    return Fail(ErrorCode::kIo, "some articles could not be read; nothing is evaluated");
  }
  return [files](const std::string& id) -> Result<std::optional<std::string>> {
    auto it = files->lines().find(id);
    if (it == files->lines().end()) return std::nullopt;
    return it->second;
  };
}

// Resolution across articles, over files of pairs.
Result<int> EvaluatePairs(const Context& context, const EvaluateOptions& options) {
  AMANA_TRY(Knowledge knowledge, LoadKnowledge(context));
  const ingest::IdentityRules rules(*knowledge.rules);
  std::vector<ingest::MentionPair> pairs;
  for (const std::string& file : options.pairs) {
    AMANA_TRY(auto read, ingest::ReadPairs(file));
    std::ranges::move(read, std::back_inserter(pairs));
  }
  const ingest::PairEvaluation evaluation = ingest::EvaluatePairs(pairs, rules);
  AMANA_TRY(Output out, Output::Open(""));
  out.Write(evaluation.Table());
  AMANA_CHECK_OK(out.Finish());
  if (options.errors.empty()) return kSuccess;
  AMANA_TRY(Output list, Output::Open(options.errors));
  for (const std::string& error : evaluation.errors) list.Write(error + "\n");
  AMANA_CHECK_OK(list.Finish());
  return kSuccess;
}

std::string Report(const ingest::Evaluation& evaluation, const EvaluateOptions& options) {
  if (options.calibration) return ingest::CalibrationTables(evaluation.files);
  return options.format == "json" ? evaluation.Json() : evaluation.Table(RowsOf(options.by));
}

Result<int> Evaluate(const Context& context, const EvaluateOptions& options) {
  if (!options.pairs.empty()) return EvaluatePairs(context, options);
  if (options.gold.empty())
    return Fail(ErrorCode::kInvalidArgument, "give --gold DIR or --pairs FILE");
  if (options.unseen_names && !options.predictions.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "--unseen-names needs articles to extract");
  }
  if (options.predictions.empty() == options.input.paths.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "give either articles or --pred DIR");
  }
  AMANA_TRY(auto rules, RulesFolder());
  AMANA_TRY(auto measure, ingest::NameMeasure::Load(rules / "evaluate"));
  AMANA_TRY(auto gold, ingest::ReadGold(options.gold, measure));
  ingest::PredictionSource source;
  std::map<std::string, std::string> texts;
  if (options.predictions.empty()) {
    AMANA_TRY(source, Extracted(context, options, gold, texts));
  } else {
    source = ingest::PredictionsIn(options.predictions);
  }
  AMANA_TRY(auto evaluation, ingest::Evaluate(gold, source, measure));
  for (const auto& id : evaluation.without_predictions) {
    context.Say("amana: warning: nothing was predicted for " + id + "; all of it counts as missed");
  }
  if (!options.fit.empty()) {
    AMANA_TRY(Output curves, Output::Open(options.fit));
    curves.Write(ingest::FitConfidence(evaluation.files));
    AMANA_CHECK_OK(curves.Finish());
  }
  AMANA_TRY(Output out, Output::Open(""));
  out.Write(Report(evaluation, options));
  AMANA_CHECK_OK(out.Finish());
  if (!options.errors.empty()) {
    evaluation.FindSentences(texts);
    AMANA_TRY(Output list, Output::Open(options.errors));
    list.Write(evaluation.Errors());
    AMANA_CHECK_OK(list.Finish());
  }
  return kSuccess;
}

}  // namespace

void AddEvaluate(CLI::App& app, Context& context) {
  auto options = std::make_shared<EvaluateOptions>();
  CLI::App* command =
      AddCommand(app, context, "evaluate", "Score extraction against what people annotated",
                 "  amana evaluate --gold samples/gold samples/articles\n"
                 "  amana evaluate --gold gold/ --pred predictions/ --by file --errors errors.txt",
                 [&context, options] { return Evaluate(context, *options); });
  AddInputOptions(*command, options->input);
  AddMinConfidence(*command, options->input);
  command->get_option("files")->required(false);
  command->add_option("--gold", options->gold, "Gold files (docs/evaluation.md)")->type_name("DIR");
  command
      ->add_option("--pairs", options->pairs,
                   "Judge pairs of mentions instead: resolution across articles")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_flag("--calibration", options->calibration,
                    "Print what confidence is worth: reliability, and precision by threshold");
  command->add_option("--fit", options->fit, "Write curves for rules/confidence to FILE")
      ->type_name("FILE");
  command->add_option("--pred", options->predictions, "Prediction files, instead of articles")
      ->type_name("DIR");
  command->add_option("--by", options->by, "Rows of the tables")
      ->check(CLI::IsMember({"relation", "file", "country", "layout"}))
      ->capture_default_str();
  command->add_flag("--unseen-names", options->unseen_names,
                    "Extract without the names of the gold's persons in the lists");
  command
      ->add_option("--errors", options->errors,
                   "Write what was missed or spurious to FILE, each with its sentence")
      ->type_name("FILE");
  command->add_option("--format", options->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  command->add_option("--threads", options->threads, "Threads that extract")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
}

}  // namespace amana::cli
