#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/result.h"
#include "ingest/evaluate/name_measure.h"

namespace amana::ingest {

// In report order.
inline constexpr std::array<std::string_view, 5> kScoredTypes = {"Person", "Post", "Organization",
                                                                 "Meeting", "Place"};
inline constexpr std::array<std::string_view, 4> kScoredProperties = {"status", "event", "since",
                                                                      "until"};
// Predicates that are scored, in report order.
extern const std::vector<std::string> kScoredPredicates;

bool IsScoredType(std::string_view type);
// Said of the article rather than of the world, or not yet judged: never counted.
bool IsIgnoredPredicate(std::string_view predicate);

// (subject id, predicate, object id or date)
using Combination = std::tuple<std::string, std::string, std::string>;

struct GoldEntity {
  std::string id, type, kind;
  std::vector<std::string> names;  // the canonical one first
  bool optional = false;
  std::vector<NameKeys> keys;  // of each name
  NameKeys qualifiers;         // what may follow the name: larger bodies, territories

  // 0 where a predicted key is the canonical name, 1 where it is another, nullopt for neither.
  std::optional<int> NameRank(const NameKeys& predicted, const NameMeasure& measure) const;
};

// Ends and predicate are lists of alternatives, the preferred one first.
struct GoldTriple {
  std::vector<std::string> s, p, o;
  bool optional = false;
  std::map<std::string, std::string> properties;

  std::vector<Combination> Combinations() const;
};

// One gold file, checked. Immutable after Parse.
class Gold {
 public:
  // Errors: kIo, kSyntax; the message names `where` and lists every problem.
  static Result<Gold> Read(const std::filesystem::path& file, const NameMeasure& measure);
  static Result<Gold> Parse(const nlohmann::json& raw, const std::string& where,
                            const NameMeasure& measure);

  const std::string& id() const { return id_; }
  // What the annotators say of the page, for tables by country and layout; empty where nothing.
  const std::string& country() const { return country_; }
  const std::string& layout() const { return layout_; }
  // ISO 8601, possibly partial; empty where gold says none.
  const std::string& published() const { return published_; }
  const std::vector<GoldEntity>& entities() const { return entities_; }  // in file order
  const GoldEntity* Find(const std::string& id) const;
  const std::vector<GoldTriple>& triples() const { return triples_; }
  // The index of the triple that this combination satisfies.
  std::optional<size_t> TripleOf(const Combination& combination) const;
  // True if gold says it or it follows: the same said of a larger body, membership by post.
  bool IsImplied(const Combination& combination) const { return implied_.contains(combination); }

 private:
  void AddEntity(const nlohmann::json& raw, std::vector<std::string>& problems,
                 const NameMeasure& measure);
  void AddTriple(const nlohmann::json& raw, std::set<Combination>& seen,
                 std::vector<std::string>& problems);
  bool AllOptional(const std::vector<std::string>& ids) const;
  void Index(const NameMeasure& measure);
  void Imply();
  void AddQualifiers(GoldEntity& entity, const std::map<std::string, std::set<std::string>>& up,
                     const std::map<std::string, std::set<std::string>>& covers,
                     const NameMeasure& measure);

  std::string id_, country_, layout_, published_;
  std::vector<GoldEntity> entities_;
  std::map<std::string, size_t> by_id_;
  std::vector<GoldTriple> triples_;
  std::map<Combination, size_t> by_combination_;
  std::set<Combination> implied_;
};

}  // namespace amana::ingest
