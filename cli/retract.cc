#include <fmt/format.h>

#include "cli/article_source.h"
#include "ingest/assimilate.h"

namespace amana::cli {
namespace {

struct RetractOptions {
  std::vector<std::string> ids;
  bool dry_run = false;
};

// True for what exists; the others are named on standard error.
Result<bool> Exists(const Context& context, const GraphStore& store, const std::string& id) {
  AMANA_TRY(auto article, store.GetArticle(id, ArticleParts::kMeta));
  if (!article) context.Complain(Error(ErrorCode::kNotFound, "there is no article " + id));
  return article.has_value();
}

Result<int> Retract(const Context& context, const RetractOptions& options) {
  const auto mode = options.dry_run ? OpenMode::kReadOnly : OpenMode::kReadWrite;
  AMANA_TRY(auto store, GraphStore::Open(context.db, mode));
  AMANA_TRY(Knowledge knowledge, LoadKnowledge(context));
  const ingest::IdentityRules identity(*knowledge.rules);
  uint64_t articles = 0, relations = 0;
  size_t missing = 0;
  for (const auto& id : options.ids) {
    AMANA_TRY(bool exists, Exists(context, *store, id));
    missing += !exists;
    if (!exists) continue;
    if (options.dry_run) {
      context.Say("would retract " + id);
      continue;
    }
    AMANA_TRY(auto outcome, ingest::Retract(*store, id, identity));
    articles += outcome.articles.size();
    relations += outcome.relations_removed;
  }
  if (!options.dry_run) {
    context.Say(fmt::format("{} articles retracted, {} relations removed", articles, relations));
  }
  if (missing == 0) return kSuccess;
  return missing == options.ids.size() ? kNotFound : kPartly;
}

}  // namespace

void AddRetract(CLI::App& app, Context& context) {
  auto options = std::make_shared<RetractOptions>();
  CLI::App* command =
      AddCommand(app, context, "retract", "Take articles back, and what only they said",
                 "  amana retract https://example.org/news/12\n"
                 "  amana retract articles/12.txt --dry-run",
                 [&context, options] { return Retract(context, *options); });
  command->add_option("ids", options->ids, "Ids of articles: id, URL or path as they were ingested")
      ->required()
      ->type_name("ID");
  command->add_flag("--dry-run", options->dry_run, "Only say what would be done");
}

}  // namespace amana::cli
