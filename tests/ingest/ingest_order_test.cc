// From files to graph: whatever the order of the files and the number of threads, the stores of one
// corpus say the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <thread>

#include "ingest/assimilate.h"
#include "ingest/extractor.h"
#include "ingest/page/segment_page.h"
#include "ingest/readers/read_inputs.h"
#include "tests/ingest/graph_dump.h"
#include "tests/support/test_paths.h"

namespace amana::ingest {
namespace {

class IngestOrder : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::vector<std::filesystem::path> packs = {amana::test::SourceDir() / "rules"};
    rules_ = RuleSet::Load(packs).value();
  }
  static void TearDownTestSuite() { rules_.reset(); }

  // The pages of a directory, by path.
  static std::vector<ReadPage> Read(const std::filesystem::path& directory) {
    const PageRules page_rules = PageRules::Load(amana::test::SourceDir() / "rules").value();
    std::vector<ReadPage> pages;
    const std::vector<std::string> inputs = {directory.string()};
    ReadInputs(
        inputs, {},
        [&](SourceDocument&& document) {
          ReadPage& page = pages.emplace_back();
          for (Article& article : SegmentPage(document, page_rules))
            page.push_back({std::move(article), {}, document.bytes});
          return true;
        },
        [](ReadFailure&& failure) {
          ADD_FAILURE() << failure.path << ": " << failure.error.ToString();
          return true;
        });
    return pages;
  }

  // Extracts on some threads, each with every n-th page.
  static void Extract(std::vector<ReadPage>& pages, size_t threads) {
    std::vector<std::jthread> workers;
    for (size_t t = 0; t < threads; ++t) {
      workers.emplace_back([&pages, t, threads] {
        Extractor extractor(rules_);
        for (size_t i = t; i < pages.size(); i += threads) {
          for (ReadArticle& read : pages[i]) read.extraction = extractor.Extract(read.article);
        }
      });
    }
  }

  static std::string Dump(const std::vector<ReadPage>& pages, size_t batch) {
    const IdentityRules identity(*rules_);
    auto store = GraphStore::InMemory();
    for (size_t i = 0; i < pages.size(); i += batch) {
      const auto outcome = AssimilatePages(
          *store, std::span(pages).subspan(i, std::min(batch, pages.size() - i)), identity);
      EXPECT_TRUE(outcome) << outcome.error().ToString();
    }
    return test::DumpGraph(*store);
  }

  static void CheckOrders(const std::filesystem::path& directory) {
    std::vector<ReadPage> pages = Read(directory);
    ASSERT_FALSE(pages.empty());
    Extract(pages, 1);
    const std::string expected = Dump(pages, 1);
    EXPECT_NE(expected.find("HOLDS"), std::string::npos);
    for (size_t threads : {1, 2}) {
      Extract(pages, threads);
      std::ranges::reverse(pages);
      EXPECT_TRUE(Dump(pages, 7) == expected) << "reversed";
      std::ranges::shuffle(pages, std::mt19937(17));
      EXPECT_TRUE(Dump(pages, pages.size()) == expected) << "shuffled, in one commit";
    }
  }

  static std::shared_ptr<const RuleSet> rules_;
};
std::shared_ptr<const RuleSet> IngestOrder::rules_;

TEST_F(IngestOrder, DoesNotShowInTheGraphOfTheSamples) {
  CheckOrders(amana::test::SourceDir() / "samples" / "articles");
}

TEST_F(IngestOrder, DoesNotShowInTheGraphOfTheSharedPages) {
  const auto shared = amana::test::SharedDir();
  if (!shared) {
    std::cout << "skipped: no shared folder with seeds\n";
    GTEST_SKIP() << "no shared folder with seeds";
  }
  CheckOrders(*shared / "seeds");
}

}  // namespace
}  // namespace amana::ingest
