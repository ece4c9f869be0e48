#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/result.h"
#include "ingest/evaluate/name_measure.h"

namespace amana::ingest {

// (type, id), or ("Date", ISO string).
using EntityKey = std::pair<std::string, std::string>;

struct PredictedEntity {
  EntityKey key;
  std::string name;
  NameKeys keys;        // of the first name it is given
  NameKeys alias_keys;  // of all names and aliases
};

struct PredictedTriple {
  EntityKey subject;
  std::string predicate;
  EntityKey object;
  std::map<std::string, std::string> properties;  // of its first line; only the scored ones
  std::string rule, text;                         // of its first piece of evidence
  double confidence = 0;                          // of its most credible piece of evidence
};

// The prediction lines for one gold file: distinct entities and triples, in order of appearance.
class Predictions {
 public:
  // `jsonl`: one prediction object a line. `where` names the source in errors (kSyntax).
  static Result<Predictions> Parse(std::string_view jsonl, const std::string& where,
                                   const NameMeasure& measure);

  const std::vector<PredictedEntity>& entities() const { return entities_; }
  const std::vector<PredictedTriple>& triples() const { return triples_; }
  // The entity's name, or the key's own text where it is no scored entity.
  const std::string& Describe(const EntityKey& key) const;

 private:
  Result<void> AddLine(const nlohmann::json& line, const NameMeasure& measure);
  Result<EntityKey> AddEntity(const nlohmann::json& raw, const NameMeasure& measure);

  std::vector<PredictedEntity> entities_;
  std::map<EntityKey, size_t> by_key_;
  std::vector<PredictedTriple> triples_;
  std::map<std::tuple<EntityKey, std::string, EntityKey>, size_t> by_triple_;
};

}  // namespace amana::ingest
