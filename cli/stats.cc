#include "cli/command.h"
#include "cli/output.h"
#include "cli/result_table.h"
#include "core/graph_store.h"
#include "core/ontology.h"
#include "server/graph/counts.h"
#include "server/json/json_writer.h"

namespace amana::cli {
namespace {

struct StatsOptions {
  std::string format = "auto";
};

void AddRow(ResultTable& table, std::string_view what, const std::string& name,
            std::string_view arabic, uint64_t count) {
  auto text = [](std::string_view value) {
    server::JsonWriter json;
    json.String(value);
    return Cell{std::string(value), std::string(value), json.Take()};
  };
  const std::string number = std::to_string(count);
  table.rows.push_back({text(what), text(name), text(arabic), {number, number, number, true}});
}

Result<int> Stats(const Context& context, const StatsOptions& options) {
  AMANA_TRY(TableFormat format, ChooseFormat(options.format, context.terminal));
  AMANA_TRY(auto store, GraphStore::Open(context.db, OpenMode::kReadOnly));
  const auto graph = store->snapshot();
  ResultTable table{{"what", "name", "arabic", "count"}, {}};
  AddRow(table, "articles", "", "", store->article_count());
  AddRow(table, "nodes", "", "", graph->node_count());
  AddRow(table, "relationships", "", "", graph->relationship_count());
  for (const auto& [name, count] : server::CountLabels(*graph)) {
    AddRow(table, "label", name, ArabicLabel(name).value_or(""), count);
  }
  for (const auto& [name, count] : server::CountTypes(*graph)) {
    AddRow(table, "type", name, ArabicType(name).value_or(""), count);
  }
  AMANA_TRY(Output out, Output::Open(""));
  out.Write(Render(table, format, context.terminal, ChooseBidi("auto", context.terminal)));
  AMANA_CHECK_OK(out.Finish());
  return kSuccess;
}

}  // namespace

void AddStats(CLI::App& app, Context& context) {
  auto options = std::make_shared<StatsOptions>();
  CLI::App* command = AddCommand(app, context, "stats", "Count what the store holds",
                                 "  amana stats\n  amana stats --format json",
                                 [&context, options] { return Stats(context, *options); });
  command->add_option("--format", options->format, "table, plain, json, jsonl, csv, tsv, markdown")
      ->capture_default_str();
}

}  // namespace amana::cli
