// Our runner for the measurements beside other databases (bench/peers): loads a generated graph of
// parties, and answers the same questions through the engine's own interface.
//
//   amana_bench load DATA DB      DATA holds the CSV files and params.json
//   amana_bench query DATA DB
//
// A plan for each query is made once, as the other runners do.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "bench/party_loader.h"
#include "bench/peer_protocol.h"
#include "core/temporal_text.h"
#include "query/engine.h"

namespace amana::bench {
namespace {

namespace fs = std::filesystem;
using Rows = PeerProtocol::Rows;

constexpr std::string_view kUnder =
    "MATCH (o:Organization)-[:PART_OF*1..10]->(:Organization {id: $x}) ";

std::string QueryText(const std::string& name) {
  const std::string under(kUnder);
  static const std::map<std::string, std::string> texts = {
      {"Q1", "MATCH (p:Person {id: $x}) RETURN p.id, p.name"},
      {"Q2",
       "MATCH (m:Meeting)-[:CHAIRED_BY]->(p:Person {id: $x}) RETURN m.id, m.date ORDER BY m.id"},
      {"Q3",
       "MATCH (a:Person)<-[:ATTENDED_BY]-(m:Meeting)-[:CHAIRED_BY]->(p:Person {id: $x}) "
       "RETURN a.id AS i, count(*) AS c ORDER BY c DESC, i LIMIT 10"},
      {"Q4", under + "RETURN count(DISTINCT o.id)"},
      {"Q5",
       "MATCH (a:Person {id: $x}), (b:Person {id: $y}) "
       "MATCH p = shortestPath((a)-[:CHAIRED_BY|ATTENDED_BY*1..12]-(b)) RETURN length(p)"},
      {"Q6", under + "MATCH (o)<-[:HELD_BY]-(m:Meeting)-[:CHAIRED_BY]->(p:Person) "
                     "RETURN p.id AS i, count(*) AS c ORDER BY c DESC, i LIMIT 10"},
      {"Q7", under + "MATCH (o)<-[:HELD_BY]-(m:Meeting)-[:ATTENDED_BY]->(a:Person), "
                     "(m)-[:ATTENDED_BY]->(b:Person) WHERE a.id < b.id "
                     "WITH DISTINCT a.id AS i, b.id AS j RETURN count(*)"},
      {"Q8", "MATCH (m:Meeting) RETURN m.date.year AS y, count(*) ORDER BY y"},
      {"Q9",
       "MATCH (p:Person {id: $x})-[:CHAIRED_BY|ATTENDED_BY*1..3]-(n) WHERE n <> p "
       "RETURN count(DISTINCT n)"},
      {"Q10", "MATCH (p:Person) WHERE p.name STARTS WITH $x RETURN count(*), min(p.id)"},
      {"Q10b", "MATCH (p:Person) WHERE p.name CONTAINS $x RETURN count(*), min(p.id)"},
      {"Q11", under + "MATCH (o)<-[:IN]-(s:Post)<-[h:HOLDS]-(p:Person) WHERE h.since >= $since "
                      "RETURN p.id AS i, count(*) AS c ORDER BY c DESC, i LIMIT 10"},
      {"Q12",
       "MATCH (p:Person {id: $x})<-[:ATTENDED_BY]-(m:Meeting)<-[:REPORTS]-(r:Article) "
       "RETURN DISTINCT r.id AS i, r.date AS d ORDER BY d DESC, i LIMIT 10"},
      {"W1",
       "MATCH (o:Organization {id: $o}), (c:Person {id: $c}) "
       "CREATE (m:Meeting {id: $m, date: date('2025-06-01'), title: 't'})-[:HELD_BY]->(o), "
       "(m)-[:CHAIRED_BY]->(c) WITH m UNWIND $at AS i MATCH (p:Person {id: i}) "
       "CREATE (m)-[:ATTENDED_BY]->(p)"}};
  return texts.at(name);
}

template <typename T>
T Must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().ToString());
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

Value FromJson(const nlohmann::json& json) {
  if (json.is_string()) return Value(json.get<std::string>());
  if (!json.is_array()) return Value(json.get<int64_t>());
  std::vector<Value> items;
  for (const auto& item : json) items.push_back(FromJson(item));
  return Value::List(std::move(items));
}

std::string Cell(const Value& value) {
  if (value.is_integer()) return std::to_string(value.AsInteger());
  if (value.is_string()) return std::string(value.AsString());
  if (value.type() == ValueType::kDate) return TemporalText(value);
  return value.is_null() ? std::string() : "?";
}

class Questions {
 public:
  Questions(GraphStore& store, const nlohmann::json& parameters)
      : engine_(store), parameters_(parameters) {}

