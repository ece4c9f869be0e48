#include "server/api.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "ingest/live_rules.h"
#include "query/engine.h"
#include "server/serve.h"
#include "tests/server/news_graph.h"
#include "tests/support/test_paths.h"

namespace amana::server {
namespace {

using Json = nlohmann::json;

class ApiTest : public testing::Test {
 protected:
  ApiTest() : store_(test::NewsGraph()), engine_(*store_) { Use({}); }

  void Use(ApiOptions options) {
    options.version = "1.2.3";
    api_ = std::make_unique<Api>(*store_, engine_, options);
  }

  HttpResponse Send(const std::string& method, const std::string& target, std::string body = {},
                    std::map<std::string, std::string> headers = {}) {
    HttpRequest request;
    request.method = method;
    EXPECT_TRUE(ParseTarget(target, request)) << target;
    request.headers = std::move(headers);
    request.headers.emplace("host", "localhost:7474");
    request.body = std::move(body);
    return api_->Handle(request, cancelled_);
  }

  HttpResponse Get(const std::string& target) { return Send("GET", target); }

  HttpResponse Query(const Json& body, const std::string& accept = "application/json",
                     const std::string& database = "amana") {
    return Send("POST", "/db/" + database + "/query/v2", body.dump(),
                {{"content-type", "application/json; charset=utf-8"}, {"accept", accept}});
  }

  static std::string ErrorCodeOf(const HttpResponse& response) {
    return Json::parse(response.body)["errors"][0]["code"];
  }

