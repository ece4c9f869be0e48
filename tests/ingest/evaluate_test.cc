#include "ingest/evaluate.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/test_paths.h"

namespace amana::ingest {
namespace {

using Json = nlohmann::json;

NameMeasure Measure() {
  auto measure = NameMeasure::Load(test::SourceDir() / "rules/evaluate");
  EXPECT_TRUE(measure) << measure.error().ToString();
  return measure.value_or(NameMeasure());
}

bool Meet(const NameMeasure& measure, std::string_view type, std::string_view gold,
          std::string_view predicted) {
  NameKeys wanted = measure.Keys(gold, type, false);
  for (const auto& key : measure.Keys(predicted, type, true)) {
    if (wanted.contains(key)) return true;
  }
  return false;
}

TEST(NameMeasure, FoldsSpellingVariantsOnly) {
  NameMeasure m = Measure();
  const std::pair<const char*, const char*> same[] = {{"الوِفــاق", "الوفاق"},
                                                      {"شئون الأسرة", "شؤون الاسرة"},
                                                      {"عبد الهادي", "عبدالهادي"},
                                                      {"أبو زيد", "ابوزيد"},
                                                      {"قرطاج-المرسى", "قرطاج المرسي"},
                                                      {"٢٠٢٣", "2023"},
                                                      {"العدل و البناء", "العدل والبناء"},
                                                      {"\u200fبناء\u200e", "بنا"}};
  for (auto [a, b] : same) EXPECT_EQ(m.Folded(a), m.Folded(b)) << a;
  EXPECT_NE(m.Folded("أمين"), m.Folded("أمان"));
}

TEST(NameMeasure, PeelsHonorificsFromPredictedNamesOnly) {
  NameMeasure m = Measure();
  EXPECT_TRUE(Meet(m, "Person", "سالم المرزوقي", "الأستاذ الدكتور سالم المرزوقي"));
  EXPECT_FALSE(Meet(m, "Person", "الأستاذ سالم المرزوقي", "سالم المرزوقي"));
  EXPECT_TRUE(Meet(m, "Place", "صفاقس", "ولاية صفاقس"));
  EXPECT_TRUE(Meet(m, "Post", "الأمين العام", "الأمينة العامة"));
  EXPECT_FALSE(Meet(m, "Post", "أمين عام", "أمين مساعد"));
}

TEST(Assign, FindsTheGreatestTotalWeight) {
  EXPECT_EQ(Assign({{5, 4}, {4, 0}}), (std::map<size_t, size_t>{{0, 1}, {1, 0}}));
  EXPECT_EQ(Assign({{1}, {3}, {2}}), (std::map<size_t, size_t>{{1, 0}}));
  EXPECT_EQ(Assign({{0, 0}}), (std::map<size_t, size_t>{}));
}

// A small graph with an alternative, an optional triple and a dated meeting.
const char* kGold = R"({"id": "toy", "entities": [
  {"id": "p", "type": "Person", "names": ["سالم المرزوقي", "المرزوقي"]},
  {"id": "q", "type": "Person", "names": ["ليلى حداد"]},
  {"id": "t", "type": "Post", "names": ["رئيس"]},
  {"id": "o", "type": "Organization", "kind": "Party", "names": ["حزب الوفاق"]},
  {"id": "b", "type": "Organization", "kind": "Bureau", "names": ["المكتب التنفيذي"]},
  {"id": "m", "type": "Meeting", "names": ["اجتماع المكتب"], "date": "2023-05-01"}],
 "triples": [
  {"s": "p", "p": "HOLDS", "o": "t", "properties": {"status": "current"}},
  {"s": "t", "p": "POST_IN", "o": "o"},
  {"s": "b", "p": "PART_OF", "o": "o"},
  {"s": "m", "p": "HELD_BY", "o": "b"},
  {"s": "m", "p": ["CHAIRED_BY", "ATTENDED_BY"], "o": "p"},
  {"s": "q", "p": "MEMBER_OF", "o": "b", "optional": true}]})";

// Ends are "Type:name"; the name serves as id.
std::string Line(const std::string& s, const std::string& p, const std::string& o,
                 const Json& properties = Json::object()) {
  auto node = [](const std::string& typed) {
    size_t colon = typed.find(':');
    return Json{{"id", typed}, {"type", typed.substr(0, colon)}, {"name", typed.substr(colon + 1)}};
  };
  Json line = {{"subject", node(s)}, {"predicate", p}, {"object", node(o)}};
  line["properties"] = properties;
  return line.dump() + "\n";
}

FileScore ScoreToy(const std::string& lines) {
  NameMeasure measure = Measure();
  auto gold = Gold::Parse(Json::parse(kGold), "toy", measure);
  EXPECT_TRUE(gold) << gold.error().ToString();
  auto predictions = Predictions::Parse(lines, "toy.jsonl", measure);
  EXPECT_TRUE(predictions) << predictions.error().ToString();
  return Score(*gold, *predictions, measure);
}

std::string RightLines() {
  return Line("Person:الدكتور سالم المرزوقي", "HOLDS", "Post:رئيس الحزب", {{"status", "current"}}) +
         Line("Post:رئيس الحزب", "POST_IN", "Organization:حزب الوفاق") +
         Line("Meeting:م", "HELD_BY", "Organization:المكتب التنفيذي") +
         Line("Meeting:م", "HELD_ON", "Date:2023-05-01");
}

TEST(Score, CountsWhatMatches) {
  FileScore score = ScoreToy(RightLines());
  EXPECT_EQ(score.Micro(), (Counts{6, 4, 4}));
  EXPECT_EQ(score.properties["status"], (Counts{1, 1, 1}));
}

TEST(Score, IgnoresWhatIsOptionalOrImplied) {
  FileScore score = ScoreToy(RightLines() +
                             Line("Person:ليلى حداد", "MEMBER_OF", "Organization:المكتب التنفيذي") +
                             Line("Meeting:م", "HELD_BY", "Organization:حزب الوفاق"));
  EXPECT_EQ(score.Micro(), (Counts{6, 4, 4}));
  EXPECT_EQ(score.ignored, 2);
}

TEST(Score, CountsSpuriousTriplesAndSplitEntities) {
  FileScore score = ScoreToy(RightLines() + Line("Person:ليلى حداد", "HOLDS", "Post:رئيس الحزب") +
                             Line("Person:المرزوقي", "MEMBER_OF", "Organization:حزب الوفاق"));
  EXPECT_EQ(score.relations["HOLDS"], (Counts{1, 2, 1}));
  EXPECT_EQ(score.relations["SPLIT"], (Counts{0, 1, 0}));
}

TEST(Gold, RefusesWhatItCannotScore) {
  Json raw = Json::parse(kGold);
  raw["triples"].push_back({{"s", "p"}, {"p", "HOLDS"}, {"o", "nobody"}});
  auto gold = Gold::Parse(raw, "toy", Measure());
  ASSERT_FALSE(gold);
  EXPECT_NE(gold.error().message.find("no entity nobody"), std::string::npos);
}

TEST(Predictions, NamesTheLineThatIsWrong) {
  auto predictions = Predictions::Parse("\n{\"subject\": 1}\n", "x.jsonl", Measure());
  ASSERT_FALSE(predictions);
  EXPECT_EQ(predictions.error().position->line, 2u);
}

}  // namespace
}  // namespace amana::ingest
