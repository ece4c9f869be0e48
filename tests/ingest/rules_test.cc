// Every rule proves itself: its yes examples must match and give the relation they name, its no
// examples must not match.
#include "tests/support/rules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/text/utf8.h"
#include "ingest/extractor.h"

namespace amana::ingest {
namespace {

Article OneSentence(const std::string& text) {
  Article article;
  article.id = "example";
  article.text = text;
  article.published = "2024-06-15";
  article.blocks = {{0, static_cast<uint32_t>(CountCodePoints(text)), BlockKind::kBody}};
  return article;
}

struct Reading {
  std::vector<std::string> fired;      // ids of rules that matched
  std::vector<std::string> relations;  // "PREDICATE subject ; object"
};

Reading ReadExample(const std::string& text) {
  static Extractor extractor(test::Rules());
  Trace trace;
  const Extraction extraction = extractor.Extract(OneSentence(text), &trace);
  Reading reading;
  for (const TraceSentence& sentence : trace.sentences) {
    reading.fired.insert(reading.fired.end(), sentence.rules.begin(), sentence.rules.end());
  }
  for (const ExtractedTriple& triple : extraction.triples) {
    const std::string object =
        triple.date.empty() ? extraction.entities[triple.object].name : triple.date;
    reading.relations.push_back(triple.predicate + " " + extraction.entities[triple.subject].name +
                                " ; " + object);
  }
  return reading;
}

bool Holds(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string Joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += "\n  " + item;
  return out;
}

TEST(Rules, EveryRuleMatchesItsYesExamples) {
  for (const Rule& rule : test::Rules()->rules()) {
    for (const RuleExample& example : rule.yes) {
      const Reading reading = ReadExample(example.text);
      EXPECT_TRUE(Holds(reading.fired, rule.id))
          << rule.file << ":" << example.line << ": " << rule.id << " does not match\n"
          << example.text;
      EXPECT_TRUE(Holds(reading.relations, example.expected))
          << rule.file << ":" << example.line << ": " << rule.id << " does not give\n  "
          << example.expected << "\nbut" << Joined(reading.relations);
    }
  }
}

TEST(Rules, NoRuleMatchesItsNoExamples) {
  for (const Rule& rule : test::Rules()->rules()) {
    for (const RuleExample& example : rule.no) {
      EXPECT_FALSE(Holds(ReadExample(example.text).fired, rule.id))
          << rule.file << ":" << example.line << ": " << rule.id << " matches\n"
          << example.text;
    }
  }
}

}  // namespace
}  // namespace amana::ingest
