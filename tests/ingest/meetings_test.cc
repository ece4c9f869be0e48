// Which meetings a text tells of, by cases: tests/cases/meetings.tsv.
#include <gtest/gtest.h>

#include <set>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "ingest/lexicon/tsv.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

using Facts = std::multiset<std::string>;

Facts SplitFacts(std::string_view text) {
  Facts facts;
  if (text == "-") return facts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(" ; "), text.size());
    facts.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 3, text.size()));
  }
  return facts;
}

// "NAME [STATUS]" of each meeting, "NAME = PREDICATE OBJECT" of what is said of it.
Facts ReadMeetings(const std::string& text) {
  static Extractor extractor(test::Rules());
  Article article;
  article.text = text;
  article.published = "2024-06-15";
  article.blocks = {{0, static_cast<uint32_t>(CountCodePoints(text)), BlockKind::kBody}};
  const Extraction extraction = extractor.Extract(article);
  Facts facts;
  for (const ExtractedEntity& entity : extraction.entities) {
    if (entity.type == "Meeting")
      facts.insert(entity.name + " [" + entity.properties.at("status") + "]");
  }
  static const std::set<std::string> kTold = {"HELD_BY", "CHAIRED_BY", "ATTENDED_BY", "HELD_AT"};
  for (const ExtractedTriple& triple : extraction.triples) {
    if (!kTold.contains(triple.predicate)) continue;
    facts.insert(extraction.entities[triple.subject].name + " = " + triple.predicate + " " +
                 extraction.entities[triple.object].name);
  }
  return facts;
}

TEST(Meetings, AreToldApart) {
  size_t cases = 0;
  const auto read = ReadTsv(test::SourceDir() / "tests/cases/meetings.tsv",
                            [&](const TsvLine& line) -> Result<void> {
                              if (line.fields.size() != 2)
                                return line.Error("a case has two columns");
                              EXPECT_EQ(ReadMeetings(line.fields[0]), SplitFacts(line.fields[1]))
                                  << "line " << line.line << ": " << line.fields[0];
                              ++cases;
                              return {};
                            });
  ASSERT_TRUE(read) << read.error().ToString();
  EXPECT_GE(cases, 10u);
}

}  // namespace
}  // namespace amana::ingest
