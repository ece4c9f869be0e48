#include "tests/query/tck_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "core/graph_store.h"
#include "query/engine.h"
#include "query/render.h"
#include "tests/query/canonical.h"

namespace amana::test {
namespace {

using query::Engine;
using query::QueryResult;

// What a later query could see of a graph.
struct Visible {
  std::set<uint64_t> nodes;
  std::set<uint64_t> relationships;
  std::set<std::string> labels;
  std::set<std::string> properties;

  explicit Visible(const Snapshot& graph) {
    for (uint64_t i = 0; i < graph.node_bound(); ++i) {
      NodeId node(i);
      if (!graph.HasNode(node)) continue;
      nodes.insert(i);
      for (LabelId label : graph.Labels(node)) labels.emplace(graph.labels().Name(label));
      graph.ForEachNodeProperty(node, [&](KeyId key, const Value& value) {
        Add("n", i, graph.keys().Name(key), query::Render(value, graph));
      });
    }
    for (uint64_t i = 0; i < graph.relationship_bound(); ++i) {
      RelationshipId relationship(i);
      if (!graph.HasRelationship(relationship)) continue;
      relationships.insert(i);
      graph.ForEachRelationshipProperty(relationship, [&](KeyId key, const Value& value) {
        Add("r", i, graph.keys().Name(key), query::Render(value, graph));
      });
    }
  }

 private:
  void Add(const char* kind, uint64_t id, std::string_view key, const std::string& value) {
    properties.insert(fmt::format("{}{} {} {}", kind, id, key, value));
  }
};

template <typename T>
void Count(const std::set<T>& before, const std::set<T>& after, const std::string& what,
           std::map<std::string, size_t>* out) {
  auto missing = [](const std::set<T>& from, const std::set<T>& in) {
    return static_cast<size_t>(
        std::count_if(from.begin(), from.end(), [&](const T& t) { return !in.contains(t); }));
  };
  if (size_t added = missing(after, before)) (*out)["+" + what] = added;
  if (size_t removed = missing(before, after)) (*out)["-" + what] = removed;
}

std::map<std::string, size_t> Difference(const Visible& before, const Visible& after) {
  std::map<std::string, size_t> out;
  Count(before.nodes, after.nodes, "nodes", &out);
  Count(before.relationships, after.relationships, "relationships", &out);
  Count(before.labels, after.labels, "labels", &out);
  Count(before.properties, after.properties, "properties", &out);
  return out;
}

std::string Shown(const std::map<std::string, size_t>& effects) {
  std::string out;
  for (const auto& [name, count] : effects) out += fmt::format("{}{} ", name, count);
  return out.empty() ? "none" : out;
}

class Run {
 public:
  explicit Run(std::filesystem::path graphs)
      : graphs_(std::move(graphs)), store_(GraphStore::InMemory()), engine_(*store_) {}

  Outcome Scenario(const test::Scenario& scenario) {
    for (const std::string& tag : scenario.tags) {
      if (tag == "@ignore") return {Verdict::kSkip, "@ignore"};
    }
    for (const Step& step : scenario.steps) {
      auto outcome = DoStep(step);
      if (outcome.verdict != Verdict::kPass) return outcome;
    }
    if (result_ && !*result_ && !error_expected_)
      return Failed("failed: " + result_->error().message);
    return {};
  }

 private:
  static Outcome Failed(std::string reason) {
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    std::replace(reason.begin(), reason.end(), '\t', ' ');
    return {Verdict::kFail, reason.substr(0, 160)};
  }

