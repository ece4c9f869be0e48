#include "ingest/evaluate/file_score.h"

#include <fmt/format.h>

#include <optional>
#include <set>

namespace amana::ingest {
namespace {

Counts Sum(const std::map<std::string, Counts>& rows) {
  Counts total;
  for (const auto& [label, counts] : rows) total += counts;
  return total;
}

class Scorer {
 public:
  Scorer(const Gold& gold, const Predictions& predictions, const NameMeasure& measure)
      : gold_(gold), predictions_(predictions), alignment_(Align(gold, predictions, measure)) {
    score_.id = gold.id();
    score_.country = gold.country();
    score_.layout = gold.layout();
    for (std::string_view type : kScoredTypes) score_.entities[std::string(type)];
    for (std::string_view name : kScoredProperties) score_.properties[std::string(name)];
  }

  FileScore Run() {
    for (const auto& triple : gold_.triples()) {
      if (!triple.optional) ++score_.relations[triple.p.front()].gold;
    }
    for (const auto& triple : predictions_.triples()) CountTriple(triple);
    CountSplits();
    for (size_t i = 0; i < gold_.triples().size(); ++i) {
      const GoldTriple& triple = gold_.triples()[i];
      if (triple.optional || matched_.contains(i)) continue;
      score_.errors.push_back({fmt::format("MISSED    {:<12} {}  ->  {}", triple.p.front(),
                                           GoldName(triple.s.front()), GoldName(triple.o.front())),
                               "",
                               {GoldNames(triple.s.front()), GoldNames(triple.o.front())}});
    }
    CountEntities();
    return std::move(score_);
  }

 private:
  std::optional<std::string> Mapped(const EntityKey& key) const {
    if (key.first == "Date") return key.second;
    auto it = alignment_.gold_of.find(key);
    if (it == alignment_.gold_of.end()) return std::nullopt;
    return it->second;
  }

  bool IsOptional(const std::optional<std::string>& id) const {
    const GoldEntity* entity = id ? gold_.Find(*id) : nullptr;
    return entity && entity->optional;
  }

  std::string GoldName(const std::string& id) const {
    const GoldEntity* entity = gold_.Find(id);
    return entity ? fmt::format("({}) {}", entity->type, entity->names.front()) : "(Date) " + id;
  }

  EndNames GoldNames(const std::string& id) const {
    const GoldEntity* entity = gold_.Find(id);
    return entity ? entity->names : EndNames();
  }

  std::string PredictedName(const EntityKey& key) const {
    return fmt::format("({}) {}{}", key.first, predictions_.Describe(key),
                       Mapped(key) ? "" : " [unknown]");
  }

  void CountTriple(const PredictedTriple& triple) {
    auto s = Mapped(triple.subject), o = Mapped(triple.object);
    std::optional<Combination> said;
    if (s && o) {
      said = Combination{*s, triple.predicate, *o};
      if (!done_.insert(*said).second) return;  // a duplicate
    }
    auto hit = said ? gold_.TripleOf(*said) : std::nullopt;
    if (hit && !gold_.triples()[*hit].optional && matched_.insert(*hit).second) {
      const GoldTriple& wanted = gold_.triples()[*hit];
      Counts& counts = score_.relations[wanted.p.front()];
      ++counts.predicted;
      ++counts.correct;
      score_.judgments.push_back({triple.predicate, triple.confidence, true});
      CountProperties(wanted, triple);
    } else if ((said && gold_.IsImplied(*said)) || IsOptional(s) || IsOptional(o)) {
      ++score_.ignored;
    } else {
      ++score_.relations[triple.predicate].predicted;
      score_.judgments.push_back({triple.predicate, triple.confidence, false});
      score_.errors.push_back(
          {fmt::format("SPURIOUS  {:<12} {}  ->  {}  [{}]", triple.predicate,
                       PredictedName(triple.subject), PredictedName(triple.object), triple.rule),
           triple.text,
           {}});
    }
  }

  void CountProperties(const GoldTriple& wanted, const PredictedTriple& triple) {
    if (wanted.properties.empty()) return;
    for (auto& [name, counts] : score_.properties) {
      auto want = wanted.properties.find(name);
      auto got = triple.properties.find(name);
      bool is_wanted = want != wanted.properties.end(), is_said = got != triple.properties.end();
      bool right = is_wanted && is_said && want->second == got->second;
      counts += {is_wanted, is_said, right};
    }
  }

  // Only a split that a triple names tears facts apart.
  void CountSplits() {
    std::set<EntityKey> scored;
    for (const auto& triple : predictions_.triples()) {
      scored.insert(triple.subject);
      scored.insert(triple.object);
    }
    for (const auto& key : alignment_.splits) {
      if (!scored.contains(key) || IsOptional(Mapped(key))) continue;
      ++score_.relations["SPLIT"].predicted;
      score_.errors.push_back(
          {"SPURIOUS  SPLIT        " + PredictedName(key), "", {{predictions_.Describe(key)}}});
    }
  }

  void CountEntities() {
    std::set<std::string> found;
    for (const auto& [key, id] : alignment_.gold_of) found.insert(id);
    for (const auto& entity : gold_.entities()) {
      if (entity.optional) continue;
      Counts& counts = score_.entities[entity.type];
      ++counts.gold;
      if (found.contains(entity.id)) {
        ++counts.correct;
      } else {
        score_.errors.push_back(
            {"MISSED    entity       " + GoldName(entity.id), "", {entity.names}});
      }
    }
    for (const auto& entity : predictions_.entities()) {
      auto id = Mapped(entity.key);
      if (IsOptional(id)) continue;
      ++score_.entities[entity.key.first].predicted;
      if (id && !alignment_.splits.contains(entity.key)) continue;
      score_.errors.push_back({fmt::format("SPURIOUS  entity       {}{}", PredictedName(entity.key),
                                           id ? "  [splits " + GoldName(*id) + "]" : ""),
                               "",
                               {{predictions_.Describe(entity.key)}}});
    }
  }

  const Gold& gold_;
  const Predictions& predictions_;
  Alignment alignment_;
  FileScore score_;
  std::set<size_t> matched_;
  std::set<Combination> done_;
};

}  // namespace

Counts FileScore::Micro() const { return Sum(relations); }
Counts FileScore::EntityMicro() const { return Sum(entities); }

FileScore Score(const Gold& gold, const Predictions& predictions, const NameMeasure& measure) {
  return Scorer(gold, predictions, measure).Run();
}

}  // namespace amana::ingest
