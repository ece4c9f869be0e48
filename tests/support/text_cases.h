#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "ingest/lexicon/tsv.h"
#include "tests/support/test_paths.h"

namespace amana::test {

// A fact found twice is two.
using Facts = std::multiset<std::string>;

// "a ; b"; "-" for none.
inline Facts SplitFacts(std::string_view text) {
  Facts facts;
  if (text == "-") return facts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(" ; "), text.size());
    facts.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 3, text.size()));
  }
  return facts;
}

// tests/cases/FILE has lines of a text and the facts that `read` (std::string -> Facts) must find
// in it, at least so many.
template <typename Read>
void CheckTextCases(const std::string& file, size_t least, Read read) {
  size_t cases = 0;
  const auto outcome = ingest::ReadTsv(SourceDir() / "tests/cases" / file,
                                       [&](const ingest::TsvLine& line) -> Result<void> {
                                         if (line.fields.size() != 2)
                                           return line.Error("a case has two columns");
                                         EXPECT_EQ(read(line.fields[0]), SplitFacts(line.fields[1]))
                                             << "line " << line.line << ": " << line.fields[0];
                                         ++cases;
                                         return {};
                                       });
  ASSERT_TRUE(outcome) << outcome.error().ToString();
  EXPECT_GE(cases, least);
}

}  // namespace amana::test
