#include "cli/article_source.h"
#include "cli/explain_html.h"
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

struct ExplainOptions {
  InputOptions input;
  std::string format = "text";
};

Result<int> Explain(const Context& context, const ExplainOptions& options) {
  const bool html = options.format == "html";
  AMANA_TRY(Knowledge knowledge, LoadKnowledge(context));
  AMANA_TRY(Output out, Output::Open(""));
  ingest::Extractor extractor(knowledge.rules);
  if (html) out.Write(ExplainHead());
  Progress progress(ProgressMode::kNone, 0, "articles");
  AMANA_TRY(auto summary,
            ReadPages(options.input, knowledge, progress, [&](auto&& pages) -> Result<bool> {
              for (const Page& page : pages) {
                for (const auto& article : page.articles) {
                  ingest::Trace trace;
                  const auto extraction = extractor.Extract(article, &trace);
                  out.Write(html ? ExplainArticle(article, extraction, trace)
                                 : Explained(article, trace));
                }
              }
              return !out.closed();
            }));
  if (html) out.Write(ExplainTail());
  AMANA_CHECK_OK(out.Finish());
  if (summary.failures == 0) return kSuccess;
  return summary.documents > 0 ? kPartly : kFailed;
}

}  // namespace

void AddExplain(CLI::App& app, Context& context) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = AddCommand(
      app, context, "explain", "Show sentence by sentence what fired, what was rejected and why",
      "  amana explain article.txt\n  amana explain article.txt --rules my-rules\n"
      "  amana explain article.txt --format html > article.html",
      [&context, options] { return Explain(context, *options); });
  AddInputOptions(*command, options->input);
  command->add_option("--format", options->format, "text, or html: a page with relations as arcs")
      ->check(CLI::IsMember({"text", "html"}))
      ->capture_default_str();
}

}  // namespace amana::cli
