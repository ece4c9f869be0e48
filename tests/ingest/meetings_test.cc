// Which meetings a text tells of, by cases: tests/cases/meetings.tsv.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "tests/support/rules.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

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

TEST(Meetings, AreToldApart) { test::CheckTextCases("meetings.tsv", 10, ReadMeetings); }

}  // namespace
}  // namespace amana::ingest
