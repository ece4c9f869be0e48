#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/result_table.h"
#include "query/engine.h"
#include "query/render.h"
#include "server/graph/element.h"
#include "server/json/json_values.h"
#include "server/json/value_json.h"

namespace amana::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct QueryOptions {
  std::string statement, file, output, import_directory;
  std::vector<std::string> parameters;
  std::string format = "auto", bidi = "auto";
  double time_limit = 600;
  uint64_t max_rows = 1'000'000;
  bool read_only = false;
};

Result<std::string> ReadAll(const std::string& file) {
  std::ostringstream text;
  if (file == "-") {
    text << std::cin.rdbuf();
  } else {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Fail(ErrorCode::kNotFound, "cannot read " + file);
    text << in.rdbuf();
  }
  return std::move(text).str();
}

Result<std::string> Statement(const QueryOptions& options) {
  if (!options.file.empty() && !options.statement.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "give either a statement or --file");
  }
  if (!options.file.empty()) return ReadAll(options.file);
  if (options.statement == "-") return ReadAll("-");
  if (!options.statement.empty()) return options.statement;
  return Fail(ErrorCode::kInvalidArgument, "there is no statement",
              "give one as argument, with --file, or - for standard input");
}

// "name=value": JSON where it is JSON, else a string.
Result<query::Parameters> ParametersOf(const std::vector<std::string>& given) {
  query::Parameters parameters;
  for (const auto& pair : given) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Fail(ErrorCode::kInvalidArgument, "not a parameter: " + pair,
                  "write -P name=value; value is JSON or plain text");
    }
    const std::string text = pair.substr(equals + 1);
    Value value(text);
    if (auto json = server::ParseJson(text)) {
      AMANA_TRY(value, server::ValueOfJson(*json));
    }
    parameters.insert_or_assign(pair.substr(0, equals), std::move(value));
  }
  return parameters;
}

Cell CellOf(const Value& value, const Snapshot& graph) {
  server::JsonWriter json;
  server::WriteValue(json, value, graph, server::JsonForm::kPlain);
  Cell cell;
  cell.text = query::Render(value, graph);
  cell.json = json.Take();
  const bool scalar = !value.is_list() && !value.is_map() && !value.is_node() &&
                      !value.is_relationship() && !value.is_path();
  cell.bare = scalar ? server::PlainText(value) : cell.json;
  cell.number = value.is_number();
  return cell;
}

ResultTable TableOf(const query::QueryResult& result) {
  ResultTable table{result.columns, {}};
  for (const auto& row : result.rows) {
    table.rows.emplace_back();
    for (const Value& value : row) table.rows.back().push_back(CellOf(value, *result.snapshot));
  }
  return table;
}

std::string CountersText(const ChangeCounters& c) {
  std::string text;
  auto add = [&](uint64_t count, const char* what) {
    if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + what;
  };
  add(c.nodes_created, "nodes created");
  add(c.nodes_deleted, "nodes deleted");
  add(c.relationships_created, "relationships created");
  add(c.relationships_deleted, "relationships deleted");
  add(c.properties_set, "properties set");
  add(c.labels_added, "labels added");
  add(c.labels_removed, "labels removed");
  add(c.indexes_added, "indexes added");
  add(c.indexes_removed, "indexes removed");
  add(c.constraints_added, "constraints added");
  add(c.constraints_removed, "constraints removed");
  return text;
}

// A reader at first, so that it works beside a writer; opened again to write where the statement
// does.
Result<std::unique_ptr<GraphStore>> OpenFor(const std::string& db, const std::string& statement,
                                            bool read_only) {
  auto store = GraphStore::Open(db, OpenMode::kReadOnly);
  if (store) {
    auto prepared = query::Engine(**store).Prepare(statement);
    if (!prepared) return Fail(std::move(prepared).error());
    if (read_only || prepared->type() == query::QueryType::kRead || prepared->explains()) {
      return store;
    }
    store->reset();
  } else if (store.error().code != ErrorCode::kNotFound || read_only) {
    return store;
  } else {
    // Only a statement that writes may make a new store.
    auto scratch = GraphStore::InMemory();
    auto prepared = query::Engine(*scratch).Prepare(statement);
    if (!prepared) return Fail(std::move(prepared).error());
    if (prepared->type() == query::QueryType::kRead) return store;
  }
  return GraphStore::Open(db, OpenMode::kReadWriteOrCreate);
}

