// Organizations: parties by their gazetteer identity, organs by head and field under a parent,
// short forms («الأمانة», «الحزب») by what was named before, organs without a parent by what the
// article is about.
#include <algorithm>

#include "core/text/fold.h"
#include "ingest/resolve/bare_name.h"
#include "ingest/resolve/resolver.h"

namespace amana::ingest {
namespace {

// A level that short forms leave out: «الأمانة المركزية للعلاقات» = «أمانة العلاقات».
bool IsLevelWord(std::string_view word) { return word == "مركزيه"; }

}  // namespace

bool Resolver::StateOwned(const OrgMention& mention) const {
  if (mention.entry != nullptr) return !mention.entry->Is(rules_.core().party);
  // «مجلس محافظة X», «مجلس جهة X»: the territory's own.
  if (mention.head == "مجلس" && mention.span.size() > 1 &&
      doc_.IsWhole(mention.span.begin + 1, rules_.core().place_head)) {
    return true;
  }
  const LexEntry* head = nullptr;
  for (const LexEntry* entry : rules_.lexicon().Find(FoldK2(mention.head))) {
    if (entry->Is(rules_.core().org_head)) head = entry;
  }
  return head != nullptr && head->Get("owner") == "state";
}

// A body that others are part of: a party, or a movement that bears another word.
bool Resolver::IsRoot(const OrgMention& mention) const {
  if (mention.anaphor || mention.number != Number::kSingular) return false;
  if (mention.kind == "Party") return true;
  return (mention.kind == "Congress" || mention.kind == "Coalition" ||
          mention.kind == "Association") &&
         mention.parent < 0;
}

std::string Resolver::PartyKey(const OrgMention& mention) const {
  if (mention.entry != nullptr) {
    const std::string_view alias = mention.entry->Get("alias_of");
    const std::string_view id = alias.empty() ? mention.entry->Get("id") : alias;
    if (!id.empty()) return std::string(id);
  }
  std::string key = BareName(FoldK2(mention.name));
  const std::string head = FoldK2(mention.head) + " ";
  if (!mention.head.empty() && key.starts_with(head)) key.erase(0, head.size());
  return key;
}

std::string Resolver::CoreKey(const OrgMention& mention) const {
  std::string key;
  for (const std::string& word : SplitWords(BareName(FoldK2(mention.name)))) {
    if (IsLevelWord(word) && SplitWords(mention.name).size() > 2) continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

// The body that most of the article speaks of; the title and the first paragraph count more.
void Resolver::FindMainBody() {
  std::map<std::string, double> weight;
  const uint32_t lead = sentences_.size() > 2 ? sentences_[2].sentence.tokens.end
                        : sentences_.empty()  ? 0
                                              : sentences_.back().sentence.tokens.end;
  for (int index : org_order_) {
    const OrgMention& mention = m_.orgs[index];
    if (!IsRoot(mention)) continue;
    weight[PartyKey(mention)] +=
        (mention.span.begin < lead ? 3.0 : 1.0) * (mention.kind == "Party" ? 1.0 : 0.7);
  }
  double best = 0;
  for (const auto& [key, w] : weight) {
    if (w > best) best = w, main_key_ = key;
  }
}

int Resolver::ResolveParty(const OrgMention& mention) {
  const std::string key = PartyKey(mention);
  const auto [found, added] = party_by_key_.emplace(key, -1);
  if (!added) {
    AddAlias(found->second, mention.name);
    ExtractedEntity& entity = entities_[found->second];
    // «حزب X» is the name, a bare «X» an alias.
    if (!mention.head.empty() && entity.properties.contains("bare")) {
      std::swap(entity.name,
                *std::find(entity.aliases.begin(), entity.aliases.end(), mention.name));
      entity.properties.erase("bare");
    }
    return found->second;
  }
  std::string name = mention.name;
  std::vector<std::string> aliases;
  if (mention.entry != nullptr) {
    const std::string_view alias_of = mention.entry->Get("alias_of");
    const LexEntry* canonical =
        alias_of.empty() ? mention.entry : rules_.lexicon().FindById(alias_of);
    if (canonical != nullptr) {
      const std::string_view head = canonical->Get("head");
      const bool has_head = head.empty() || canonical->form.starts_with(head) ||
                            canonical->form.starts_with("ال" + std::string(head));
      std::string full = has_head ? canonical->form : std::string(head) + " " + canonical->form;
      if (full != name) aliases.push_back(name);
      name = std::move(full);
    }
  }
  found->second = AddEntity("Organization", name, mention.span);
  ExtractedEntity& entity = entities_.back();
  entity.kind = mention.kind;
  entity.aliases = aliases;
  if (mention.entry != nullptr && !mention.entry->Get("cc").empty()) {
    entity.properties["country"] = mention.entry->Get("cc");
  }
  AddOrgKey(found->second, {key, -1, -1, mention.kind != "Party", mention.head});
  return found->second;
}

// «الحزب» is the article's; «الأمانة» the last one named with that head.
int Resolver::ResolveAnaphor(const OrgMention& mention) {
  if (mention.kind == "Party") return main_body_;
  const auto behind = std::lower_bound(bodies_in_order_.begin(), bodies_in_order_.end(),
                                       std::pair(mention.span.begin, -1));
  for (auto it = std::make_reverse_iterator(behind); it != bodies_in_order_.rend(); ++it) {
    const auto key = org_keys_.find(it->second);
    if (key != org_keys_.end() && key->second.head == mention.head) return it->second;
  }
  return -1;
}

void Resolver::AddOrgKey(int entity, OrgKey key) {
  orgs_by_core_[key.core].push_back(entity);
  orgs_by_head_[key.head].push_back(entity);
  org_keys_[entity] = std::move(key);
}

int Resolver::ResolveOrgan(int index) {
  const OrgMention& mention = m_.orgs[index];
  int parent = mention.parent >= 0 ? ResolveOrg(mention.parent) : -1;
  if (mention.possessed && parent < 0) {
    parent = mention.head.empty() ? -1 : main_body_;
  }
  int place = mention.places.empty() ? -1 : Place(mention.places.front());
  // The place of a party's branch is its organ's territory.
  if (place < 0 && mention.parent >= 0 && m_.orgs[mention.parent].kind == "Party" &&
      !m_.orgs[mention.parent].places.empty()) {
    place = Place(m_.orgs[mention.parent].places.front());
  }
  if (IsHeadOnly(mention) && parent >= 0) {
    for (const int entity : orgs_by_head_[mention.head]) {
      const OrgKey& key = org_keys_[entity];
      if (key.parent == parent && key.core.ends_with("عامه")) {
        AddAlias(entity, mention.name);
        return entity;
      }
    }
  }
  const bool state = StateOwned(mention);
  const std::string core = mention.entry != nullptr ? PartyKey(mention) : CoreKey(mention);
  for (const int entity : orgs_by_core_[core]) {
    OrgKey& key = org_keys_[entity];
    if (key.state != state) continue;
    const bool same_parent = parent < 0 || key.parent < 0 || key.parent == parent;
    const bool same_place = place < 0 || key.place < 0 || key.place == place;
    if (!same_parent || !same_place) continue;
    if (key.parent < 0 && parent >= 0 && parent != entity) {
      key.parent = parent;
      parent_[entity] = parent;
      parent_token_[entity] = mention.span.begin;
    }
    if (key.place < 0 && place >= 0) {
      key.place = place;
      covers_.emplace_back(entity, place);
      cover_token_[entity] = mention.span.begin;
    }
    AddAlias(entity, mention.name);
    return entity;
  }
  const int entity = AddEntity("Organization", mention.name, mention.span);
  entities_[entity].kind = mention.kind;
  AddOrgKey(entity, {core, parent, place, state, mention.head});
  if (parent >= 0) {
    parent_[entity] = parent;
    parent_token_[entity] = mention.span.begin;
  }
  if (place >= 0 && !state) {
    covers_.emplace_back(entity, place);
    cover_token_[entity] = mention.span.begin;
  }
  return entity;
}

int Resolver::ResolveOrg(int index) {
  if (org_done_[index]) return org_entity_[index];
  org_done_[index] = true;
  const OrgMention& mention = m_.orgs[index];
  int entity = -1;
  if (mention.number != Number::kSingular) {
    if (mention.parent >= 0) ResolveOrg(mention.parent);
  } else if (mention.anaphor) {
    entity = ResolveAnaphor(mention);
  } else if (IsRoot(mention)) {
    entity = ResolveParty(mention);
    if (PartyKey(mention) == main_key_) main_body_ = entity;
  } else {
    entity = ResolveOrgan(index);
  }
  org_entity_[index] = entity;
  if (entity >= 0) {
    const std::pair body(mention.span.begin, entity);
    bodies_in_order_.insert(
        std::upper_bound(bodies_in_order_.begin(), bodies_in_order_.end(), body), body);
  }
  return entity;
}

void Resolver::ResolveOrgs() {
  // The main body first, wherever it is named, so that «الحزب» before its name finds it too.
  for (int index : org_order_) {
    if (!main_key_.empty() && IsRoot(m_.orgs[index]) && PartyKey(m_.orgs[index]) == main_key_) {
      ResolveOrg(index);
      break;
    }
  }
  // «أمانة حزب X» may be short for «الأمانة العامة» of it: those with a field of their own come
  // first.
  for (int index : org_order_) {
    if (!IsHeadOnly(m_.orgs[index])) ResolveOrg(index);
  }
  for (int index : org_order_) ResolveOrg(index);
}

// A head directly before its larger body, with no name between them.
bool Resolver::IsHeadOnly(const OrgMention& mention) const {
  return mention.parent >= 0 && m_.orgs[mention.parent].span.begin == mention.span.begin + 1 &&
         !mention.anaphor && mention.entry == nullptr;
}

// An organ without a parent belongs to the article's party, unless it is the state's.
void Resolver::AttachLooseOrgans() {
  if (main_body_ < 0) return;
  std::map<int, int> first_mention;
  for (int index : org_order_) first_mention.emplace(org_entity_[index], index);
  for (auto& [entity, key] : org_keys_) {
    const std::string& kind = entities_[entity].kind;
    const bool others = kind == "Party" || kind == "Parliament" || kind == "Government" ||
                        kind == "International" || kind == "Media" || kind == "Union" ||
                        kind == "List";
    if (key.parent >= 0 || key.state || entity == main_body_ || others) continue;
    parent_[entity] = main_body_;
    key.parent = main_body_;
    inferred_.insert(entity);
    if (const auto mention = first_mention.find(entity); mention != first_mention.end())
      parent_token_[entity] = m_.orgs[mention->second].span.begin;
  }
}

}  // namespace amana::ingest
