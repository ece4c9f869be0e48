#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "ingest/lexicon/loader.h"
#include "ingest/lexicon/word_info.h"
#include "tests/support/test_paths.h"

namespace amana::test {

inline std::filesystem::path WriteFile(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

// A lexicon of a few lines with the project's own classes and paradigms.
class SmallLexicon {
 public:
  explicit SmallLexicon(std::string_view lines) {
    const TempDir dir;
    EXPECT_TRUE(ingest::LoadClasses(SourceDir() / "rules/classes.tsv", classes));
    EXPECT_TRUE(paradigms.Load(SourceDir() / "rules/morph/paradigms.tsv"));
    const auto loaded = ingest::LoadLexicon(WriteFile(dir.path() / "words.tsv", lines), classes,
                                            paradigms, lexicon);
    EXPECT_TRUE(loaded) << loaded.error().ToString();
  }
  SmallLexicon(const SmallLexicon&) = delete;
  SmallLexicon& operator=(const SmallLexicon&) = delete;

  ingest::ClassId Class(std::string_view name) const { return classes.Find(name).value(); }
  ingest::WordInfo Analyse(std::string_view k1) const {
    return ingest::AnalyseWord(lexicon, calendar, k1, memory);
  }

  ingest::ClassTable classes;
  ingest::Paradigms paradigms;
  ingest::Lexicon lexicon;
  ingest::Calendar calendar;
  mutable std::pmr::monotonic_buffer_resource memory;  // of the words analysed
};

}  // namespace amana::test
