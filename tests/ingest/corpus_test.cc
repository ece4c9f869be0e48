// The corpus is a measure: each gold file must be sound and speak of the text beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/text/fold.h"
#include "ingest/evaluate/gold.h"
#include "tests/support/test_paths.h"

namespace amana::ingest {
namespace {

namespace fs = std::filesystem;

std::string FoldedText(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return FoldK2(text.str());
}

// The names are as the text has them for most entities; posts are given in the masculine, meetings
// are built.
bool IsNamed(const GoldEntity& entity, const std::string& text) {
  return std::any_of(entity.names.begin(), entity.names.end(), [&](const std::string& name) {
    return text.find(FoldK2(name)) != std::string::npos;
  });
}

class CorpusTest : public testing::TestWithParam<const char*> {};

TEST_P(CorpusTest, GoldSpeaksOfItsText) {
  const auto measure = NameMeasure::Load(test::SourceDir() / "rules/evaluate");
  ASSERT_TRUE(measure.has_value()) << measure.error().message;
  int files = 0, persons = 0, named = 0;
  for (const auto& entry :
       fs::directory_iterator(test::SourceDir() / "tests/corpus" / GetParam())) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const auto gold = Gold::Read(entry.path(), *measure);
    ASSERT_TRUE(gold.has_value()) << gold.error().message;
    EXPECT_EQ(gold->id(), entry.path().stem());
    const std::string text = FoldedText(fs::path(entry.path()).replace_extension(".txt"));
    EXPECT_FALSE(text.empty()) << entry.path();
    for (const GoldEntity& entity : gold->entities()) {
      if (entity.type != "Person") continue;
      ++persons;
      named += IsNamed(entity, text) ? 1 : 0;
    }
  }
  EXPECT_GE(files, 40);
  EXPECT_GE(named, persons * 19 / 20) << named << " of " << persons;
}

INSTANTIATE_TEST_SUITE_P(Parts, CorpusTest,
                         testing::Values("dev", "held", "press-dev", "press-held"));

}  // namespace
}  // namespace amana::ingest