  Outcome DoStep(const Step& step) {
    const std::string& text = step.text;
    auto starts = [&](std::string_view prefix) { return text.rfind(prefix, 0) == 0; };
    if (starts("an empty graph") || starts("any graph")) return {};
    if (starts("the binary-tree-1")) return LoadGraph("binary-tree-1");
    if (starts("the binary-tree-2")) return LoadGraph("binary-tree-2");
    if (starts("having executed")) {
      auto done = engine_.Run(step.doc);
      if (!done) return Failed("set-up: " + done.error().message);
      return {};
    }
    if (starts("parameters are")) return SetParameters(step.table);
    if (starts("executing query") || starts("executing control query")) {
      before_.emplace(*store_->snapshot());
      result_.emplace(Execute(step.doc));
      return {};
    }
    if (starts("there exists a procedure")) return AddProcedure(text, step.table);
    if (starts("no side effects")) return CheckEffects({});
    if (starts("the side effects should be")) return CheckEffects(step.table);
    if (starts("the result should be empty")) return CheckRows({}, false, false);
    if (starts("the result should be")) {
      bool ordered = text.find("in order") != std::string::npos;
      bool sort_lists = text.find("ignoring element order") != std::string::npos;
      return CheckRows(step.table, ordered, sort_lists);
    }
    if (text.find("should be raised at") != std::string::npos) return CheckError(text);
    return Failed("unknown step: " + text);
  }

  Result<QueryResult> Execute(const std::string& text) {
    compile_time_ = true;
    AMANA_TRY(auto prepared, engine_.Prepare(text));
    compile_time_ = false;
    return engine_.Run(prepared, parameters_);
  }

  Outcome LoadGraph(const std::string& name) {
    std::ifstream in(graphs_ / name / (name + ".cypher"));
    std::stringstream all;
    all << in.rdbuf();
    std::string text = all.str();
    std::istringstream statements(text);
    for (std::string statement; std::getline(statements, statement, ';');) {
      if (statement.find_first_not_of(" \n\r\t") == std::string::npos) continue;
      auto done = engine_.Run(statement);
      if (!done) return Failed("graph: " + done.error().message);
    }
    return {};
  }

  Outcome SetParameters(const std::vector<std::vector<std::string>>& table) {
    for (const auto& row : table) {
      auto value = engine_.Run("RETURN " + row[1] + " AS value");
      if (!value) return Failed("parameter: " + value.error().message);
      parameters_[row[0]] = value->rows[0][0];
    }
    return {};
  }

  // "there exists a procedure test.my.proc(name :: STRING?, ...) :: (out :: INTEGER?):": the rows
  // whose first columns equal the arguments give the others.
  Outcome AddProcedure(const std::string& text,
                       const std::vector<std::vector<std::string>>& table) {
    query::ProcedureDef procedure = ParseSignature(text);
    const size_t inputs = procedure.parameters.size();
    std::vector<std::vector<Value>> rows;
    for (size_t i = 1; i < table.size(); ++i) {
      std::string list;
      for (const std::string& cell : table[i]) list += (list.empty() ? "" : ", ") + cell;
      auto value = engine_.Run("RETURN [" + list + "] AS row");
      if (!value) return Failed("procedure: " + value.error().message);
      auto cells = value->rows[0][0].AsList();
      rows.emplace_back(cells.begin(), cells.end());
    }
    procedure.call = [rows, inputs](query::ExecutionContext&, query::Arguments arguments,
                                    query::ProcedureRows& out) {
      for (const auto& row : rows) {
        bool same = true;
        for (size_t i = 0; i < inputs; ++i) same &= Value::Equivalent(row[i], *arguments[i]);
        if (same) out.Add({row.begin() + static_cast<int64_t>(inputs), row.end()});
      }
    };
    engine_.AddProcedure(std::move(procedure));
    return {};
  }

  static query::ProcedureDef ParseSignature(const std::string& text) {
    static const std::map<std::string, query::TypeMask> kTypes = {{"STRING", query::kStringMask},
                                                                  {"INTEGER", query::kIntegerMask},
                                                                  {"FLOAT", query::kFloatMask},
                                                                  {"NUMBER", query::kNumberMask}};
    query::ProcedureDef procedure;
    const size_t begin = std::string("there exists a procedure ").size();
    const size_t open = text.find('(');
    procedure.name = text.substr(begin, open - begin);
    while (procedure.name.ends_with(' ') || procedure.name.ends_with(':')) {
      procedure.name.pop_back();
    }
    const size_t second = text.find('(', open + 1);
    auto each = [&](size_t from, auto&& visit) {
      std::istringstream items(text.substr(from + 1, text.find(')', from) - from - 1));
      for (std::string item; std::getline(items, item, ',');) {
        std::istringstream words(item);
        std::string name, colons, type;
        words >> name >> colons >> type;
        if (type.ends_with('?')) type.pop_back();
        if (!name.empty()) visit(name, type);
      }
    };
    if (second != std::string::npos) {
      each(open, [&](const std::string& name, const std::string& type) {
        auto mask = kTypes.find(type);
        procedure.parameters.push_back(
            {name, mask == kTypes.end() ? query::kAnyType : mask->second, type, false});
      });
    }
    each(second == std::string::npos ? open : second,
         [&](const std::string& name, const std::string& type) {
           procedure.fields.push_back({name, type});
         });
    return procedure;
  }

