#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "core/temporal_text.h"
#include "ingest/import/header.h"
#include "ingest/import/import_graph.h"

namespace amana::ingest {
namespace {

class ImportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() /
                 ("import_test_" + std::to_string(::getpid()) + "_" +
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = (directory_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string store_path() const { return (directory_ / "db").string(); }

  std::unique_ptr<GraphStore> OpenStore() {
    auto opened = GraphStore::Open(store_path(), OpenMode::kReadWriteOrCreate);
    EXPECT_TRUE(opened) << opened.error().ToString();
    return std::move(opened).value();
  }

  // Nodes and relationships with all they have, in words.
  static std::string Dump(const Snapshot& graph) {
    std::string out;
    const auto show = [&](KeyId key, const Value& value) {
      out += " " + std::string(graph.keys().Name(key)) + "=";
      if (value.is_string()) out += value.AsString();
      if (value.is_integer()) out += std::to_string(value.AsInteger());
      if (value.is_temporal()) out += TemporalText(value);
      if (value.is_list()) out += "list of " + std::to_string(value.AsList().size());
    };
    std::vector<NodeId> nodes(graph.node_count());
    nodes.resize(graph.ScanNodes(NodeId(0), nodes));
    for (NodeId node : nodes) {
      out += "node";
      for (LabelId label : graph.Labels(node)) out += ":" + std::string(graph.labels().Name(label));
      graph.ForEachNodeProperty(node, show);
      out += "\n";
      for (const Neighbor& n : graph.Out(node)) {
        out += "  " + std::string(graph.types().Name(graph.Type(n.relationship))) + " to " +
               std::to_string(NodeId(n.node).value);
        graph.ForEachRelationshipProperty(n.relationship, show);
        out += "\n";
      }
    }
    return out;
  }

  std::filesystem::path directory_;
};

TEST_F(ImportTest, ReadsTypedHeadersAndThoseOfNeo4j) {
  ImportOptions options;
  options.nodes.push_back({"Person",
                           {Write("p.csv",
                                  "id:ID(P){id-type: long},name,born:date,tags:string[]\r\n"
                                  "1,\"Ali, \"\"the\"\" first\",1970-01-02,a;b\r\n"
                                  "2,\"two\nlines\",,\r\n")},
                           ""});
  options.nodes.push_back(
      {"",
       {Write("h.csv", ":ID(G),title,:LABEL,:IGNORE\n"), Write("g.csv", "x,X,Group;Old,z\n")},
       ""});
  options.relations.push_back(
      {"IN", {Write("r.csv", ":START_ID(P),:END_ID(G),since:int\n1,x,2001\n2,x,\n")}, ""});
  auto store = OpenStore();
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  const std::string want =
      "node:Person id=1 name=Ali, \"the\" first born=1970-01-02 tags=list of 2\n  IN to 2 "
      "since=2001\n"
      "node:Person id=2 name=two\nlines\n  IN to 2\n"
      "node:Group:Old title=X\n";
  EXPECT_EQ(Dump(*store->snapshot()), want);
  store.reset();
  EXPECT_EQ(Dump(*OpenStore()->snapshot()), want);
}

TEST_F(ImportTest, ReadsTemporalColumns) {
  ImportOptions options;
  options.nodes.push_back(
      {"E",
       {Write("e.csv",
              "id,day:date,at:datetime{timezone:Europe/Stockholm},local:localdatetime,"
              "clock:time{timezone:+02:00},wall:localtime,lasts:duration,days:date[]\n"
              "1,2024-02-29,2024-07-01T10:00,2024-07-01T10:00,10:00,10:00:30,P1DT2H,2024;2025-01\n"
              "2,20240301,2024-07-01T10:00Z,,10:00-05:00,,,\n")},
       ""});
  auto store = OpenStore();
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  const std::string want =
      "node:E id=1 day=2024-02-29 at=2024-07-01T10:00+02:00[Europe/Stockholm] "
      "local=2024-07-01T10:00 "
      "clock=10:00+02:00 wall=10:00:30 lasts=P1DT2H days=list of 2\n"
      "node:E id=2 day=2024-03-01 at=2024-07-01T10:00Z clock=10:00-05:00\n";
  EXPECT_EQ(Dump(*store->snapshot()), want);
  store.reset();
  EXPECT_EQ(Dump(*OpenStore()->snapshot()), want);
}

TEST_F(ImportTest, PassesOverWhatIsNoTemporalValue) {
  ImportOptions options;
  options.nodes.push_back(
      {"E",
       {Write("e.csv",
              "day:date,at:datetime,clock:time,lasts:duration,days:date[]\n"
              "2024-02-30,,,,\n,2024-07-01T25:00,,,\n,2024-07-01T10:00+01:00[Africa/Cairo],,,\n"
              ",,10:00[Africa/Cairo],,\n,,,1 day,\n,,,,2024;x\n2024,2024,10,PT1S,2024\n")},
       ""});
  options.skip_bad = true;
  std::vector<uint32_t> lines;
  std::vector<std::string> reasons;
  options.reject = [&](std::string_view, const Error& why) {
    lines.push_back(why.position->line);
    reasons.push_back(why.message);
  };
  auto store = OpenStore();
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  EXPECT_EQ(report->nodes, 1u);
  EXPECT_EQ(lines, (std::vector<uint32_t>{2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(reasons.front(), "2024-02-30 in column day is not a value of type DATE");
  EXPECT_EQ(reasons.back(), "x in column days is not a value of type DATE");
}

TEST_F(ImportTest, RefusesHeadersThatMakeNoSense) {
  for (const char* column :
       {"at:timestamp", "at:time{timezone:Africa/Cairo}", "at:datetime{timezone:Nowhere}",
        "n:int{timezone:Z}", "id:ID{id-type:number}"}) {
    const auto columns = ParseImportHeader({column}, ImportOf::kNodes);
    ASSERT_FALSE(columns) << column;
    EXPECT_EQ(columns.error().code, ErrorCode::kSyntax);
  }
}

TEST_F(ImportTest, ReadsJsonLines) {
  ImportOptions options;
  options.nodes.push_back(
      {"A",
       {Write("n.jsonl",
              "{\"id\": 7, \"labels\": [\"B\"], \"properties\": {\"name\": \"\\\"x\"}}\n"
              "{\"id\": \"8\"}\n")},
       ""});
  options.relations.push_back({"R", {Write("r.jsonl", "{\"from\": \"7\", \"to\": 8}\n")}, ""});
  auto store = OpenStore();
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  EXPECT_EQ(Dump(*store->snapshot()), "node:A:B name=\"x\n  R to 1\nnode:A\n");
}

TEST_F(ImportTest, NamesFileAndLineAndChangesNothing) {
  const std::string people = Write("p.csv", "id,age:int\n1,5\n2,old\n");
  ImportOptions options;
  options.nodes.push_back({"P", {people}, ""});
  auto store = OpenStore();
  const auto report = ImportGraph(*store, options);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().position->file, people);
  EXPECT_EQ(report.error().position->line, 3u);
  EXPECT_EQ(store->snapshot()->node_count(), 0u);
  store.reset();
  EXPECT_EQ(OpenStore()->snapshot()->node_count(), 0u);
}

TEST_F(ImportTest, PassesOverBadRecordsWhereAsked) {
  ImportOptions options;
  options.nodes.push_back({"P", {Write("p.csv", "id,age:int\n1,5\n1,6\n2,old\n3\n4,\n")}, ""});
  options.relations.push_back({"R", {Write("r.csv", "from,to\n1,4\n1,9\n")}, ""});
  options.skip_bad = true;
  std::vector<std::string> rejected;
  options.reject = [&](std::string_view record, const Error&) { rejected.emplace_back(record); };
  auto store = OpenStore();
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  EXPECT_EQ(report->nodes, 2u);
  EXPECT_EQ(report->relations, 1u);
  EXPECT_EQ(rejected, (std::vector<std::string>{"1,6", "2,old", "3", "1,9"}));
}

// Against what the store has, and among the new ones; of one label and key only.
TEST_F(ImportTest, KeepsToUniqueConstraints) {
  auto store = OpenStore();
  auto tx = store->Begin(Writer::kPerson);
  ASSERT_TRUE(tx);
  ASSERT_TRUE(tx->CreateSchemaItem({"one_nick", SchemaKind::kUnique, "P", "nick"}));
  ASSERT_TRUE(tx->Commit());
  ImportOptions options;
  options.nodes.push_back({"P", {Write("p.csv", "id,nick\n1,a\n2,b\n3,a\n4,\n5,\n")}, ""});
  options.nodes.push_back({"Q", {Write("q.csv", "id:ID(Q),nick\n1,a\n2,a\n")}, ""});
  const auto refused = ImportGraph(*store, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConstraint);
  EXPECT_EQ(refused.error().position->line, 4u);

  store = nullptr;  // a load that fails leaves a store that wants to be opened again
  store = OpenStore();
  options.skip_bad = true;
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  EXPECT_EQ(report->nodes, 6u);
  EXPECT_EQ(report->rejected, 1u);
  EXPECT_TRUE(store->snapshot()->schema().contains("one_nick"));

  options.nodes = {{"P", {Write("again.csv", "id,nick\n7,b\n8,c\n")}, ""}};
  const auto second = ImportGraph(*store, options);
  ASSERT_TRUE(second) << second.error().ToString();
  EXPECT_EQ(second->nodes, 1u);
}

// Nodes with quotes, line ends and faults among them, and more than a block holds: what stands in
// the graph, what is rejected and where does not depend on the number of threads.
TEST_F(ImportTest, ThreadsChangeNothing) {
  std::string people = "id,name,age:int\n", knows = "from,to\n";
  std::mt19937 random(3);
  for (int i = 0; i < 40'000; ++i) {
    const char* name = i % 5 == 0 ? "\"a, \"\"b\"\"\nc\"" : "plain name";
    const std::string age = i % 997 == 0 ? "old" : std::to_string(random() % 90);
    people += std::to_string(i % 1013 == 0 ? 1 : i) + "," + name + "," + age + "\n";
    knows += std::to_string(random() % 41'000) + "," + std::to_string(random() % 40'000) + "\n";
  }
  ImportOptions options;
  options.nodes.push_back({"P", {Write("p.csv", people)}, ""});
  options.relations.push_back({"KNOWS", {Write("k.csv", knows)}, ""});
  options.skip_bad = true;
  std::string rejects;
  options.reject = [&](std::string_view record, const Error& why) {
    rejects += why.ToString() + "\n" + std::string(record) + "\n";
  };
  std::string want, want_rejects;
  for (const unsigned threads : {1u, 2u, 7u}) {
    options.threads = threads;
    rejects.clear();
    const auto store = GraphStore::InMemory();
    const auto report = ImportGraph(*store, options);
    ASSERT_TRUE(report) << report.error().ToString();
    EXPECT_GT(report->rejected, 80u);
    const std::string dump = Dump(*store->snapshot());
    if (threads == 1) {
      want = dump;
      want_rejects = rejects;
    }
    EXPECT_TRUE(dump == want) << threads;
    EXPECT_TRUE(rejects == want_rejects) << threads;
  }
  // The first fault ends it where faults are not passed over.
  options.skip_bad = false;
  for (const unsigned threads : {1u, 7u}) {
    options.threads = threads;
    const auto refused = ImportGraph(*GraphStore::InMemory(), options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().position->line, 2u);
  }
}

TEST_F(ImportTest, TellsWhereAQuoteIsNotClosed) {
  ImportOptions options;
  options.skip_bad = true;
  options.nodes.push_back({"P", {Write("p.csv", "id,name\n1,\"a\nb\"\n2,\"c\n3,d\n")}, ""});
  const auto report = ImportGraph(*OpenStore(), options);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().message, "a quote is not closed");
  EXPECT_EQ(report.error().position->line, 4u);
}

TEST_F(ImportTest, TakesRecordsLongerThanABlock) {
  ImportOptions options;
  const std::string longer(3 << 20, 'x');
  options.nodes.push_back(
      {"P", {Write("p.csv", "id,name\n1,\"" + longer + "\n\"\n2," + longer + "\n3,a")}, ""});
  auto store = OpenStore();
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  EXPECT_EQ(Dump(*store->snapshot()), "node:P id=1 name=" + longer + "\n\nnode:P id=2 name=" +
                                          longer + "\nnode:P id=3 name=a\n");
}

// Blocks and single records together: changes over an import, a second import over both.
TEST_F(ImportTest, WhatIsImportedCanBeChangedAndAddedTo) {
  std::string people = "id,name\n", knows = "from,to\n";
  for (int i = 0; i < 5000; ++i) people += std::to_string(i) + ",n" + std::to_string(i % 7) + "\n";
  std::mt19937 random(1);
  for (int i = 0; i < 9000; ++i) {
    knows += std::to_string(random() % 5000) + "," + std::to_string(random() % 5000) + "\n";
  }
  ImportOptions options;
  options.nodes.push_back({"P", {Write("p.csv", people)}, ""});
  options.relations.push_back({"KNOWS", {Write("k.csv", knows)}, ""});
  auto store = OpenStore();
  ASSERT_TRUE(ImportGraph(*store, options));
  {
    auto t = std::move(store->Begin(Writer::kPerson)).value();
    for (uint64_t i = 0; i < 4900; i += 61) {
      ASSERT_TRUE(t.SetNodeProperty(NodeId(i), "name", Value("changed")));
      ASSERT_TRUE(t.DetachDeleteNode(NodeId(i + 30)));
    }
    const std::string labels[] = {"New"};
    ASSERT_TRUE(t.CreateNode(labels, {{"name", Value("after")}}));
    ASSERT_TRUE(t.Commit());
  }
  std::string want = Dump(*store->snapshot());
  store.reset();
  store = OpenStore();
  EXPECT_FALSE(store->snapshot()->HasNode(NodeId(30)));
  EXPECT_EQ(Dump(*store->snapshot()), want);

  options.nodes[0].name = "Q";
  const auto report = ImportGraph(*store, options);
  ASSERT_TRUE(report) << report.error().ToString();
  EXPECT_EQ(store->snapshot()->CountLabel(*store->snapshot()->labels().Find("Q")), 5000u);
  want = Dump(*store->snapshot());
  store.reset();
  EXPECT_EQ(Dump(*OpenStore()->snapshot()), want);
}

}  // namespace
}  // namespace amana::ingest
