#include "ingest/rule_pack/example_check.h"

#include <fmt/format.h>

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

Reading Read(Extractor& extractor, const std::string& text) {
  Trace trace;
  const Extraction extraction = extractor.Extract(OneSentence(text), &trace);
  Reading reading;
  for (const TraceSentence& sentence : trace.sentences) {
    reading.fired.insert(reading.fired.end(), sentence.rules.begin(), sentence.rules.end());
  }
  for (const ExtractedTriple& triple : extraction.triples) {
    const std::string& object =
        triple.date.empty() ? extraction.entities[triple.object].name : triple.date;
    reading.relations.push_back(fmt::format("{} {} ; {}", triple.predicate,
                                            extraction.entities[triple.subject].name, object));
  }
  return reading;
}

bool Holds(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

void CheckRule(const Rule& rule, Extractor& extractor, ExampleReport& report) {
  const auto fail = [&](const RuleExample& example, const std::string& what) {
    report.failures.push_back(
        fmt::format("{}:{}: {} {}\n  {}", rule.file, example.line, rule.id, what, example.text));
  };
  for (const RuleExample& example : rule.yes) {
    const Reading reading = Read(extractor, example.text);
    if (!Holds(reading.fired, rule.id)) fail(example, "does not match");
    if (!Holds(reading.relations, example.expected)) {
      fail(example, fmt::format("does not give {}, but {}", example.expected,
                                fmt::join(reading.relations, " | ")));
    }
  }
  for (const RuleExample& example : rule.no) {
    if (Holds(Read(extractor, example.text).fired, rule.id)) fail(example, "matches");
  }
  ++report.rules;
  report.examples += rule.yes.size() + rule.no.size();
}

}  // namespace

ExampleReport CheckExamples(const std::shared_ptr<const RuleSet>& rules, std::string_view rule) {
  Extractor extractor(rules);
  ExampleReport report;
  for (const Rule& each : rules->rules()) {
    if (rule.empty() || each.id == rule) CheckRule(each, extractor, report);
  }
  return report;
}

}  // namespace amana::ingest
