#include "ingest/evaluate/gold.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace amana::ingest {
namespace {

using Json = nlohmann::json;
using Edges = std::map<std::string, std::set<std::string>>;

struct Signature {
  std::string predicate;
  std::set<std::string> domain, range;
};

const std::vector<Signature>& Signatures() {
  static const std::vector<Signature> table = {
      {"HOLDS", {"Person"}, {"Post"}},
      {"POST_IN", {"Post"}, {"Organization"}},
      {"COVERS", {"Organization", "Post"}, {"Place"}},
      {"PART_OF", {"Organization", "Place"}, {"Organization", "Place"}},
      {"MEMBER_OF", {"Person", "Organization"}, {"Organization"}},
      {"CHAIRED_BY", {"Meeting"}, {"Person"}},
      {"HELD_BY", {"Meeting"}, {"Organization"}},
      {"ATTENDED_BY", {"Meeting"}, {"Person", "Organization"}},
      {"HELD_AT", {"Meeting"}, {"Place"}},
      {"HELD_ON", {"Meeting"}, {"Date"}},
      {"SUCCEEDED", {"Person", "Organization"}, {"Person", "Organization"}},
  };
  return table;
}

const Signature* SignatureOf(const std::string& predicate) {
  for (const auto& signature : Signatures()) {
    if (signature.predicate == predicate) return &signature;
  }
  return nullptr;
}

std::string StringOr(const Json& object, const char* key, std::string otherwise = {}) {
  auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : otherwise;
}

bool Flag(const Json& object, const char* key) {
  auto it = object.find(key);
  return it != object.end() && it->is_boolean() && it->get<bool>();
}

// A string or a list of strings.
std::vector<std::string> Alternatives(const Json& object, const char* key) {
  auto it = object.find(key);
  if (it == object.end()) return {};
  if (it->is_string()) return {it->get<std::string>()};
  std::vector<std::string> out;
  if (it->is_array()) {
    for (const auto& item : *it) {
      if (item.is_string()) out.push_back(item);
    }
  }
  return out;
}

std::string Describe(const GoldTriple& t) {
  return "triple " + t.s.front() + " " + t.p.front() + " " + t.o.front();
}

void Extend(NameKeys& keys, const NameKeys& more) { keys.insert(more.begin(), more.end()); }

}  // namespace

const std::vector<std::string> kScoredPredicates = [] {
  std::vector<std::string> names;
  for (const auto& signature : Signatures()) names.push_back(signature.predicate);
  return names;
}();

bool IsScoredType(std::string_view type) {
  return std::find(kScoredTypes.begin(), kScoredTypes.end(), type) != kScoredTypes.end();
}

bool IsIgnoredPredicate(std::string_view p) {
  return p == "REPORTS" || p == "MENTIONS" || p == "DISCUSSED" || p == "SAID" || p == "SAME_AS" ||
         p == "STOOD_FOR";
}

std::optional<int> GoldEntity::NameRank(const NameKeys& predicted,
                                        const NameMeasure& measure) const {
  std::optional<int> best;
  for (size_t i = 0; i < keys.size(); ++i) {
    for (const NameKey& key : keys[i]) {
      for (const NameKey& pred : predicted) {
        bool fits = pred == key;
        if (!fits && !qualifiers.empty() && pred.size() > key.size() &&
            std::equal(key.begin(), key.end(), pred.begin())) {
          auto after = pred.begin() + static_cast<ptrdiff_t>(key.size());
          fits = measure.IsQualifierTail({after, pred.end()}, qualifiers);
        }
        if (fits) best = std::min(best.value_or(1), i == 0 ? 0 : 1);
      }
    }
  }
  return best;
}

std::vector<Combination> GoldTriple::Combinations() const {
  std::vector<Combination> out;
  for (const auto& subject : s) {
    for (const auto& predicate : p) {
      for (const auto& object : o) out.emplace_back(subject, predicate, object);
    }
  }
  return out;
}