  std::unique_ptr<GraphStore> store_;
  query::Engine engine_;
  std::unique_ptr<Api> api_;
  std::atomic<bool> cancelled_{false};
};

TEST_F(ApiTest, AnswersQueriesInPlainJson) {
  HttpResponse response = Query({{"statement",
                                  "MATCH (m:Meeting)-[r:CHAIRED_BY]->(p) WHERE p.name = $name "
                                  "RETURN p.name AS name, m.date AS date, 1.0 AS x, p"},
                                 {"parameters", {{"name", "سالم المرزوقي"}}}});
  ASSERT_EQ(response.status, 202) << response.body;
  EXPECT_EQ(response.content_type, "application/json");
  const Json json = Json::parse(response.body);
  EXPECT_EQ(json["data"]["fields"], (Json{"name", "date", "x", "p"}));
  const Json& row = json["data"]["values"][0];
  EXPECT_EQ(row[0], "سالم المرزوقي");
  EXPECT_EQ(row[1], "2023-05-01");
  EXPECT_EQ(row[3]["elementId"], "p1");
  EXPECT_EQ(row[3]["labels"], Json{"Person"});
  EXPECT_EQ(json["queryType"], "r");
  EXPECT_FALSE(json.contains("counters"));
  EXPECT_TRUE(json["bookmarks"][0].get<std::string>().starts_with("amana:"));
}

TEST_F(ApiTest, EchoesTheTypedMediaType) {
  for (const char* type : {"application/vnd.neo4j.query", "application/vnd.neo4j.query.v1.0",
                           "application/vnd.neo4j.query.v1.1"}) {
    HttpResponse response = Query({{"statement", "RETURN 1 AS n"}}, type);
    EXPECT_EQ(response.content_type, type);
    EXPECT_EQ(Json::parse(response.body)["data"]["values"][0][0],
              (Json{{"$type", "Integer"}, {"_value", "1"}}));
  }
}

TEST_F(ApiTest, CountsWhatAStatementChanges) {
  HttpResponse response = Query(
      {{"statement", "CREATE (:Note {text: 'x'})"}, {"includeCounters", true}}, "*/*", "neo4j");
  ASSERT_EQ(response.status, 202) << response.body;
  const Json json = Json::parse(response.body);
  EXPECT_EQ(json["counters"]["nodesCreated"], 1);
  EXPECT_EQ(json["counters"]["propertiesSet"], 1);
  EXPECT_EQ(json["counters"]["containsUpdates"], true);
  EXPECT_EQ(json["queryType"], "w");
  EXPECT_EQ(store_->snapshot()->node_count(), 6u);
}

TEST_F(ApiTest, ExplainsWithoutRunning) {
  HttpResponse response = Query({{"statement", "EXPLAIN CREATE (:Note)"}});
  ASSERT_EQ(response.status, 202) << response.body;
  EXPECT_TRUE(Json::parse(response.body).contains("queryPlan"));
  EXPECT_EQ(store_->snapshot()->node_count(), 5u);
}

TEST_F(ApiTest, NamesErrorsAsClientsTestForThem) {
  const std::pair<Json, const char*> rows[] = {
      {{{"statement", "MATCH (n RETURN n"}}, "Neo.ClientError.Statement.SyntaxError"},
      {{{"statement", "RETURN x"}}, "Neo.ClientError.Statement.SyntaxError"},
      {{{"statement", "RETURN $p"}}, "Neo.ClientError.Statement.ParameterMissing"},
      {{{"statement", "CREATE (n)"}, {"accessMode", "READ"}},
       "Neo.ClientError.Statement.AccessMode"},
      {{{"statement", "UNWIND range(1, 100000000) AS x RETURN count(DISTINCT x)"},
        {"maxExecutionTime", 0.001}},
       "Neo.ClientError.Transaction.TransactionTimedOut"},
      {{{"statment", "RETURN 1"}}, "Neo.ClientError.Request.Invalid"},
      {{{"statement", "RETURN 1"}, {"parameters", 5}}, "Neo.ClientError.Request.Invalid"},
      {Json::array(), "Neo.ClientError.Request.Invalid"},
  };
  for (const auto& [body, code] : rows) {
    HttpResponse response = Query(body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_EQ(ErrorCodeOf(response), code) << response.body;
  }
}

TEST_F(ApiTest, ExtractsWithTheNewestRulesThatLoad) {
  EXPECT_EQ(Send("POST", "/extract", "نص").status, 404) << "started without rules";
  const amana::test::TempDir dir;
  ApiOptions options;
  options.rules = ingest::LiveRules::Load({amana::test::SourceDir() / "rules", dir.path()}).value();
  Use(options);
  const HttpResponse said = Send("POST", "/extract?published=2024-05-02",
                                 "عقد حزب الأمل الأخضر اجتماعا برئاسة محمد سالم المرزوقي.");
  EXPECT_EQ(said.status, 200);
  EXPECT_NE(said.body.find("CHAIRED_BY"), std::string::npos) << said.body;
  const Json rules = Json::parse(Get("/rules").body);
  EXPECT_TRUE(rules["fault"].is_null());
  EXPECT_GT(rules["words"], 1000);
  EXPECT_EQ(rules["version"], options.rules->current()->rules->version());
}

TEST_F(ApiTest, RefusesOtherDatabasesAndMediaTypes) {
  EXPECT_EQ(Query({{"statement", "RETURN 1"}}, "*/*", "other").status, 404);
  EXPECT_EQ(Query({{"statement", "RETURN 1"}}, "text/csv").status, 406);
  EXPECT_EQ(Send("POST", "/db/amana/query/v2", "{}", {{"content-type", "text/plain"}}).status, 415);
  EXPECT_EQ(Send("POST", "/db/amana/query/v2", "{}").status, 415);
}

TEST_F(ApiTest, RefusesWritesWhenItReadsOnly) {
  ApiOptions options;
  options.read_only = true;
  Use(options);
  HttpResponse response = Query({{"statement", "CREATE (n)"}});
  EXPECT_EQ(ErrorCodeOf(response), "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase");
  EXPECT_EQ(store_->snapshot()->node_count(), 5u);
}

TEST_F(ApiTest, SearchesDrawsAndShowsEvidence) {
  const Json found = Json::parse(Get("/search?q=%D8%A7%D9%84%D9%88%D9%81%D8%A7%D9%82").body);
  EXPECT_EQ(found["total"], 2);
  EXPECT_EQ(found["items"][0]["labels_ar"], (Json{"منظمة", "حزب"}));
  const Json graph = Json::parse(Get("/graph?center=p1&depth=2&format=d3").body);
  EXPECT_EQ(graph["nodes"].size(), 4u);
  const Json relation = Json::parse(Get("/relations/r1").body);
  EXPECT_EQ(relation["type_ar"], "ترأسه");
  EXPECT_EQ(relation["evidence"].size(), 2u);
  EXPECT_NE(relation["evidence"][0]["exact"].get<std::string>().find("سالم"), std::string::npos);
  const Json node = Json::parse(Get("/nodes/p1").body);
  EXPECT_EQ(node["properties"]["aliases"], Json{"المرزوقي"});
  const Json article = Json::parse(Get("/articles/https%3A%2F%2Fexample.org%2F1").body);
  EXPECT_EQ(article["published"], "2023-05-02");
  EXPECT_EQ(Json::parse(Get("/stats").body)["labels"]["Person"], 1);
  EXPECT_EQ(Json::parse(Get("/vocabulary").body)["labels"]["Person"], "شخص");
}

TEST_F(ApiTest, DescribesProblems) {
  const std::pair<const char*, int> rows[] = {{"/nodes/none", 404},
                                              {"/relations/none", 404},
                                              {"/articles/none", 404},
                                              {"/graph?center=none", 404},
                                              {"/graph?center=p1&depth=99", 400},
                                              {"/search?q=x&limit=x", 400},
                                              {"/graph?center=p1&format=dot", 400},
                                              {"/nothing", 404},
                                              {"/page/../api.cc", 404}};
  for (auto [target, status] : rows) {
    HttpResponse response = Get(target);
    EXPECT_EQ(response.status, status) << target;
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(Json::parse(response.body)["status"], status);
  }
  EXPECT_EQ(Send("DELETE", "/search").status, 405);
  EXPECT_EQ(Send("OPTIONS", "/search").status, 204);
  EXPECT_EQ(Send("HEAD", "/health").status, 200);
}

TEST_F(ApiTest, AnswersToLocalNamesOnly) {
  for (const char* host : {"localhost", "127.0.0.1:7474", "[::1]:7474"}) {
    EXPECT_EQ(Send("GET", "/health", "", {{"host", host}}).status, 200) << host;
  }
  for (const char* host : {"evil.example", "localhost.evil.example", "10.0.0.1:7474"}) {
    EXPECT_EQ(Send("GET", "/health", "", {{"host", host}}).status, 403) << host;
  }
}

TEST_F(ApiTest, ServesThePageToBrowsersAndDiscoveryToPrograms) {
  HttpResponse page = Send("GET", "/", "", {{"accept", "text/html,*/*;q=0.8"}});
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("dir=\"rtl\""), std::string::npos);
  bool has_policy = false;
  for (const auto& [name, value] : page.headers) {
    has_policy = has_policy ||
                 (name == "Content-Security-Policy" && value.starts_with("default-src 'self'"));
  }
  EXPECT_TRUE(has_policy);
  EXPECT_EQ(page.body.find("<script>"), std::string::npos);
  EXPECT_EQ(Get("/page/app.js").status, 200);
  EXPECT_EQ(Get("/page/style.css").content_type, "text/css; charset=utf-8");
  const Json discovery = Json::parse(Get("/").body);
  EXPECT_EQ(discovery["query"], "http://localhost:7474/db/{databaseName}/query/v2");
  EXPECT_EQ(discovery["amana_version"], "1.2.3");
}

TEST_F(ApiTest, TellsThatItLivesAndIsReady) {
  EXPECT_EQ(Json::parse(Get("/health").body)["status"], "ok");
  EXPECT_EQ(Json::parse(Get("/ready").body)["status"], "ready");
  EXPECT_EQ(Json::parse(Get("/version").body)["amana_version"], "1.2.3");
}

TEST(Serve, LeavesANoteWhileItRunsAndStopsOnSignal) {
  amana::test::TempDir dir;
  ServeOptions options;
  options.store = dir.path() / "db";
  options.http.port = 0;
  const auto note = dir.path() / "db/server.json";
  std::string noted;
  auto served = Serve(options, [&](const std::string& url) {
    std::ifstream in(note);
    noted = Json::parse(in, nullptr, false).value("url", "");
    EXPECT_EQ(noted, url);
    ::raise(SIGTERM);
  });
  EXPECT_TRUE(served) << served.error().ToString();
  EXPECT_TRUE(noted.starts_with("http://127.0.0.1:")) << noted;
  EXPECT_FALSE(std::filesystem::exists(note));
}

TEST(Serve, RefusesOpenAddressesWithoutUsers) {
  amana::test::TempDir dir;
  ServeOptions options;
  options.store = dir.path() / "db";
  options.http.address = "0.0.0.0";
  options.http.port = 0;
  auto served = Serve(options, [](const std::string&) { ::raise(SIGTERM); });
  ASSERT_FALSE(served);
  EXPECT_EQ(served.error().code, ErrorCode::kInvalidArgument);
  options.allow_without_auth = true;
  EXPECT_TRUE(Serve(options, [](const std::string&) { ::raise(SIGTERM); }));
}

}  // namespace
}  // namespace amana::server