// An error of the statement itself is a failed query, not wrong use of the program.
Result<int> QueryFailed(const Context& context, const Error& error) {
  context.Complain(error);
  const ExitCode code = ExitCodeOf(error.code);
  return code == kUsage || code == kNotFound ? kFailed : code;
}

Result<int> Query(Context& context, const QueryOptions& options) {
  context.json_errors = options.format == "json" || options.format == "jsonl";
  AMANA_TRY(TableFormat format, ChooseFormat(options.format, context.terminal));
  AMANA_TRY(std::string statement, Statement(options));
  AMANA_TRY(query::Parameters parameters, ParametersOf(options.parameters));
  const auto start = Clock::now();
  auto store = OpenFor(context.db, statement, options.read_only);
  if (!store) {
    const bool of_query = store.error().position.has_value() || !store.error().detail.empty();
    return of_query ? QueryFailed(context, store.error()) : Fail(std::move(store).error());
  }
  CatchInterrupts();
  query::Engine engine(**store);
  query::QueryOptions limits;
  limits.time_limit = std::chrono::milliseconds(static_cast<int64_t>(options.time_limit * 1000));
  limits.max_rows = options.max_rows;
  limits.cancel = &Interrupted();
  limits.read_only = options.read_only;
  limits.import_directory = options.import_directory;
  const auto ready = Clock::now();
  auto result = engine.Run(statement, parameters, limits);
  if (!result) return QueryFailed(context, result.error());
  AMANA_TRY(Output out, Output::Open(options.output));
  const bool json = format == TableFormat::kJson || format == TableFormat::kJsonLines;
  if (result->plan && json) {
    out.Write(*result->plan_json + "\n");
  } else {
    // PROFILE has an answer as well.
    if (!result->plan || !result->columns.empty()) {
      out.Write(Render(TableOf(*result), format, context.terminal,
                       ChooseBidi(options.bidi, context.terminal)));
    }
    if (result->plan) out.Write(*result->plan);
  }
  AMANA_CHECK_OK(out.Finish());
  auto milliseconds = [](Clock::duration d) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(d).count());
  };
  const std::string changes = CountersText(result->counters);
  if (context.terminal.stderr_is_terminal || !changes.empty()) {
    context.Say(std::to_string(result->rows.size()) + " rows, ready after " +
                milliseconds(ready - start) + " ms, consumed after " +
                milliseconds(Clock::now() - ready) + " ms" +
                (changes.empty() ? "" : "; " + changes));
  }
  return kSuccess;
}

}  // namespace

void AddQuery(CLI::App& app, Context& context) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command = AddCommand(
      app, context, "query", "Ask the graph in openCypher",
      "  amana query 'MATCH (p:Person)-[:HOLDS]->(t:Post) RETURN p.name, t.name LIMIT 10'\n"
      "  amana query -f question.cypher -P 'name=سالم' --format csv -o answer.csv",
      [&context, options] { return Query(context, *options); });
  command->add_option("statement", options->statement, "The statement; - reads standard input");
  command->add_option("-f,--file", options->file, "Read the statement from FILE")
      ->type_name("FILE");
  command->add_option("-P,--param", options->parameters, "A parameter; the value is JSON or text")
      ->type_name("NAME=VALUE")
      ->take_all();
  command
      ->add_option("--format", options->format,
                   "table, plain, json, jsonl, csv, tsv, markdown or list")
      ->capture_default_str();
  command->add_option("-o,--output", options->output, "Write to FILE, not to standard output")
      ->type_name("FILE");
  command->add_option("--bidi", options->bidi, "Isolate right-to-left cells on a terminal")
      ->check(CLI::IsMember({"auto", "isolate", "off"}))
      ->capture_default_str();
  command->add_option("--time-limit", options->time_limit, "Seconds the query may take")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--max-rows", options->max_rows, "Rows it may return")->capture_default_str();
  command->add_option("--import-dir", options->import_directory,
                      "Let LOAD CSV read files below DIR");
  command->add_flag("--read-only", options->read_only, "Refuse a statement that writes");
}

}  // namespace amana::cli