Result<Gold> Gold::Read(const std::filesystem::path& file, const NameMeasure& measure) {
  std::ifstream in(file);
  if (!in) return Fail(ErrorCode::kIo, "cannot read " + file.string());
  Json raw = Json::parse(in, nullptr, false);
  if (raw.is_discarded()) return Fail(ErrorCode::kSyntax, file.string() + ": not JSON");
  return Parse(raw, file.string(), measure);
}

Result<Gold> Gold::Parse(const Json& raw, const std::string& where, const NameMeasure& measure) {
  Gold gold;
  std::vector<std::string> problems;
  gold.id_ = StringOr(raw, "id");
  gold.country_ = StringOr(raw, "country");
  gold.layout_ = StringOr(raw, "layout");
  gold.published_ = StringOr(raw, "published");
  if (gold.id_.empty()) problems.push_back("no id");
  for (const auto& entity : raw.value("entities", Json::array())) {
    gold.AddEntity(entity, problems, measure);
  }
  std::set<Combination> seen;
  for (const auto& triple : raw.value("triples", Json::array())) {
    gold.AddTriple(triple, seen, problems);
  }
  if (!problems.empty()) {
    std::string message = where + ": ";
    for (size_t i = 0; i < problems.size(); ++i) message += (i ? "; " : "") + problems[i];
    return Fail(ErrorCode::kSyntax, message);
  }
  gold.Index(measure);
  return gold;
}

const GoldEntity* Gold::Find(const std::string& id) const {
  auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : &entities_[it->second];
}

std::optional<size_t> Gold::TripleOf(const Combination& combination) const {
  auto it = by_combination_.find(combination);
  if (it == by_combination_.end()) return std::nullopt;
  return it->second;
}

void Gold::AddEntity(const Json& raw, std::vector<std::string>& problems,
                     const NameMeasure& measure) {
  GoldEntity entity;
  entity.id = StringOr(raw, "id");
  entity.type = StringOr(raw, "type");
  if (entity.type == "Topic" || entity.type == "Article") return;
  entity.kind = StringOr(raw, "kind");
  entity.names = Alternatives(raw, "names");
  if (!IsScoredType(entity.type) || entity.names.empty()) {
    problems.push_back("entity " + entity.id + ": unknown type or no names");
    return;
  }
  if (by_id_.contains(entity.id)) problems.push_back("entity " + entity.id + ": defined twice");
  entity.optional = Flag(raw, "optional");
  for (const auto& name : entity.names) {
    entity.keys.push_back(measure.Keys(name, entity.type, false));
  }
  auto dates = Alternatives(raw, "dates");
  if (dates.empty()) dates = Alternatives(raw, "date");
  if (!dates.empty() && !dates.front().empty()) {
    bool optional = entity.optional || Flag(raw, "date_optional");
    triples_.push_back({{entity.id}, {"HELD_ON"}, dates, optional, {}});
  }
  by_id_[entity.id] = entities_.size();
  entities_.push_back(std::move(entity));
}

bool Gold::AllOptional(const std::vector<std::string>& ids) const {
  return std::all_of(ids.begin(), ids.end(), [&](const auto& id) { return Find(id)->optional; });
}

