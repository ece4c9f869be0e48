#include <gtest/gtest.h>

#include <filesystem>

#include "tests/fuzz/extract_target.h"
#include "tests/fuzz/seed_file.h"
#include "tests/support/rules.h"

namespace amana {
namespace {

// Every input that ever broke the extractor, and seeds of all kinds, under the ordinary compiler.
TEST(ExtractFuzz, TheCorpusIsExtractedWithoutFault) {
  const auto pages = ingest::PageRules::Load(test::SourceDir() / "rules");
  ASSERT_TRUE(pages) << pages.error().ToString();
  ingest::Extractor extractor(test::Rules());
  size_t inputs = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(test::SourceDir() / "tests/fuzz/corpus/extract")) {
    const std::string seed = test::ReadSeed(entry.path());
    SCOPED_TRACE(entry.path().string());
    test::ExtractAnything(seed, extractor, *pages);
    test::ExtractAnything("a" + seed, extractor, *pages);
    test::ExtractAnything("b" + seed, extractor, *pages);
    ++inputs;
  }
  EXPECT_GE(inputs, 8u);
}

// Texts that would show work growing faster than the text: each must come back at all.
TEST(ExtractFuzz, HostileTextsComeBack) {
  const auto many = [](const std::string& piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return test::RawArticle(text);
  };
  ingest::Extractor extractor(test::Rules());
  for (const char* piece : {"رئيس ", "رئيس الحزب ", "اجتماع ", "محمد سالم، ", "نائب رئيس لجنة ",
                            "عقد الحزب اجتماعا برئاسة محمد سالم ", "وبحضور ", "\"(-", "، ", "2024 ",
                            "لجنة بلجنة ", "أمين عام حزب ", "الحزب،\n"}) {
    SCOPED_TRACE(piece);
    const ingest::Article article = many(piece, 4000);
    test::RequireSound(article, extractor.Extract(article));
  }
}

}  // namespace
}  // namespace amana
