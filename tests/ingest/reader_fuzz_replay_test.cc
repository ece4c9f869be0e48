#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/fuzz/reader_target.h"
#include "tests/support/test_paths.h"

namespace amana {
namespace {

// Every input that ever broke the reader, and seeds of all kinds, under the ordinary compiler.
TEST(ReaderFuzz, TheCorpusIsReadWithoutFault) {
  const auto rules = ingest::PageRules::Load(test::SourceDir() / "rules");
  ASSERT_TRUE(rules) << rules.error().ToString();
  size_t inputs = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(test::SourceDir() / "tests/fuzz/corpus/reader")) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    SCOPED_TRACE(entry.path().string());
    test::ReadAnything(bytes.str(), *rules);
    for (const char* format : {"a", "b", "c", "d"}) {
      test::ReadAnything(format + bytes.str(), *rules);
    }
    ++inputs;
  }
  EXPECT_GE(inputs, 10u);
}

}  // namespace
}  // namespace amana