void Gold::AddTriple(const Json& raw, std::set<Combination>& seen,
                     std::vector<std::string>& problems) {
  GoldTriple triple{Alternatives(raw, "s"),
                    Alternatives(raw, "p"),
                    Alternatives(raw, "o"),
                    Flag(raw, "optional"),
                    {}};
  if (triple.s.empty() || triple.p.empty() || triple.o.empty()) {
    problems.push_back("a triple lacks s, p or o");
    return;
  }
  if (std::any_of(triple.p.begin(), triple.p.end(), IsIgnoredPredicate)) return;
  const std::string at = Describe(triple);
  std::string unknown;
  for (const auto* end : {&triple.s, &triple.o}) {
    for (const auto& id : *end) {
      if (!Find(id)) unknown += (unknown.empty() ? "" : ", ") + id;
    }
  }
  if (!unknown.empty()) {
    problems.push_back(at + ": no entity " + unknown);
    return;
  }
  for (const auto& predicate : triple.p) {
    const Signature* signature = SignatureOf(predicate);
    auto outside = [&](const std::vector<std::string>& ids, bool subject) {
      return std::any_of(ids.begin(), ids.end(), [&](const auto& id) {
        return !(subject ? signature->domain : signature->range).contains(Find(id)->type);
      });
    };
    if (!signature || outside(triple.s, true) || outside(triple.o, false)) {
      problems.push_back(at + ": " + predicate + " does not join these types");
    }
  }
  if (!triple.optional && (AllOptional(triple.s) || AllOptional(triple.o))) {
    problems.push_back(at + ": required, but only optional entities can satisfy it");
  }
  const Json properties = raw.value("properties", Json::object());
  for (const auto& [key, value] : properties.items()) {
    triple.properties[key] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  bool clash = false;
  for (const auto& combination : triple.Combinations()) {
    clash = !seen.insert(combination).second || clash;
  }
  if (clash) problems.push_back(at + ": said twice");
  triples_.push_back(std::move(triple));
}

void Gold::Index(const NameMeasure& measure) {
  Edges up, covers;
  for (size_t i = 0; i < triples_.size(); ++i) {
    for (const auto& combination : triples_[i].Combinations()) {
      by_combination_[combination] = i;
      const auto& [s, p, o] = combination;
      if (p == "PART_OF" || p == "POST_IN") up[s].insert(o);
      if (p == "COVERS") covers[s].insert(o);
    }
  }
  Imply();
  for (auto& entity : entities_) {
    if (entity.type == "Post" || entity.type == "Organization") {
      AddQualifiers(entity, up, covers, measure);
    }
  }
}

void Gold::Imply() {
  Edges larger, bodies;
  std::vector<Combination> said;
  for (const auto& triple : triples_) {
    for (const auto& combination : triple.Combinations()) {
      const auto& [s, p, o] = combination;
      if (p == "PART_OF") larger[s].insert(o);
      if (p == "POST_IN") bodies[s].insert(o);
      said.push_back(combination);
    }
  }
  for (size_t i = 0, n = said.size(); i < n; ++i) {
    const auto [s, p, o] = said[i];
    if (p != "HOLDS") continue;
    for (const auto& body : bodies[o]) said.emplace_back(s, "MEMBER_OF", body);
  }
  implied_.insert(said.begin(), said.end());
  while (!said.empty()) {
    const auto [s, p, o] = said.back();
    said.pop_back();
    if (p != "HELD_BY" && p != "MEMBER_OF" && p != "PART_OF" && p != "HELD_AT") continue;
    for (const auto& above : larger[o]) {
      Combination next{s, p, above};
      if (above != s && implied_.insert(next).second) said.push_back(next);
    }
  }
}

void Gold::AddQualifiers(GoldEntity& entity, const Edges& up, const Edges& covers,
                         const NameMeasure& measure) {
  auto reached = [](const Edges& edges, const std::string& from) {
    auto it = edges.find(from);
    return it == edges.end() ? std::set<std::string>{} : it->second;
  };
  std::set<std::string> above;
  std::vector<std::string> todo = {entity.id};
  while (!todo.empty()) {
    std::string at = todo.back();
    todo.pop_back();
    for (const auto& o : reached(up, at)) {
      if (o != entity.id && above.insert(o).second) todo.push_back(o);
    }
  }
  std::set<std::string> others = above;
  above.insert(entity.id);
  for (const auto& id : above) others.merge(reached(covers, id));
  auto add = [&](const std::string& name) {
    Extend(entity.qualifiers, measure.Keys(name, "Organization", false));
  };
  for (const auto& id : others) {
    const GoldEntity& other = *Find(id);
    for (const auto& name : other.names) add(name);
    if (other.type == "Place" && !other.kind.empty()) {
      add(other.kind);
      for (const auto& name : other.names) add(other.kind + " " + name);
    }
    if (other.type == "Organization") {  // the head of a body's name stands for it
      for (const auto& keys : other.keys) {
        for (const auto& key : keys) entity.qualifiers.insert({key.front()});
      }
    }
    if (other.kind == "Party") {
      for (const auto& word : measure.party_words()) add(word);
    }
  }
}

}  // namespace amana::ingest
