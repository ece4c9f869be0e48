#include "ingest/page/language.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

TEST(Language, WhatIsNotArabicIsToldWithAReason) {
  const auto rules = LanguageRules::Load(test::SourceDir() / "rules");
  ASSERT_TRUE(rules) << rules.error().ToString();
  std::ifstream cases(test::SourceDir() / "tests/cases/languages.tsv");
  size_t count = 0;
  for (std::string line; std::getline(cases, line);) {
    if (line.empty() || line.front() == '#') continue;
    const size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    const std::string want = line.substr(0, tab);
    EXPECT_EQ(rules->WhyNotArabic(line.substr(tab + 1)), want == "ar" ? "" : want) << line;
    ++count;
  }
  EXPECT_GE(count, 10u);
}

}  // namespace
}  // namespace amana::ingest
