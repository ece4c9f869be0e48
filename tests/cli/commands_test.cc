// Whole commands, called as main() calls them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"
#include "core/graph_store.h"
#include "tests/support/test_paths.h"

namespace amana::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Outcome {
  int code = -1;
  std::string out, err;
};

Outcome Amana(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "amana");
  std::vector<const char*> argv;
  for (const auto& argument : arguments) argv.push_back(argument.c_str());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.code = Main(static_cast<int>(argv.size()), argv.data());
  std::fflush(stdout);
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

std::string Sample(const std::string& name) {
  return test::SourceDir() / "samples/articles" / name;
}

size_t Lines(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(Commands, ExplainThemselves) {
  Outcome help = Amana({"--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_NE(help.out.find("Examples:"), std::string::npos);
  for (const char* command : {"ingest", "extract", "explain", "retract", "query", "serve", "export",
                              "stats", "evaluate", "rules", "candidates"}) {
    EXPECT_NE(help.out.find(command), std::string::npos) << command;
    Outcome own = Amana({command, "--help"});
    EXPECT_EQ(own.code, 0) << command;
    if (command == std::string("rules")) continue;  // its own commands have examples
    EXPECT_NE(own.out.find("Examples:"), std::string::npos) << command;
  }
  EXPECT_TRUE(Amana({"--version"}).out.starts_with("amana "));
}

TEST(Commands, RefuseWrongUseWithASuggestion) {
  const std::tuple<std::vector<std::string>, const char*> rows[] = {
      {{"extrct"}, "did you mean extract?"},
      {{"export", "--fromat", "csv"}, "did you mean --format?"},
      {{"export", "--format", "cvs"}, "did you mean csv?"},
      {{"extract"}, "files"},
      {{"extract", Sample("16-eg-planned-conference.txt"), "--published", "yesterday"},
       "not a date: yesterday"},
      {{"evaluate", "--gold", "x"}, "either articles or --pred"},
  };
  for (const auto& [arguments, want] : rows) {
    Outcome outcome = Amana(arguments);
    EXPECT_EQ(outcome.code, kUsage) << want;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("amana: error: ")) << outcome.err;
    EXPECT_NE(outcome.err.find(want), std::string::npos) << outcome.err;
  }
}

TEST(Commands, NameTheStoreThatIsMissing) {
  test::TempDir dir;
  Outcome outcome = Amana({"--db", dir.path() / "none", "stats"});
  EXPECT_EQ(outcome.code, kNotFound);
  EXPECT_NE(outcome.err.find("none"), std::string::npos);
}

// The rest of the batch goes on.
TEST(Extract, SetsAsideWhatIsNotInArabic) {
  test::TempDir dir;
  const std::string french = dir.path() / "fr.txt";
  std::ofstream(french) << "Le bureau politique du parti s'est réuni samedi à la capitale sous la "
                           "présidence de son secrétaire général.\n";
  Outcome outcome = Amana({"extract", french, Sample("16-eg-planned-conference.txt")});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(
      outcome.err.find("set aside: " + french + ": not in Arabic, but mostly in Latin letters"),
      std::string::npos)
      << outcome.err;
  EXPECT_EQ(outcome.out.find(french), std::string::npos);
  EXPECT_NE(outcome.out.find("16-eg"), std::string::npos);
}

TEST(Extract, PrintsPredictionLines) {
  Outcome outcome = Amana({"extract", Sample("16-eg-planned-conference.txt")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  std::istringstream lines(outcome.out);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const Json json = Json::parse(line);
    EXPECT_TRUE(json.contains("subject") && json.contains("predicate") && json.contains("object"));
  }
  EXPECT_GT(count, 3);
}

TEST(Extract, MentionsWhatNoRelationNames) {
  test::TempDir dir;
  std::ofstream(dir.path() / "a.txt") << "أحب الوفد القاهرة.\n";
  Outcome outcome = Amana({"extract", dir.path() / "a.txt"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const Json line = Json::parse(outcome.out.substr(0, outcome.out.find('\n')));
  EXPECT_EQ(line["subject"]["type"], "Article");
  EXPECT_EQ(line["predicate"], "MENTIONS");
  EXPECT_EQ(line["object"]["name"], "القاهرة");
  EXPECT_EQ(line["evidence"][0]["text"], "أحب الوفد القاهرة.");
}

TEST(Extract, WritesAFileForEachSourceAndGoesOnAfterFailures) {
  test::TempDir dir;
  Outcome outcome = Amana({"extract", Sample("16-eg-planned-conference.txt"),
                           Sample("24-tn-cancelled-seminar.jsonl"), dir.path() / "missing.txt",
                           "-o", dir.path() / "out"});
  EXPECT_EQ(outcome.code, kPartly);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("missing.txt"), std::string::npos);
  EXPECT_TRUE(fs::exists(dir.path() / "out/16-eg-planned-conference.jsonl"));
  EXPECT_TRUE(fs::exists(dir.path() / "out/24-tn-cancelled-seminar.jsonl"));
}

TEST(Extract, DoesNotDependOnTheNumberOfThreads) {
  const std::string samples = test::SourceDir() / "samples/articles";
  Outcome one = Amana({"extract", samples}), three = Amana({"extract", samples, "--threads", "3"});
  EXPECT_EQ(one.code, 0);
  EXPECT_EQ(one.out, three.out);
}

TEST(Explain, ShowsWhatFired) {
  Outcome outcome = Amana({"explain", Sample("16-eg-planned-conference.txt")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("fired"), std::string::npos);
  EXPECT_NE(outcome.out.find("[title]"), std::string::npos);
}

TEST(Explain, MakesAPageThatStandsAlone) {
  Outcome outcome = Amana({"explain", Sample("01-eg-secretariat-meeting.txt"), "--format", "html"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(outcome.out.ends_with("</html>\n"));
  for (const char* part : {"<mark class=\"Person\"", "data-label=\"CHAIRED_BY\" data-from=",
                           "<li class=\"rejected\">", "default-src 'none'"}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(outcome.out.find(" src="), std::string::npos);
  EXPECT_EQ(outcome.out.find("<link"), std::string::npos);
}

TEST(Explain, EscapesWhatAnArticleSays) {
  test::TempDir dir;
  const fs::path file = dir.path() / "a.txt";
  std::ofstream(file)
      << "عقد حزب الأمل اجتماعا <script>alert(1)</script> برئاسة محمد سالم & غيره\n";
  Outcome outcome = Amana({"explain", file, "--format", "html"});
  EXPECT_EQ(outcome.out.find("<script>alert"), std::string::npos);
  EXPECT_NE(outcome.out.find("&lt;script&gt;alert"), std::string::npos);
}

TEST(RulesCommand, FindsFaultsTestsAndCounts) {
  EXPECT_EQ(Amana({"rules", "check"}).code, 0);
  Outcome stats = Amana({"rules", "stats", "--format", "json"});
  EXPECT_EQ(stats.code, 0) << stats.err;
  EXPECT_GT(Json::parse(stats.out).size(), 20u);
  test::TempDir dir;
  fs::create_directories(dir.path() / "relations");
  std::ofstream(dir.path() / "relations/mine.rul")
      << "rule own.chair 0.8\n  match m:[Meeting] ~{0,3} who:[Person]\n  emit m CHAIRED_BY who\n"
         "  yes لا شيء هنا => CHAIRED_BY اجتماع ; محمد سالم\n  no لا شيء\n";
  Outcome tested = Amana({"--rules", dir.path(), "rules", "test", "--rule", "own.chair"});
  EXPECT_EQ(tested.code, 1);
  EXPECT_NE(tested.out.find("mine.rul:4: own.chair does not match"), std::string::npos)
      << tested.out;
  EXPECT_EQ(Amana({"rules", "test", "--rule", "no.such"}).code, 4);
  fs::create_directories(dir.path() / "lex");
  std::ofstream(dir.path() / "lex/w.tsv") << "شمسان\tno_such_class\n";
  Outcome checked = Amana({"rules", "check", "--rules", dir.path()});
  EXPECT_EQ(checked.code, 1);
  EXPECT_NE(checked.out.find("w.tsv:1: "), std::string::npos) << checked.out;
}

// Lines that say more than that something is named.
size_t Relations(const std::string& jsonl) {
  std::istringstream lines(jsonl);
  size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string predicate = Json::parse(line)["predicate"];
    count += predicate != "MENTIONS" && predicate != "REPORTS" ? 1 : 0;
  }
  return count;
}

TEST(Extract, LeavesOutWhatIsLessSure) {
  const std::string sample = Sample("02-ma-regional-secretariat.txt");
  const size_t all = Relations(Amana({"extract", sample}).out);
  const size_t sure = Relations(Amana({"extract", sample, "--min-confidence", "0.9"}).out);
  EXPECT_LT(sure, all);
  EXPECT_GT(sure, 0u);
  EXPECT_EQ(Relations(Amana({"extract", sample, "--min-confidence", "1"}).out), 0u);
  EXPECT_EQ(Amana({"extract", sample, "--min-confidence", "2"}).code, 2);
}

TEST(Evaluate, GroupsByCountryAndShowsTheSentenceOfAnError) {
  test::TempDir dir;
  const std::string gold = test::SourceDir() / "samples/gold/02-ma-regional-secretariat.json";
  const std::string sample = Sample("02-ma-regional-secretariat.txt");
  const std::string errors = dir.path() / "errors.txt";
  Outcome seen = Amana({"evaluate", "--gold", gold, sample, "--by", "country", "--errors", errors});
  EXPECT_EQ(seen.code, 0) << seen.err;
  EXPECT_NE(seen.out.find("\nMA "), std::string::npos) << seen.out;
  std::ifstream in(errors);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  EXPECT_TRUE(text.find("MISSED") == std::string::npos ||
              text.find("\n          «") != std::string::npos)
      << text;
  EXPECT_EQ(Amana({"evaluate", "--gold", gold, sample, "--unseen-names"}).code, 0);
}

TEST(Evaluate, ScoresArticlesAndPredictionFilesAlike) {
  test::TempDir dir;
  const std::string gold = test::SourceDir() / "samples/gold";
  const std::string samples = test::SourceDir() / "samples/articles";
  ASSERT_EQ(Amana({"extract", samples, "-q", "-o", dir.path()}).code, 0);
  Outcome direct = Amana({"evaluate", "--gold", gold, samples, "--format", "json"});
  Outcome files = Amana({"evaluate", "--gold", gold, "--pred", dir.path(), "--format", "json"});
  EXPECT_EQ(direct.code, 0) << direct.err;
  EXPECT_EQ(direct.out, files.out);
  EXPECT_GT(Json::parse(direct.out)["micro"]["gold"], 100);
}

TEST(Evaluate, ExtractsWithTheDayThatGoldSaysThePageIsOf) {
  test::TempDir dir;
  const std::string text = dir.path() / "a.txt", gold = dir.path() / "a.json";
  std::ofstream(text) << "عقد المكتب السياسي لحزب الأمل الأخضر اجتماعه الدوري أمس.\n";
  const auto dates_found = [&](const char* published) {
    std::ofstream(gold) << R"({"id": "a", "published": )" << published << R"(, "entities": [
        {"id": "m", "type": "Meeting", "names": ["اجتماع المكتب السياسي"], "date": "2024-05-01"},
        {"id": "o", "type": "Organization", "names": ["المكتب السياسي"]}],
        "triples": [{"s": "m", "p": "HELD_BY", "o": "o"}]})";
    const Outcome seen = Amana({"evaluate", "--gold", gold, text, "--format", "json"});
    return Json::parse(seen.out)["relations"]["HELD_ON"]["correct"].get<int>();
  };
  EXPECT_EQ(dates_found(R"("2024-05-02")"), 1);
  EXPECT_EQ(dates_found("null"), 0);
}

std::vector<std::string> SampleFiles() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(test::SourceDir() / "samples/articles")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Ingest, GivesTheSameExportsInAnyOrderAndWithAnyThreads) {
  test::TempDir dir;
  std::vector<std::string> files = SampleFiles();
  std::map<std::string, std::string> first;
  for (int run = 0; run < 3; ++run) {
    const std::string db = dir.path() / std::to_string(run);
    std::vector<std::string> arguments = {"--db",   db,          "-q",
                                          "ingest", "--threads", run == 1 ? "1" : "2"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    Outcome outcome = Amana(arguments);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    for (const char* format : {"jsonl", "csv", "cytoscape"}) {
      Outcome exported = Amana({"--db", db, "export", "--articles", "--format", format});
      ASSERT_EQ(exported.code, 0) << exported.err;
      EXPECT_GT(exported.out.size(), 1000u);
      if (run == 0) first[format] = exported.out;
      EXPECT_EQ(exported.out, first[format]) << format << " in run " << run;
    }
    std::rotate(files.begin(), files.begin() + 7, files.end());
    std::reverse(files.begin(), files.end());
  }
}

// A store of the samples, made once for the tests below, which read it or leave it as it was.
class SampleStore : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir_ = new test::TempDir();
    Outcome outcome = Amana({"--db", Db(), "ingest", test::SourceDir() / "samples/articles"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err.find(" new, 0 updated, "), std::string::npos) << outcome.err;
  }
  static void TearDownTestSuite() {
    delete dir_;
    dir_ = nullptr;
  }
  static std::string Db() { return dir_->path() / "db"; }
  static Outcome Query(const std::string& statement, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"--db", Db(), "query", statement};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Amana(arguments);
  }

  static test::TempDir* dir_;
};
test::TempDir* SampleStore::dir_ = nullptr;

TEST_F(SampleStore, ChangesNothingWhenTheSameComesAgain) {
  const std::string before = Amana({"--db", Db(), "export"}).out;
  Outcome again = Amana({"--db", Db(), "ingest", test::SourceDir() / "samples/articles"});
  EXPECT_EQ(again.code, 0);
  EXPECT_NE(again.err.find(" 0 new, 0 updated, "), std::string::npos) << again.err;
  EXPECT_EQ(Amana({"--db", Db(), "export"}).out, before);
}

TEST_F(SampleStore, TakesAnArticleBackAndTakesItInAgain) {
  const std::string article = Sample("25-jo-merger.txt");
  const std::string before = Amana({"--db", Db(), "export"}).out;
  EXPECT_EQ(Amana({"--db", Db(), "retract", article, "--dry-run"}).code, 0);
  EXPECT_EQ(Amana({"--db", Db(), "export"}).out, before);
  ASSERT_EQ(Amana({"--db", Db(), "retract", article}).code, 0);
  EXPECT_EQ(Amana({"--db", Db(), "export"}).out.find("25-jo-merger"), std::string::npos);
  EXPECT_EQ(Amana({"--db", Db(), "retract", article}).code, kNotFound);
  ASSERT_EQ(Amana({"--db", Db(), "ingest", article}).code, 0);
  EXPECT_EQ(Amana({"--db", Db(), "export"}).out, before);
}

TEST_F(SampleStore, AnswersTheSampleQueries) {
  for (const auto& entry :
       fs::recursive_directory_iterator(test::SourceDir() / "samples/queries")) {
    if (entry.path().extension() != ".cypher") continue;
    Outcome outcome = Amana({"--db", Db(), "query", "-f", entry.path(), "--format", "jsonl"});
    EXPECT_EQ(outcome.code, 0) << entry.path() << outcome.err;
    // The demo's questions have answers; the others need no more than to run.
    if (entry.path().parent_path().filename() == "demo") {
      EXPECT_GT(Lines(outcome.out), 0u) << entry.path();
    }
  }
}

TEST_F(SampleStore, ShowsTheSentenceBehindARelation) {
  Outcome outcome = Query(
      "MATCH (:Meeting)-[r:CHAIRED_BY]->(p:Person) RETURN p.name AS name, "
      "amana.evidence(r)[0].exact AS exact",
      {"--format", "json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const Json rows = Json::parse(outcome.out);
  ASSERT_GT(rows.size(), 3u);
  for (const auto& row : rows) EXPECT_FALSE(row["exact"].get<std::string>().empty());
}

TEST_F(SampleStore, TakesParametersAsJsonOrText) {
  Outcome outcome = Query("RETURN $n + 1 AS n, $s AS s, $l[1] AS l",
                          {"-P", "n=41", "-P", "s=نص", "-P", "l=[1,2]", "--format", "jsonl"});
  EXPECT_EQ(outcome.out, "{\"n\":42,\"s\":\"نص\",\"l\":2}\n") << outcome.err;
}

TEST_F(SampleStore, FailsWithTheErrorInTheFormAskedFor) {
  Outcome outcome = Query("MATCH (n RETURN n");
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(outcome.err.starts_with("amana: error: ")) << outcome.err;
  EXPECT_NE(outcome.err.find("^"), std::string::npos) << outcome.err;
  Outcome json = Query("RETURN x", {"--format", "json"});
  EXPECT_EQ(json.code, kFailed);
  EXPECT_TRUE(Json::parse(json.err)["error"].contains("message")) << json.err;
  EXPECT_EQ(Query("RETURN 1", {"-P", "broken"}).code, kUsage);
  EXPECT_EQ(Query("CREATE (n)", {"--read-only"}).code, kFailed);
  EXPECT_EQ(
      Query("UNWIND range(1, 100000000) AS x RETURN count(DISTINCT x)", {"--time-limit", "0.01"})
          .code,
      kFailed);
}

TEST_F(SampleStore, SaysWhatAWritingStatementDid) {
  Outcome outcome = Query("CREATE (:Note {text: 'x'})");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.err.find("1 nodes created"), std::string::npos) << outcome.err;
  EXPECT_EQ(Query("MATCH (n:Note) DELETE n").code, 0);
}

TEST_F(SampleStore, CountsItself) {
  Outcome outcome = Amana({"--db", Db(), "stats", "--format", "jsonl"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.out.find("\"name\":\"Person\",\"arabic\":\"شخص\""), std::string::npos);
}

TEST_F(SampleStore, NamesItsHolderToASecondWriter) {
  auto holder = GraphStore::Open(Db(), OpenMode::kReadWrite);
  ASSERT_TRUE(holder) << holder.error().ToString();
  std::ofstream(Db() + "/server.json") << "{\"url\":\"http://127.0.0.1:7474/\",\"pid\":1}\n";
  Outcome outcome = Amana({"--db", Db(), "ingest", Sample("25-jo-merger.txt")});
  fs::remove(Db() + "/server.json");
  EXPECT_EQ(outcome.code, kBusy) << outcome.err;
  EXPECT_NE(outcome.err.find("http://127.0.0.1:7474/"), std::string::npos) << outcome.err;
  EXPECT_EQ(Query("MATCH (n) RETURN count(n)").code, 0);  // readers go on beside it
}

TEST(Candidates, ShowBothContexts) {
  const test::TempDir dir;
  const auto write = [&dir](const std::string& name, const std::string& text) {
    std::ofstream(dir.path() / name) << text;
    return (dir.path() / name).string();
  };
  const std::string db = dir.path() / "db";
  const std::string first =
      write("a.txt",
            "عقد محمد علي، أمين التنظيم بحزب الوفد، اجتماعا مع أعضاء الحزب لمناقشة خطة العمل.\n");
  const std::string second = write(
      "b.txt", "أكد محمد علي، أمين الإعلام بحزب الوفد، أن الحزب مستمر في لقاءاته مع الأعضاء.\n");
  ASSERT_EQ(Amana({"--db", db, "ingest", first, second}).code, 0);
  Outcome outcome = Amana({"--db", db, "candidates", "--format", "json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const Json rows = Json::parse(outcome.out);
  ASSERT_EQ(rows.size(), 1u) << outcome.out;
  EXPECT_EQ(rows[0]["name_a"], "محمد علي");
  EXPECT_EQ(rows[0]["bodies_a"], rows[0]["bodies_b"]);
  EXPECT_NE(rows[0]["sentences_a"], rows[0]["sentences_b"]);
  EXPECT_NE(rows[0]["posts_a"], rows[0]["posts_b"]);
  EXPECT_NE(rows[0]["reasons"].get<std::string>().find("shared_party"), std::string::npos);
  const Json none =
      Json::parse(Amana({"--db", db, "candidates", "--format", "json", "--min-score", "1"}).out);
  EXPECT_TRUE(none.empty());
}

TEST(MinConfidence, LeavesOutMoreTheHigherItIs) {
  const auto lines = [](const std::string& least) {
    return Lines(Amana({"extract", Sample("25-jo-merger.txt"), "--min-confidence", least}).out);
  };
  EXPECT_GT(lines("0"), lines("0.99"));
  EXPECT_EQ(Amana({"extract", Sample("25-jo-merger.txt"), "--min-confidence", "2"}).code, kUsage);
}

}  // namespace
}  // namespace amana::cli