  Rows Ask(const std::string& name, const nlohmann::json& x) {
    query::Parameters values;
    if (name == "Q5") {
      values["x"] = FromJson(x[0]);
      values["y"] = FromJson(x[1]);
    } else if (name == "W1") {
      values = NextItem();
    } else {
      values["x"] = FromJson(x);
    }
    if (name == "Q11") values["since"] = since_;
    const auto result = Must(engine_.Run(Prepared(name), values, options_));
    Rows rows;
    for (const auto& row : result.rows) {
      auto& out = rows.emplace_back();
      for (const Value& value : row) out.push_back(Cell(value));
    }
    if (name == "Q5" && rows.empty()) rows = {{"-1"}};
    return rows;
  }

  // Takes away what W1 made.
  void Restore() {
    if (items_ == 0) return;
    query::Parameters values{{"n", Value(parameters_.at("nodes").at("Meeting").get<int64_t>())}};
    Must(engine_.Run("MATCH (m:Meeting) WHERE m.id > $n DETACH DELETE m", values, options_));
  }

 private:
  const query::PreparedQuery& Prepared(const std::string& name) {
    auto found = prepared_.find(name);
    if (found == prepared_.end()) {
      found = prepared_.emplace(name, Must(engine_.Prepare(QueryText(name)))).first;
    }
    return found->second;
  }

  // One news item: a meeting with its organization, chair and five attendees.
  query::Parameters NextItem() {
    const int64_t k = ++items_;
    const auto& nodes = parameters_.at("nodes");
    const auto pick = [&](int64_t i, const char* label) {
      return Value(1 + (k * 7919 + i * 104729) % nodes.at(label).get<int64_t>());
    };
    std::vector<Value> attendees;
    for (int64_t i = 2; i < 7; ++i) attendees.push_back(pick(i, "Person"));
    return {{"m", Value(nodes.at("Meeting").get<int64_t>() + k)},
            {"o", pick(0, "Organization")},
            {"c", pick(1, "Person")},
            {"at", Value::List(std::move(attendees))}};
  }

  query::Engine engine_;
  const nlohmann::json& parameters_;
  query::QueryOptions options_{.time_limit = std::chrono::seconds(60),
                               .memory_limit_bytes = int64_t{4} << 30};
  std::map<std::string, query::PreparedQuery> prepared_;
  int64_t items_ = 0;
  Value since_ = Value(Date{16436});
};

uint64_t SizeOf(const fs::path& directory) {
  uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

int Main(const std::string& mode, const fs::path& data, const std::string& db) {
  std::ifstream file(data / "params.json");
  PeerProtocol protocol("amana", AMANA_VERSION, nlohmann::json::parse(file));
  if (mode == "load") {
    const double start = Now();
    Must(LoadParties(data, db));
    protocol.ReportLoad(Now() - start, SizeOf(db));
    return 0;
  }
  const auto store = Must(GraphStore::Open(db, OpenMode::kReadWrite));
  Questions questions(*store, protocol.parameters());
  for (const char* name :
       {"Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Q10", "Q10b", "Q11", "Q12", "W1"}) {
    protocol.Measure(name, [&](const nlohmann::json& x) { return questions.Ask(name, x); });
  }
  questions.Restore();
  protocol.ReportMemory();
  return 0;
}

}  // namespace
}  // namespace amana::bench

int main(int argc, char** argv) {
  const std::string mode = argc == 4 ? argv[1] : "";
  if (mode != "load" && mode != "query") {
    fmt::print(stderr, "usage: amana_bench load|query DATA DB\n");
    return 2;
  }
  try {
    return amana::bench::Main(mode, argv[2], argv[3]);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "amana_bench: {}\n", failure.what());
    return 1;
  }
}