  Outcome CheckRows(const std::vector<std::vector<std::string>>& table, bool ordered,
                    bool sort_lists) {
    if (!*result_) return Failed("failed: " + result_->error().message);
    const QueryResult& result = **result_;
    if (!table.empty() && table[0] != result.columns) {
      return Failed(fmt::format("columns are {}", fmt::join(result.columns, ", ")));
    }
    std::vector<std::string> expected;
    for (size_t i = 1; i < table.size(); ++i) {
      std::string row;
      for (const std::string& cell : table[i]) row += Canonical(cell, sort_lists) + " | ";
      expected.push_back(row);
    }
    std::vector<std::string> actual;
    for (const auto& values : result.rows) {
      std::string row;
      for (const Value& value : values) {
        row += Canonical(query::Render(value, *result.snapshot), sort_lists) + " | ";
      }
      actual.push_back(row);
    }
    if (!ordered) {
      std::sort(expected.begin(), expected.end());
      std::sort(actual.begin(), actual.end());
    }
    if (expected == actual) return {};
    return Failed(fmt::format("expected {} row(s) [{}] got {} [{}]", expected.size(),
                              expected.empty() ? "" : expected.front(), actual.size(),
                              actual.empty() ? "" : actual.front()));
  }

  Outcome CheckEffects(const std::vector<std::vector<std::string>>& table) {
    std::map<std::string, size_t> expected;
    for (const auto& row : table) {
      if (row[1] != "0") expected[row[0]] = std::stoul(row[1]);
    }
    auto actual = Difference(*before_, Visible(*store_->snapshot()));
    if (expected == actual) return {};
    return Failed(fmt::format("side effects {}, expected {}", Shown(actual), Shown(expected)));
  }

  // "a SyntaxError should be raised at compile time: UndefinedVariable"
  Outcome CheckError(const std::string& text) {
    error_expected_ = true;
    size_t colon = text.find(": ");
    std::string detail = colon == std::string::npos ? "*" : text.substr(colon + 2);
    std::string type = text.substr(2, text.find(' ', 2) - 2);
    bool compile_time = text.find("at compile time") != std::string::npos;
    if (*result_) return Failed("no error, expected " + detail);
    const Error& error = result_->error();
    std::string expected = type + ":" + detail;
    bool same = detail == "*" ? error.detail.rfind(type, 0) == 0 : error.detail == expected;
    if (!same)
      return Failed(fmt::format("expected {}, got {} ({})", expected, error.detail, error.message));
    if (compile_time && !compile_time_ && type != "ParameterMissing") {
      return Failed("raised at run time, expected at compile time");
    }
    if (text.find("at runtime") != std::string::npos && compile_time_) {
      return Failed("raised at compile time, expected at run time");
    }
    if (!Difference(*before_, Visible(*store_->snapshot())).empty()) {
      return Failed("a failed query changed the graph");
    }
    return {};
  }

  std::filesystem::path graphs_;
  std::unique_ptr<GraphStore> store_;
  Engine engine_;
  query::Parameters parameters_;
  std::optional<Visible> before_;
  std::optional<Result<QueryResult>> result_;
  bool compile_time_ = false;
  bool error_expected_ = false;
};

}  // namespace

Outcome RunScenario(const Scenario& scenario, const std::filesystem::path& graphs) {
  return Run(graphs).Scenario(scenario);
}

}  // namespace amana::test
