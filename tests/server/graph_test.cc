#include <nlohmann/json.hpp>

#include "server/export/csv_field.h"
#include "server/export/export.h"
#include "server/graph/counts.h"
#include "server/graph/element.h"
#include "server/graph/evidence_view.h"
#include "server/graph/find_by_name.h"
#include "server/graph/graph_json.h"
#include "server/graph/neighbourhood.h"
#include "server/json/value_json.h"
#include "tests/server/news_graph.h"

namespace amana::server {
namespace {

using Json = nlohmann::json;
using test::NewsGraph;

const std::atomic<bool> kNotCancelled{false};

std::vector<std::string> NamesOf(const Snapshot& graph, const std::vector<NodeId>& nodes) {
  std::vector<std::string> names;
  for (NodeId node : nodes) names.push_back(DisplayName(graph, node));
  return names;
}

TEST(Neighbourhood, GrowsByDepthAndLeavesArticlesOut) {
  auto store = NewsGraph();
  auto graph = store->snapshot();
  const NodeId person = *graph->FindNode("p1");
  NeighbourhoodOptions options;
  Subgraph near = Neighbourhood(*graph, person, options, kNotCancelled);
  EXPECT_EQ(near.nodes.size(), 3u);
  EXPECT_EQ(near.relationships.size(), 2u);
  options.depth = 2;
  EXPECT_EQ(Neighbourhood(*graph, person, options, kNotCancelled).relationships.size(), 4u);
  options.articles = true;
  EXPECT_EQ(Neighbourhood(*graph, person, options, kNotCancelled).nodes.size(), 5u);
  options.max_nodes = 2;
  Subgraph cut = Neighbourhood(*graph, person, options, kNotCancelled);
  EXPECT_EQ(cut.nodes.size(), 2u);
  EXPECT_TRUE(cut.truncated);
}

TEST(GraphJson, WritesWhatCytoscapeLoads) {
  auto store = NewsGraph();
  auto graph = store->snapshot();
  JsonWriter writer;
  ASSERT_TRUE(WriteCytoscape(writer, *store, *graph, WholeGraph(*graph)));
  const Json json = Json::parse(writer.Take());
  std::set<std::string> ids;
  for (const auto& node : json["elements"]["nodes"]) {
    EXPECT_TRUE(ids.insert(node["data"]["id"]).second);
  }
  for (const auto& edge : json["elements"]["edges"]) {
    EXPECT_TRUE(ids.contains(edge["data"]["source"]));
    EXPECT_TRUE(ids.contains(edge["data"]["target"]));
    EXPECT_TRUE(ids.insert(edge["data"]["id"]).second);
  }
  const Json& party = json["elements"]["nodes"][2];
  EXPECT_EQ(party["classes"], "Organization Party");
  EXPECT_EQ(party["data"]["label"], "حزب الوفاق");
  EXPECT_EQ(party["data"]["country"], "TN");
  const Json& chaired = json["elements"]["edges"][0];
  EXPECT_EQ(chaired["data"]["label"], "CHAIRED_BY");
  EXPECT_EQ(chaired["data"]["evidence"][0], "https://example.org/1#5-51");
}

TEST(GraphJson, WritesWhatD3Loads) {
  auto store = NewsGraph();
  auto graph = store->snapshot();
  JsonWriter writer;
  ASSERT_TRUE(WriteD3(writer, *store, *graph, WholeGraph(*graph)));
  const Json json = Json::parse(writer.Take());
  EXPECT_EQ(json["directed"], true);
  EXPECT_EQ(json["nodes"].size(), 5u);
  EXPECT_EQ(json["links"][0]["type"], "CHAIRED_BY");
  EXPECT_EQ(json["links"][0]["key"], json["links"][0]["id"]);
}

TEST(EvidenceReader, CutsTheSentenceFromTheArticle) {
  auto store = NewsGraph();
  auto views = EvidenceReader(*store).Read(*store->snapshot()->FindRelationship("r1"));
  ASSERT_TRUE(views) << views.error().ToString();
  ASSERT_EQ(views->size(), 2u);
  EXPECT_EQ(views->front().quote.exact, "ترأس سالم المرزوقي، رئيس حزب الوفاق، اجتماعا.\n");
  EXPECT_EQ(views->front().published, "2023-05-02");
}

TEST(FindByName, RanksWholeNamesBeforeParts) {
  auto store = NewsGraph();
  auto graph = store->snapshot();
  const auto find = [&](std::string_view text, std::string_view label, size_t limit) {
    return FindByName(*graph, text, label, limit, [] { return true; });
  };
  auto found = [&](std::string_view text, std::string_view label = {}) {
    return NamesOf(*graph, find(text, label, 10).nodes);
  };
  EXPECT_EQ(found("حزب الوفاق"), (std::vector<std::string>{"حزب الوفاق", "اجتماع حزب الوفاق"}));
  EXPECT_EQ(found("الوِفــاق", "Meeting"), (std::vector<std::string>{"اجتماع حزب الوفاق"}));
  EXPECT_EQ(found("المرزوقي"), (std::vector<std::string>{"سالم المرزوقي"}));
  EXPECT_EQ(found("سالم", "Article"), (std::vector<std::string>{"سالم المرزوقي يترأس اجتماعا"}));
  EXPECT_TRUE(found("لا أحد").empty());
  EXPECT_TRUE(found(" ").empty());
  EXPECT_EQ(find("ا", "", 1).nodes.size(), 1u);
  EXPECT_EQ(find("ا", "", 1).total, 3u);
}

std::string Exported(const GraphStore& store, ExportFormat format) {
  std::string out;
  auto done = Export(store, format, false, 0, [&](std::string_view piece) {
    out += piece;
    return true;
  });
  EXPECT_TRUE(done) << done.error().ToString();
  return out;
}

TEST(Export, DoesNotDependOnTheOrderOfCreation) {
  auto one = NewsGraph(), other = NewsGraph(true);
  for (auto format : {ExportFormat::kJsonLines, ExportFormat::kCsv, ExportFormat::kCytoscape}) {
    EXPECT_EQ(Exported(*one, format), Exported(*other, format));
  }
}

TEST(Export, WritesEveryElementAsALine) {
  auto store = NewsGraph();
  std::istringstream lines(Exported(*store, ExportFormat::kJsonLines));
  std::map<std::string, int> kinds;
  for (std::string line; std::getline(lines, line);) {
    const Json json = Json::parse(line);
    ++kinds[json["kind"]];
    if (json["id"] == "r1") {
      EXPECT_EQ(json["start"], "m1");
      EXPECT_EQ(json["evidence"].size(), 2u);
    }
  }
  EXPECT_EQ(kinds, (std::map<std::string, int>{{"article", 2}, {"node", 5}, {"relationship", 5}}));
}

TEST(Export, WritesRelationsAsCsv) {
  auto store = NewsGraph();
  const std::string csv = Exported(*store, ExportFormat::kCsv);
  EXPECT_NE(csv.find("\nm1,اجتماع حزب الوفاق,CHAIRED_BY,p1,سالم المرزوقي,,,,0.9,"
                     "https://example.org/1; https://example.org/2,\"ترأس"),
            std::string::npos)
      << csv;
  EXPECT_EQ(csv.find("MENTIONS"), std::string::npos);
}

TEST(CsvField, QuotesWhatMustBeQuoted) {
  const std::pair<const char*, const char*> rows[] = {
      {"نص", "نص"},         {"a,b", "\"a,b\""},    {"a\"b", "\"a\"\"b\""},
      {"a\nb", "\"a\nb\""}, {"=1+1", "\"'=1+1\""}, {"@x", "\"'@x\""},
      {"-5.2", "-5.2"},     {"-cmd", "\"'-cmd\""}, {"", ""}};
  for (auto [text, want] : rows) EXPECT_EQ(CsvField(text), want);
}

TEST(Counts, SortsByCountThenName) {
  auto store = NewsGraph();
  auto labels = CountLabels(*store->snapshot());
  ASSERT_EQ(labels.size(), 6u);
  EXPECT_EQ(labels.front(), (std::pair<std::string, uint64_t>{"Article", 1}));
}

TEST(ValueJson, WritesElementsInBothForms) {
  auto store = NewsGraph();
  auto graph = store->snapshot();
  const NodeId meeting = *graph->FindNode("m1"), person = *graph->FindNode("p1");
  const RelationshipId chaired = *graph->FindRelationship("r1");
  auto written = [&](const Value& value, JsonForm form) {
    JsonWriter json;
    WriteValue(json, value, *graph, form);
    return Json::parse(json.Take());
  };
  const Value path(PathValue{{meeting, person}, {chaired}});
  const Json plain = written(path, JsonForm::kPlain);
  ASSERT_EQ(plain.size(), 3u);
  EXPECT_EQ(plain[0]["elementId"], "m1");
  EXPECT_EQ(plain[1]["startNodeElementId"], "m1");
  EXPECT_EQ(plain[1]["endNodeElementId"], "p1");
  EXPECT_EQ(plain[1]["properties"]["confidence"], 0.9);
  EXPECT_EQ(plain[2]["properties"]["aliases"][0], "المرزوقي");
  const Json typed = written(path, JsonForm::kTyped);
  EXPECT_EQ(typed["$type"], "Path");
  EXPECT_EQ(typed["_value"][0]["$type"], "Node");
  EXPECT_EQ(typed["_value"][1]["_value"]["_type"], "CHAIRED_BY");
  EXPECT_EQ(typed["_value"][2]["_value"]["_properties"]["name"],
            (Json{{"$type", "String"}, {"_value", "سالم المرزوقي"}}));
  EXPECT_EQ(written(Value(int64_t{1} << 60), JsonForm::kTyped),
            (Json{{"$type", "Integer"}, {"_value", "1152921504606846976"}}));
  EXPECT_EQ(written(Value(Date{0}), JsonForm::kTyped),
            (Json{{"$type", "Date"}, {"_value", "1970-01-01"}}));
}

}  // namespace
}  // namespace amana::server
