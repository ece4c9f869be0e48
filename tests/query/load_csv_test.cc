// LOAD CSV: records, and what lies outside of the import directory.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "query/engine.h"
#include "tests/support/test_paths.h"

namespace amana::query {
namespace {

namespace fs = std::filesystem;

class LoadCsvTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder() / "sub");
    Write("parties.csv", "\xEF\xBB\xBFname,seats\r\n\"حزب \"\"أ\"\"\",12\r\n\"two\nlines\",\r\n");
    Write("sub/plain.csv", "1;2\n3\n");
    std::ofstream(temp_.path() / "secret.csv") << "secret";
    options_.import_directory = folder().string();
  }
  fs::path folder() const { return temp_.path() / "import"; }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder() / name, std::ios::binary) << text;
  }
  Result<QueryResult> Run(const std::string& text, const Parameters& parameters = {}) {
    return Engine(*store_).Run(text, parameters, options_);
  }
  Result<QueryResult> Load(const std::string& name) {
    return Run("LOAD CSV FROM $name AS row RETURN row", {{"name", Value(name)}});
  }

  const test::TempDir temp_;
  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
  QueryOptions options_;
};

TEST_F(LoadCsvTest, RecordsWithHeadersAreMaps) {
  auto result =
      Run("LOAD CSV WITH HEADERS FROM 'file:///parties.csv' AS row "
          "RETURN row.name AS name, toInteger(row.seats) AS seats");
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_EQ(result->rows.size(), 2u);
  EXPECT_EQ(result->rows[0][0].AsString(), "حزب \"أ\"");
  EXPECT_EQ(result->rows[0][1].AsInteger(), 12);
  EXPECT_EQ(result->rows[1][0].AsString(), "two\nlines");
  EXPECT_TRUE(result->rows[1][1].is_null());
}

TEST_F(LoadCsvTest, RecordsWithoutHeadersAreLists) {
  auto result =
      Run("LOAD CSV FROM 'sub/plain.csv' AS row FIELDTERMINATOR ';' RETURN size(row), row[0]");
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_EQ(result->rows.size(), 2u);
  EXPECT_EQ(result->rows[0][0].AsInteger(), 2);
  EXPECT_EQ(result->rows[1][1].AsString(), "3");
}

TEST_F(LoadCsvTest, LoadsIntoTheGraph) {
  auto result =
      Run("LOAD CSV WITH HEADERS FROM 'parties.csv' AS row CREATE (:Party {name: row.name})");
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->counters.nodes_created, 2u);
}

TEST_F(LoadCsvTest, WithoutADirectoryItIsOff) {
  options_.import_directory.clear();
  EXPECT_FALSE(Load("parties.csv"));
}

TEST_F(LoadCsvTest, NothingOutsideOfTheDirectoryIsRead) {
  const std::string secret = (temp_.path() / "secret.csv").string();
  fs::create_symlink(secret, folder() / "link.csv");
  fs::create_directory_symlink(temp_.path(), folder() / "up");
  fs::create_hard_link(secret, folder() / "hard.csv");
  ASSERT_EQ(mkfifo((folder() / "pipe.csv").c_str(), 0600), 0);
  fs::create_directories(temp_.path() / "import-sibling");
  std::ofstream(temp_.path() / "import-sibling/x.csv") << "secret";
  std::vector<std::string> paths = {"link.csv",
                                    "up/secret.csv",
                                    "hard.csv",
                                    "pipe.csv",
                                    "sub",
                                    ".",
                                    "",
                                    secret,
                                    "file://" + secret,
                                    "file:///" + secret,
                                    "/proc/self/environ",
                                    "http://127.0.0.1/x.csv",
                                    "%2e%2e/secret.csv",
                                    "..%2fsecret.csv",
                                    std::string("parties.csv\0", 12),
                                    "../import-sibling/x.csv"};
  std::string up;
  for (int depth = 0; depth < 32; ++depth) {
    up += "../";
    paths.push_back(up + "secret.csv");
    paths.push_back("sub/" + up + "secret.csv");
    paths.push_back("./" + up + "secret.csv");
    paths.push_back("file:///" + up + "secret.csv");
    paths.push_back(up + "proc/self/environ");
    paths.push_back("sub//" + up + "./secret.csv");
  }
  for (const std::string& path : paths) EXPECT_FALSE(Load(path)) << path;
  EXPECT_TRUE(Load("sub/../parties.csv"));  // stays beneath
}

TEST_F(LoadCsvTest, BrokenFilesSayWhere) {
  Write("open.csv", "a\n\"b");
  Write("bytes.csv", "a\n\xff\n");
  Write("behind.csv", "\"a\"b\n");
  for (const char* name : {"open.csv", "bytes.csv", "behind.csv"}) {
    auto result = Load(name);
    ASSERT_FALSE(result) << name;
    EXPECT_NE(result.error().message.find("line"), std::string::npos) << name;
  }
}

TEST_F(LoadCsvTest, ARecordIsNoLargerThanTheMemory) {
  Write("huge.csv", "\"" + std::string(40 << 20, 'x') + "\"\n");
  options_.memory_limit_bytes = 16 << 20;
  auto result = Load("huge.csv");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kResourceExhausted);
}

}  // namespace
}  // namespace amana::query
