// Our measure and the reference measure must give the same numbers, whatever is predicted.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>

#include "ingest/evaluate.h"
#include "tests/support/test_paths.h"

namespace amana::ingest {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Turns gold into prediction lines and damages about `damage` percent of them.
class Perturber {
 public:
  Perturber(const Json& gold, std::mt19937& random, int damage)
      : gold_(gold), random_(random), damage_(damage) {
    for (const auto& e : gold["entities"]) {
      entities_[e["id"]] = e;
      ids_.push_back(e["id"]);
    }
  }

  std::string Lines() {
    std::string lines;
    for (const auto& t : gold_["triples"]) {
      if (!Chance(damage_)) lines += TripleLines(t);
    }
    for (const auto& e : gold_["entities"]) {
      if (e.contains("date") && e["date"].is_string() && !Chance(damage_)) {
        Json date = {{"type", "Date"}, {"name", e["date"]}};
        lines += Line(Node(e["id"]), "HELD_ON", date);
      }
      lines += Line({{"type", "Article"}, {"name", "a"}}, "MENTIONS", Node(e["id"]));
    }
    return lines;
  }

 private:
  bool Chance(int percent) { return static_cast<int>(random_() % 100) < percent; }

  Json Pick(const Json& value) {
    return value.is_array() ? value[random_() % value.size()] : value;
  }

  Json Node(std::string id) {
    if (!entities_.contains(id)) return {{"type", "Date"}, {"name", id}};
    if (Chance(damage_ / 3)) id = ids_[random_() % ids_.size()];
    const Json& e = entities_[id];
    auto name = (Chance(40) ? Pick(e["names"]) : e["names"][0]).get<std::string>();
    if (Chance(damage_ / 2)) name = "الدكتور " + name;
    if (Chance(damage_ / 2)) name += " بالحزب";
    if (Chance(damage_ / 4)) name = "اسم مجهول";
    Json out = {{"type", e["type"]}, {"name", name}};
    if (!Chance(damage_)) out["id"] = "n" + id + (Chance(damage_ / 4) ? "split" : "");
    if (Chance(50)) out["aliases"] = e["names"];
    return out;
  }

  static std::string Line(const Json& s, const Json& p, const Json& o) {
    return Json{{"subject", s}, {"predicate", p}, {"object", o}}.dump() + "\n";
  }

  std::string TripleLines(const Json& t) {
    Json line = {{"subject", Node(Pick(t["s"]))},
                 {"predicate", Pick(t["p"])},
                 {"object", Node(Pick(t["o"]))}};
    if (t.contains("properties") && Chance(80)) line["properties"] = t["properties"];
    if (Chance(damage_ / 4)) line["properties"]["status"] = "former";
    std::string text = line.dump() + "\n";
    return Chance(damage_ / 2) ? text + text : text;
  }

  const Json& gold_;
  std::mt19937& random_;
  int damage_;
  std::map<std::string, Json> entities_;
  std::vector<std::string> ids_;
};

Json ReferenceScores(const fs::path& shared, const fs::path& predictions, const fs::path& out) {
  std::string command = "python3 '" + (shared / "eval/score.py").string() + "' --json --gold '" +
                        (shared / "gold").string() + "' --pred '" + predictions.string() + "' > '" +
                        out.string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  std::ifstream in(out);
  return Json::parse(in, nullptr, false);
}

TEST(Evaluate, AgreesWithTheReferenceMeasure) {
  auto shared = test::SharedDir();
  if (!shared || std::system("python3 -c 'pass'") != 0) {
    std::cout << "skipped: the reference measure needs the shared folder and python3\n";
    GTEST_SKIP();
  }
  auto measure = NameMeasure::Load(test::SourceDir() / "rules/evaluate");
  ASSERT_TRUE(measure) << measure.error().ToString();
  auto gold = ReadGold(*shared / "gold", *measure);
  ASSERT_TRUE(gold) << gold.error().ToString();
  std::mt19937 random(20230501);
  for (int damage : {0, 8, 16, 24, 32, 40, 50, 60}) {
    test::TempDir dir;
    for (const auto& entry : fs::directory_iterator(*shared / "gold")) {
      std::ifstream in(entry.path());
      Json raw = Json::parse(in);
      std::ofstream(dir.path() / (raw["id"].get<std::string>() + ".jsonl"))
          << Perturber(raw, random, damage).Lines();
    }
    auto ours = Evaluate(*gold, PredictionsIn(dir.path()), *measure);
    ASSERT_TRUE(ours) << ours.error().ToString();
    Json theirs = ReferenceScores(*shared, dir.path(), dir.path() / "scores");
    EXPECT_EQ(Json::parse(ours->Json()), theirs) << "damage " << damage;
    EXPECT_GT(theirs["micro"]["correct"], 10);
    std::cout << "damage " << damage << ": F1 " << theirs["micro"]["f1"] << "\n";
  }
}

}  // namespace
}  // namespace amana::ingest
