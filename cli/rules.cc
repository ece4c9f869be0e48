// amana rules test|check|stats: for those who write rule packs.

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/result_table.h"
#include "cli/rules_folder.h"
#include "ingest/rule_pack/example_check.h"
#include "ingest/rule_pack/pack_check.h"
#include "ingest/rule_pack/pack_stats.h"
#include "server/json/json_writer.h"

namespace amana::cli {
namespace {

Result<void> Print(const std::string& text) {
  AMANA_TRY(Output out, Output::Open(""));
  out.Write(text);
  return out.Finish();
}

// One finding a line; the last line counts them.
Result<int> Report(const std::vector<std::string>& findings, const std::string& summary) {
  std::string text;
  for (const std::string& finding : findings) text += finding + "\n";
  AMANA_CHECK_OK(Print(text + summary + "\n"));
  return findings.empty() ? kSuccess : kFailed;
}

Result<int> TestRules(const Context& context, const std::string& rule) {
  AMANA_TRY(const auto packs, RulePacks(context));
  AMANA_TRY(const auto rules, ingest::RuleSet::Load(packs));
  const auto report = ingest::CheckExamples(rules, rule);
  if (!rule.empty() && report.rules == 0) {
    return Fail(ErrorCode::kNotFound, "there is no rule " + rule);
  }
  return Report(report.failures, fmt::format("{} rules, {} examples, {} failures", report.rules,
                                             report.examples, report.failures.size()));
}

Result<int> CheckRules(const Context& context) {
  AMANA_TRY(const auto packs, RulePacks(context));
  std::vector<std::string> findings;
  for (size_t i = 0; i < packs.size(); ++i) {
    AMANA_TRY(const auto found, ingest::CheckPack(std::span(packs).first(i + 1)));
    findings.insert(findings.end(), found.begin(), found.end());
  }
  if (findings.empty()) {  // what only shows when all is put together, as an unknown paradigm
    const auto loaded = ingest::RuleSet::Load(packs);
    if (!loaded) findings.push_back(loaded.error().ToString());
  }
  return Report(findings, fmt::format("{} packs, {} problems", packs.size(), findings.size()));
}

Cell TextCell(const std::string& text) {
  server::JsonWriter json;
  json.String(text);
  return {text, text, json.Take()};
}

Cell NumberCell(uint64_t number) {
  const std::string text = std::to_string(number);
  return {text, text, text, true};
}

Result<int> CountRules(const Context& context, const std::string& format_name) {
  AMANA_TRY(const TableFormat format, ChooseFormat(format_name, context.terminal));
  AMANA_TRY(const auto packs, RulePacks(context));
  AMANA_TRY(const auto rules, ingest::RuleSet::Load(packs));
  const auto stats = ingest::CountPack(*rules);
  ResultTable table{{"what", "name", "count"}, {}};
  const auto add = [&table](const std::string& what, const std::string& name, uint64_t count) {
    table.rows.push_back({TextCell(what), TextCell(name), NumberCell(count)});
  };
  add("rules", "", stats.rules);
  add("examples", "", stats.examples);
  for (const auto& [name, count] : stats.predicates) add("rules for", name, count);
  for (const auto& [name, file] : stats.files) {
    add("lines in", name, file.lines);
    add("forms from", name, file.forms);
  }
  for (const auto& [name, count] : stats.classes) add("forms of class", name, count);
  AMANA_CHECK_OK(
      Print(Render(table, format, context.terminal, ChooseBidi("auto", context.terminal))));
  return kSuccess;
}

}  // namespace

void AddRules(CLI::App& app, Context& context) {
  CLI::App* rules = app.add_subcommand("rules", "Test, check and count the rule packs");
  rules->require_subcommand(1);
  rules->fallthrough();
  auto rule = std::make_shared<std::string>();
  CLI::App* test =
      AddCommand(*rules, context, "test", "Read the examples that stand with the rules",
                 "  amana rules test\n  amana rules test --rules mine --rule own.patron",
                 [&context, rule] { return TestRules(context, *rule); });
  test->add_option("--rule", *rule, "Only the rule of this id")->type_name("ID");
  AddCommand(*rules, context, "check", "List everything that is wrong in the files, with file:line",
             "  amana rules check --rules mine", [&context] { return CheckRules(context); });
  auto format = std::make_shared<std::string>("auto");
  CLI::App* stats = AddCommand(*rules, context, "stats", "Count words, classes and rules",
                               "  amana rules stats --format json",
                               [&context, format] { return CountRules(context, *format); });
  stats->add_option("--format", *format, "table, plain, json, jsonl, csv, tsv, markdown")
      ->capture_default_str();
}

}  // namespace amana::cli
