#include "cli/article_source.h"
#include "cli/output.h"
#include "cli/text_width.h"
#include "ingest/extractor.h"

namespace amana::cli {
namespace {

void AddLines(std::string& out, const char* head, const std::vector<std::string>& lines) {
  for (const auto& line : lines) out += std::string(head) + Printable(line) + "\n";
}

std::string Explained(const ingest::Article& article, const ingest::Trace& trace) {
  std::string out = "article " + article.id + "\n";
  out += "published " + (article.published.empty() ? "unknown" : article.published);
  if (!article.published_from.empty()) out += " (" + article.published_from + ")";
  out += "\n";
  for (const auto& sentence : trace.sentences) {
    out += "\n[" + sentence.block + "] " + Printable(sentence.text) + "\n";
    AddLines(out, "    mention   ", sentence.mentions);
    AddLines(out, "    fired     ", sentence.fired);
    AddLines(out, "    rejected  ", sentence.rejected);
  }
  return out + "\n";
}

Result<int> Explain(const Context& context, const InputOptions& options) {
  AMANA_TRY(Knowledge knowledge, LoadKnowledge(context));
  AMANA_TRY(Output out, Output::Open(""));
  ingest::Extractor extractor(knowledge.rules);
  Progress progress(ProgressMode::kNone, 0, "articles");
  AMANA_TRY(auto summary,
            ReadPages(options, knowledge.page, progress, [&](auto&& pages) -> Result<bool> {
              for (const Page& page : pages) {
                for (const auto& article : page.articles) {
                  ingest::Trace trace;
                  extractor.Extract(article, &trace);
                  out.Write(Explained(article, trace));
                }
              }
              return !out.closed();
            }));
  AMANA_CHECK_OK(out.Finish());
  if (summary.failures == 0) return kSuccess;
  return summary.documents > 0 ? kPartly : kFailed;
}

}  // namespace

void AddExplain(CLI::App& app, Context& context) {
  auto options = std::make_shared<InputOptions>();
  CLI::App* command = AddCommand(
      app, context, "explain", "Show sentence by sentence what fired, what was rejected and why",
      "  amana explain article.txt\n  amana explain article.txt --rules my-rules",
      [&context, options] { return Explain(context, *options); });
  AddInputOptions(*command, *options);
}

}  // namespace amana::cli
