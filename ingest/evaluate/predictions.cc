#include "ingest/evaluate/predictions.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ingest/evaluate/gold.h"

namespace amana::ingest {
namespace {

using Json = nlohmann::json;

std::string Text(const Json& object, const char* key) {
  auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

// The values that count as said: neither null, false, zero nor empty.
bool IsSaid(const Json& value) {
  if (value.is_null() || value == false) return false;
  if (value.is_number()) return value != 0;
  return !value.empty();
}

}  // namespace

Result<Predictions> Predictions::Parse(std::string_view jsonl, const std::string& where,
                                       const NameMeasure& measure) {
  Predictions predictions;
  if (jsonl.starts_with("\xEF\xBB\xBF")) jsonl.remove_prefix(3);
  for (uint32_t number = 1; !jsonl.empty(); ++number) {
    size_t end = jsonl.find('\n');
    std::string_view line = jsonl.substr(0, end);
    jsonl.remove_prefix(end == std::string_view::npos ? jsonl.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Json parsed = Json::parse(line, nullptr, false);
    Result<void> added = parsed.is_object() ? predictions.AddLine(parsed, measure)
                                            : Fail(ErrorCode::kSyntax, "not a JSON object");
    if (!added) {
      Error error = added.error();
      error.position = SourcePosition{where, number, 0, 0};
      return Fail(std::move(error));
    }
  }
  return predictions;
}

const std::string& Predictions::Describe(const EntityKey& key) const {
  auto it = by_key_.find(key);
  return it == by_key_.end() ? key.second : entities_[it->second].name;
}

Result<void> Predictions::AddLine(const Json& line, const NameMeasure& measure) {
  if (!line.contains("subject") || !line.contains("object") || !line.contains("predicate") ||
      !line["subject"].is_object() || !line["object"].is_object() ||
      !line["predicate"].is_string()) {
    return Fail(ErrorCode::kSyntax,
                "not a prediction line: subject, predicate and object expected");
  }
  AMANA_TRY(EntityKey subject, AddEntity(line["subject"], measure));
  AMANA_TRY(EntityKey object, AddEntity(line["object"], measure));
  const auto predicate = line["predicate"].get<std::string>();
  if (IsIgnoredPredicate(predicate)) return {};
  if (!by_triple_.emplace(std::tuple(subject, predicate, object), triples_.size()).second) {
    return {};
  }
  PredictedTriple triple{subject, predicate, object, {}, {}, {}, 0};
  if (auto it = line.find("properties"); it != line.end() && it->is_object()) {
    for (std::string_view name : kScoredProperties) {
      auto value = it->find(name);
      if (value == it->end() || !IsSaid(*value)) continue;
      triple.properties[std::string(name)] =
          value->is_string() ? value->get<std::string>() : value->dump();
    }
  }
  if (auto it = line.find("evidence");
      it != line.end() && it->is_array() && !it->empty() && it->front().is_object()) {
    triple.rule = Text(it->front(), "rule");
    triple.text = Text(it->front(), "text");
    for (const Json& evidence : *it) {
      if (!evidence.is_object()) continue;
      const auto confidence = evidence.find("confidence");
      if (confidence != evidence.end() && confidence->is_number())
        triple.confidence = std::max(triple.confidence, confidence->get<double>());
    }
  }
  triples_.push_back(std::move(triple));
  return {};
}

Result<EntityKey> Predictions::AddEntity(const Json& raw, const NameMeasure& measure) {
  std::string type = Text(raw, "type");
  if (!IsScoredType(type)) {
    for (const auto& label : raw.value("labels", Json::array())) {
      if (label.is_string() && IsScoredType(label.get<std::string>())) {
        type = label;
        break;
      }
    }
  }
  const std::string name = Text(raw, "name");
  if (type == "Date") return EntityKey{type, name};
  std::string id = Text(raw, "id");
  EntityKey key{type, id.empty() ? measure.Folded(name) : id};
  if (!IsScoredType(type)) return key;
  auto [it, fresh] = by_key_.emplace(key, entities_.size());
  if (fresh) entities_.push_back({key, name, {}, {}});
  PredictedEntity& entity = entities_[it->second];
  if (entity.keys.empty()) entity.keys = measure.Keys(name, type, true);
  entity.alias_keys.merge(measure.Keys(name, type, true));
  if (auto aliases = raw.find("aliases"); aliases != raw.end() && aliases->is_array()) {
    for (const auto& alias : *aliases) {
      if (alias.is_string()) {
        entity.alias_keys.merge(measure.Keys(alias.get<std::string>(), type, true));
      }
    }
  }
  return key;
}

}  // namespace amana::ingest
