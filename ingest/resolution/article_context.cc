#include "ingest/resolution/article_context.h"

#include <algorithm>
#include <map>
#include <set>

#include "ingest/resolution/match_key.h"

namespace amana::ingest {
namespace {

constexpr const char* kPartyContext = "party:";
constexpr const char* kBodyContext = "body:";

enum BodyState : uint8_t { kUntouched, kOpen, kDone };

std::string OwnCountry(const ExtractedEntity& entity) {
  const auto found = entity.properties.find("country");
  return found == entity.properties.end() ? std::string() : found->second;
}

// Bodies of these kinds bear names of their own. A council, a committee or a secretariat is known
// only by what it is part of; a congress may be either, and a parliament has one name in many
// countries, so these need a country.
bool IsAnchor(const ExtractedEntity& entity, const std::string& country) {
  if (entity.unresolved) return false;
  static const std::set<std::string, std::less<>> kNamed = {
      "Party", "Coalition", "Union", "Media", "Association", "International"};
  if (kNamed.contains(entity.kind) || !OwnCountry(entity).empty()) return true;
  return (entity.kind == "Government" || entity.kind == "Parliament") && !country.empty();
}

}  // namespace

ArticleContext::ArticleContext(const Extraction& extraction, const IdentityRules& rules,
                               std::string_view published)
    : extraction_(extraction), rules_(rules), published_(published) {
  const size_t n = extraction.entities.size();
  triples_from_.resize(n);
  triples_to_.resize(n);
  bodies_.resize(n);
  names_.resize(n);
  for (uint32_t t = 0; t < extraction.triples.size(); ++t) {
    const ExtractedTriple& triple = extraction.triples[t];
    if (!triple.date.empty()) continue;
    triples_from_[triple.subject].push_back(t);
    triples_to_[triple.object].push_back(t);
  }
  FindCountry();
  std::vector<uint8_t> state(n, kUntouched);
  for (uint32_t e = 0; e < n; ++e) {
    if (extraction.entities[e].type == "Organization") BuildBody(e, state);
  }
}

std::string ArticleContext::NameKeyOf(const ExtractedEntity& organization) const {
  if (organization.kind != "Party") return MatchKey(organization.name);
  const std::string own = OwnCountry(organization);
  return rules_.PartyName(PartyNameKey(organization.name), own.empty() ? country_ : own,
                          published_);
}

std::vector<uint32_t> ArticleContext::Targets(uint32_t entity, std::string_view predicate) const {
  std::vector<uint32_t> targets;
  for (uint32_t t : triples_from_[entity]) {
    if (extraction_.triples[t].predicate == predicate)
      targets.push_back(extraction_.triples[t].object);
  }
  return targets;
}

// Bodies count more than places: an article tells of meetings abroad, but of parties at home.
void ArticleContext::FindCountry() {
  std::map<std::string, uint64_t> weight;
  uint64_t sum = 0;
  for (const ExtractedEntity& entity : extraction_.entities) {
    const std::string country = OwnCountry(entity);
    if (country.empty()) continue;
    const uint64_t w = uint64_t{entity.mentions} * (entity.type == "Organization" ? 3 : 1);
    weight[country] += w;
    sum += w;
  }
  for (const auto& [country, w] : weight) {
    if (2 * w > sum) country_ = country;
  }
}

// The nearest larger body: of several the one with the longest chain above it.
int ArticleContext::ParentOf(uint32_t organization, const std::vector<uint8_t>& state) const {
  int best = -1;
  for (uint32_t target : Targets(organization, "PART_OF")) {
    if (extraction_.entities[target].type != "Organization" || state[target] != kDone) continue;
    const auto depth = [this](int e) { return std::ranges::count(bodies_[e].key, '<'); };
    if (best < 0 || depth(static_cast<int>(target)) > depth(best)) best = static_cast<int>(target);
  }
  return best;
}

void ArticleContext::BuildBody(uint32_t entity, std::vector<uint8_t>& state) {
  if (state[entity] != kUntouched) return;
  state[entity] = kOpen;
  // Relations that close a circle find their target still open and are passed over.
  for (uint32_t target : Targets(entity, "PART_OF")) {
    if (extraction_.entities[target].type == "Organization") BuildBody(target, state);
  }
  const ExtractedEntity& organization = extraction_.entities[entity];
  Body& body = bodies_[entity];
  names_[entity] = NameKeyOf(organization);
  body.key = names_[entity] + TerritoryKey(entity);
  body.country = OwnCountry(organization);
  const int parent = ParentOf(entity, state);
  if (parent >= 0) {
    const Body& above = bodies_[parent];
    if (body.country.empty()) body.country = above.country;
    body.key += " < " + above.key;
    body.root = above.root;
    body.party = above.party;
    body.anchored = above.anchored && !organization.unresolved;
  } else {
    if (body.country.empty()) body.country = country_;
    body.root = body.key;
    body.party = organization.kind == "Party";
    body.anchored = IsAnchor(organization, body.country);
  }
  state[entity] = kDone;
}

std::string ArticleContext::TerritoryKey(uint32_t entity) const {
  std::set<std::string> names;
  for (uint32_t place : Targets(entity, "COVERS"))
    names.insert(MatchKey(extraction_.entities[place].name));
  std::string key;
  for (const std::string& name : names) key += " @" + name;
  return key;
}

std::vector<const ArticleContext::Body*> ArticleContext::BodiesBehind(uint32_t person) const {
  std::map<std::string, const Body*> found;
  const auto add = [&](uint32_t entity) {
    if (extraction_.entities[entity].type != "Organization") return;
    const Body& body = bodies_[entity];
    if (body.anchored) found.emplace(body.root, &body);
  };
  for (uint32_t post : Targets(person, "HOLDS")) {
    for (uint32_t body : Targets(post, "POST_IN")) add(body);
  }
  for (uint32_t body : Targets(person, "MEMBER_OF")) add(body);
  if (found.empty()) {
    for (uint32_t t : triples_to_[person]) {
      const ExtractedTriple& triple = extraction_.triples[t];
      if (triple.predicate != "CHAIRED_BY" && triple.predicate != "ATTENDED_BY") continue;
      for (uint32_t body : Targets(triple.subject, "HELD_BY")) add(body);
    }
  }
  std::vector<const Body*> out;
  for (const auto& [root, body] : found) out.push_back(body);
  return out;
}

std::string ArticleContext::ContextKey(const Body& body) {
  return std::string(body.party ? kPartyContext : kBodyContext) + body.root;
}

std::vector<std::string> ArticleContext::RootsNamed() const {
  std::set<std::string> roots;
  for (const Body& body : bodies_) {
    if (body.anchored) roots.insert(ContextKey(body));
  }
  return {roots.begin(), roots.end()};
}

std::vector<uint32_t> ArticleContext::Companions(uint32_t person) const {
  std::set<uint32_t> found;
  for (uint32_t t : triples_to_[person]) {
    const ExtractedTriple& with = extraction_.triples[t];
    if (with.predicate != "CHAIRED_BY" && with.predicate != "ATTENDED_BY") continue;
    for (const char* predicate : {"CHAIRED_BY", "ATTENDED_BY"}) {
      for (uint32_t other : Targets(with.subject, predicate)) {
        if (other != person && extraction_.entities[other].type == "Person") found.insert(other);
      }
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace amana::ingest
