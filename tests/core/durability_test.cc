// What survives kill -9, and what damage is noticed. The moments of the kills are random: the
// parent kills after reading a random part of what the victim says, at whatever the victim does
// meanwhile.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "core/ack_file.h"
#include "core/graph_store.h"
#include "core/rocks_store.h"
#include "tests/core/kill_article.h"
#include "tests/support/test_paths.h"

namespace amana {
namespace {

namespace fs = std::filesystem;
using test::KillArticleId;

struct Said {
  std::set<uint64_t> tried;
  std::set<uint64_t> acknowledged;
};

// Runs the victim, kills it after it has said `bytes` bytes, and returns all that it said.
Said RunAndKill(const std::string& directory, uint64_t first, size_t bytes) {
  int ends[2];
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl(AMANA_KILL_WRITER, "kill_writer", directory.c_str(), std::to_string(first).c_str(),
            nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  std::string output;
  bool killed = false;
  char buffer[16];
  for (ssize_t size = 0; (size = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
    output.append(buffer, static_cast<size_t>(size));
    if (!killed && output.size() >= bytes) {
      ::kill(child, SIGKILL);
      killed = true;
    }
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(killed && WIFSIGNALED(status)) << "the victim ended by itself";
  Said said;
  std::istringstream lines(output.substr(0, output.rfind('\n') + 1));
  char what = 0;
  for (uint64_t number = 0; lines >> what >> number;) {
    (what == 'a' ? said.acknowledged : said.tried).insert(number);
  }
  return said;
}

// An article is there with everything that belongs to it, or with nothing.
bool IsThere(const GraphStore& store, uint64_t number) {
  const auto s = store.snapshot();
  const auto article = store.GetArticle(KillArticleId(number), ArticleParts::kMetaAndText).value();
  const auto person = s->FindNode(test::KillPersonId(number));
  const auto met = s->FindRelationship(test::KillRelationshipId(number));
  EXPECT_EQ(person.has_value(), article.has_value()) << number;
  EXPECT_EQ(met.has_value(), article.has_value()) << number;
  if (!article || !met) return false;
  EXPECT_EQ(article->text, test::KillText(number)) << number;
  const auto evidence = store.Evidence(*met).value();
  EXPECT_EQ(evidence.size(), 1u) << number;
  EXPECT_EQ(s->Source(*met), *person) << number;
  return true;
}

TEST(Durability, KeepsEveryAcknowledgedArticleThroughSixtyKills) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  uint64_t acknowledged = 0;
  uint64_t unacknowledged_but_stored = 0;
  for (int directory = 0; directory < 4; ++directory) {
    const test::TempDir temp;
    const std::string path = (temp.path() / "db").string();
    uint64_t next = 0;
    for (int kill = 0; kill < 15; ++kill) {
      const Said said = RunAndKill(path, next, 1 + random() % 80);
      const auto store = GraphStore::Open(path, OpenMode::kReadWriteOrCreate);
      ASSERT_TRUE(store) << store.error().ToString();
      for (const uint64_t number : said.tried) {
        const bool there = IsThere(**store, number);
        if (said.acknowledged.contains(number)) {
          ASSERT_TRUE(there) << "lost acknowledged article " << number;
          ++acknowledged;
        } else if (there) {
          ++unacknowledged_but_stored;
        }
      }
      // The next run starts with a retry of the last one tried.
      if (!said.tried.empty()) next = *said.tried.rbegin();
      EXPECT_LE((*store)->article_count(), next + 2);
    }
    const auto store = GraphStore::Open(path, OpenMode::kReadOnly).value();
    uint64_t there = 0;
    for (uint64_t number = 0; number < next; ++number) there += IsThere(*store, number) ? 1 : 0;
    EXPECT_EQ(there, next);
    EXPECT_EQ(store->snapshot()->relationship_count(), store->article_count());
  }
  EXPECT_GT(acknowledged, 60u);
  std::cout << "60 kills, " << acknowledged << " articles acknowledged, "
            << unacknowledged_but_stored << " stored without an answer, 0 lost\n";
}

TEST(Durability, ChangesNothingWhenAnArticleIsWrittenAgain) {
  const auto store = GraphStore::InMemory();
  ASSERT_TRUE(test::WriteKillArticle(*store, 1));
  const auto before = store->snapshot();
  ASSERT_TRUE(test::WriteKillArticle(*store, 1));
  const auto after = store->snapshot();
  EXPECT_EQ(after->node_count(), before->node_count());
  EXPECT_EQ(after->relationship_count(), before->relationship_count());
  EXPECT_EQ(store->article_count(), 1u);
}

fs::path LogOf(const std::string& directory) {
  fs::path log;
  for (const auto& entry : fs::directory_iterator(fs::path(directory) / "records")) {
    if (entry.path().extension() == ".log" && entry.file_size() > 0) log = entry.path();
  }
  return log;
}

void FlipBit(const fs::path& path, uint64_t bit) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(bit / 8));
  const char byte = static_cast<char>(file.get() ^ (1 << (bit % 8)));
  file.seekp(static_cast<std::streamoff>(bit / 8));
  file.put(byte);
}

TEST(Durability, NoticesADamagedLog) {
  const test::TempDir temp;
  const std::string original = (temp.path() / "db").string();
  {
    const auto store = GraphStore::Open(original, OpenMode::kReadWriteOrCreate).value();
    for (uint64_t number = 0; number < 6; ++number) {
      ASSERT_TRUE(test::WriteKillArticle(*store, number));
    }
  }
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const uint64_t size = fs::file_size(LogOf(original));
  int refused = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string copy = (temp.path() / ("copy" + std::to_string(i))).string();
    fs::copy(original, copy, fs::copy_options::recursive);
    const uint64_t place = random() % size;
    if (i % 2 == 0) {
      fs::resize_file(LogOf(copy), place);
    } else {
      FlipBit(LogOf(copy), place * 8 + random() % 8);
    }
    const auto opened = GraphStore::Open(copy, OpenMode::kReadWrite);
    if (opened) {
      // A flipped bit may hit the padding between blocks. Whatever opens has everything.
      ASSERT_EQ(i % 2, 1) << "cut at " << place << " of " << size;
      EXPECT_EQ((*opened)->article_count(), 6u) << "flip at " << place << " of " << size;
    } else {
      ++refused;
      EXPECT_EQ(opened.error().code, ErrorCode::kCorruption) << opened.error().ToString();
      EXPECT_FALSE(opened.error().hint.empty());
    }
    fs::remove_all(copy);
  }
  EXPECT_GT(refused, 35);
  EXPECT_TRUE(GraphStore::Open(original, OpenMode::kReadWrite));
}

TEST(Durability, GoesOnWithWhatIsLeftWhenToldTo) {
  const test::TempDir temp;
  const std::string path = (temp.path() / "db").string();
  {
    const auto store = GraphStore::Open(path, OpenMode::kReadWriteOrCreate).value();
    for (uint64_t number = 0; number < 3; ++number) {
      ASSERT_TRUE(test::WriteKillArticle(*store, number));
    }
  }
  fs::resize_file(LogOf(path), fs::file_size(LogOf(path)) - 1);
  ASSERT_FALSE(GraphStore::Open(path, OpenMode::kReadWrite));
  fs::remove(fs::path(path) / "acknowledged");
  const auto store = GraphStore::Open(path, OpenMode::kReadWrite).value();
  EXPECT_EQ(store->article_count(), 2u);
}

TEST(AckFile, FallsBackToTheOlderSlotWhenTheNewerIsTorn) {
  const test::TempDir temp;
  const std::string path = (temp.path() / "acknowledged").string();
  EXPECT_EQ(AckFile::Read(path).value(), std::nullopt);
  {
    AckFile file = AckFile::Open(path).value();
    ASSERT_TRUE(file.Write({1, 11}));
    ASSERT_TRUE(file.Write({4, 44}));
  }
  EXPECT_EQ(AckFile::Read(path).value(), (Acknowledged{4, 44}));
  FlipBit(path, (4096 + 10) * 8);
  EXPECT_EQ(AckFile::Read(path).value(), (Acknowledged{1, 11}));
  AckFile file = AckFile::Open(path).value();
  ASSERT_TRUE(file.Write({5, 55}));
  EXPECT_EQ(AckFile::Read(path).value(), (Acknowledged{5, 55}));
}

TEST(StoreLock, NamesTheServerThatHoldsTheStore) {
  const test::TempDir temp;
  const std::string path = (temp.path() / "db").string();
  EXPECT_EQ(GraphStore::Open(path, OpenMode::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(GraphStore::Open(path, OpenMode::kReadWrite).error().code, ErrorCode::kNotFound);
  const auto holder = GraphStore::Open(path, OpenMode::kReadWriteOrCreate).value();
  EXPECT_EQ(GraphStore::Open(path, OpenMode::kReadWrite).error().code, ErrorCode::kBusy);
  std::ofstream(fs::path(path) / "server.json") << R"({"pid": 1, "url": "http://127.0.0.1:7474"})";
  const auto second = GraphStore::Open(path, OpenMode::kReadWrite);
  EXPECT_EQ(second.error().code, ErrorCode::kBusy);
  EXPECT_NE(second.error().message.find("http://127.0.0.1:7474"), std::string::npos);
}

TEST(StoreLock, LetsReadersOpenBesideAWriter) {
  const test::TempDir temp;
  const std::string path = (temp.path() / "db").string();
  const auto writer = GraphStore::Open(path, OpenMode::kReadWriteOrCreate).value();
  ASSERT_TRUE(test::WriteKillArticle(*writer, 0));
  std::thread writing([&] {
    for (uint64_t number = 1; number < 60; ++number) {
      EXPECT_TRUE(test::WriteKillArticle(*writer, number));
    }
  });
  uint64_t last = 1;
  for (int i = 0; i < 20; ++i) {
    const auto reader = GraphStore::Open(path, OpenMode::kReadOnly);
    ASSERT_TRUE(reader) << reader.error().ToString();
    const uint64_t count = (*reader)->article_count();
    EXPECT_GE(count, last);
    last = count;
    EXPECT_EQ((*reader)->snapshot()->relationship_count(), count);
    EXPECT_TRUE(IsThere(**reader, count - 1));
    EXPECT_EQ((*reader)->Begin(Writer::kPerson).error().code, ErrorCode::kUnsupported);
  }
  writing.join();
}

// As when a writer replaces the manifest while a reader is between two of its files.
TEST(ReadRetry, WaitsForAFileThatComesBack) {
  const test::TempDir temp;
  const std::string path = (temp.path() / "db").string();
  ASSERT_TRUE(OpenRocksStore(path, RocksMode::kReadWriteOrCreate));
  fs::path manifest;
  for (const auto& entry : fs::directory_iterator(fs::path(path) / "records")) {
    if (entry.path().filename().string().starts_with("MANIFEST")) manifest = entry.path();
  }
  const fs::path aside = temp.path() / "aside";
  fs::rename(manifest, aside);
  const ReadRetry once{.attempts = 1};
  EXPECT_FALSE(OpenRocksStore(path, RocksMode::kReadOnly, once));
  const ReadRetry patient{.attempts = 100'000, .longest_pause = std::chrono::milliseconds(2)};
  std::thread reader([&] { EXPECT_TRUE(OpenRocksStore(path, RocksMode::kReadOnly, patient)); });
  fs::rename(aside, manifest);
  reader.join();
}

}  // namespace
}  // namespace amana
