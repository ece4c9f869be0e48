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

size_t CountWords(std::string_view name) {
  size_t count = 0;
  ForEachWord(name, [&count](std::string_view) { ++count; });
  return count;
}

// «اتحاد بلديات X», «قائمة X»: kinds of bodies that are not a party's by standing in its article.
bool IsNobodys(std::string_view kind) {
  return kind == "Party" || kind == "Parliament" || kind == "Government" ||
         kind == "International" || kind == "Media" || kind == "Union" || kind == "List";
}

// True where more words follow those that a name begins with.
bool BeginsWithWords(std::string_view name, std::string_view words) {
  return name.size() > words.size() && name[words.size()] == ' ' && name.starts_with(words);
}

}  // namespace

const Resolver::BodyName& Resolver::NameOf(const OrgMention& mention) const {
  BodyName& name = body_names_[&mention - m_.orgs.data()];
  if (name.known) return name;
  name.known = true;
  name.state_owned = ComputeStateOwned(mention);
  name.root = ComputeRoot(mention, name.state_owned);
  name.bare = FoldedName(mention);
  if (!mention.head.empty()) {
    const std::string& head = HeadOf(mention).folded;
    if (name.bare.size() > head.size() && name.bare.starts_with(head) &&
        name.bare[head.size()] == ' ')
      name.bare.remove_prefix(head.size() + 1);
  }
  name.party = name.bare;
  if (mention.entry != nullptr) {
    const std::string_view alias = mention.entry->Get("alias_of");
    const std::string_view id = alias.empty() ? mention.entry->Get("id") : alias;
    if (!id.empty()) name.party = id;
  }
  return name;
}

// An article names the same bodies again and again.
std::string_view Resolver::FoldedName(const OrgMention& mention) const {
  const auto [known, added] = folded_names_.try_emplace(mention.name);
  if (added) known->second = Keep(BareName(FoldK2(mention.name)));
  return known->second;
}

// «مجلس الشورى»: the state's in some countries, a party's own in others.
bool Resolver::StateOwned(const OrgMention& mention) const {
  if (!NameOf(mention).state_owned) return false;
  const std::string_view party_in =
      mention.entry == nullptr ? std::string_view() : mention.entry->Get("party_in");
  if (party_in.empty() || main_key_.size() < 3 || main_key_[2] != '.') return true;
  std::string country = main_key_.substr(0, 2);
  for (char& c : country) c = static_cast<char>(c - 'a' + 'A');
  return party_in.find(country) == std::string_view::npos;
}

// «المجلس الإقليمي لتاونات»: the territory's; a party's would be «للحزب بتاونات».
bool Resolver::IsPlacesCouncil(const OrgMention& mention) const {
  if (!HeadOf(mention).local || mention.parent >= 0 || mention.places.empty() ||
      mention.span.size() != 2) {
    return false;
  }
  const WordInfo* behind = doc_.WordAt(mention.span.begin + 1);
  const Reading* level =
      behind == nullptr ? nullptr : behind->Find(rules_.core().org_modifier, kAl);
  return (m_.places[mention.places.front()].proclitics & kLa) != 0 && level != nullptr &&
         level->entry->Get("local") == "1";
}

bool Resolver::ComputeStateOwned(const OrgMention& mention) const {
  if (mention.entry != nullptr) return !mention.entry->Is(rules_.core().party);
  const Head& head = HeadOf(mention);
  // «مجلس محافظة X», «مجلس جهة X»: the territory's own; «الإقليمي» has the letters of a dual too.
  const uint32_t behind = mention.span.begin + 1;
  if (head.local && mention.span.size() > 1 && doc_.IsWhole(behind, rules_.core().place_head) &&
      !doc_.IsWhole(behind, rules_.core().org_modifier)) {
    return true;
  }
  // «مجلس نينوى»: a territory's council, where no party is named with it.
  if (head.local && mention.parent < 0 && !mention.places.empty()) {
    const PlaceMention& place = m_.places[mention.places.front()];
    if (place.span.begin == behind && place.entry != nullptr && place.entry->Get("level") == "1")
      return true;
  }
  if (IsPlacesCouncil(mention)) return true;
  // «مجلس بلدي X», «المجلس البلدي»
  if (head.local && mention.span.size() > 1) {
    const Reading* adjective =
        doc_.tokens[behind].word == nullptr
            ? nullptr
            : doc_.tokens[behind].word->Find(rules_.core().org_modifier, kAl);
    if (adjective != nullptr && adjective->entry->Get("owner") == "state") return true;
  }
  return head.state_owned;
}

const Resolver::Head& Resolver::HeadOf(const OrgMention& mention) const {
  for (const Head& head : heads_) {  // lemmas are the lexicon's own texts
    if (head.lemma.data() == mention.head.data() && head.lemma.size() == mention.head.size())
      return head;
  }
  Head head{mention.head, FoldK2(mention.head)};
  for (const LexEntry* entry : rules_.lexicon().Find(head.folded)) {
    if (entry->Is(rules_.core().party_head)) head.any_party = entry->Get("any") == "1";
    if (!entry->Is(rules_.core().org_head)) continue;
    head.state_owned = entry->Get("owner") == "state";
    head.local = entry->Get("local") == "1";
    head.named = entry->Get("owner") == "named";
  }
  return heads_.emplace_back(std::move(head));
}

// A body that others are part of: a party, or a movement that bears another word.
bool Resolver::ComputeRoot(const OrgMention& mention, bool state_owned) const {
  if (mention.anaphor || mention.indefinite || mention.number != Number::kSingular) return false;
  if (mention.kind == "Party") return true;
  if (mention.entry == nullptr && state_owned) return false;  // «جامعة X»
  return (mention.kind == "Congress" || mention.kind == "Coalition" ||
          mention.kind == "Association") &&
         mention.parent < 0;
}

std::string_view Resolver::PartyKey(const OrgMention& mention) const {
  const std::string_view key = NameOf(mention).party;
  const auto full = full_key_.find(key);
  return full == full_key_.end() ? key : full->second;
}

bool Resolver::OnlyNationalities(std::string_view words) const {
  bool all = true;
  ForEachWord(words, [&](std::string_view word) {
    const auto entries = rules_.lexicon().Find(word);
    all = all && std::any_of(entries.begin(), entries.end(), [this](const LexEntry* entry) {
            return entry->Is(rules_.core().nationality);
          });
  });
  return all;
}

// An adjective of nationality that is no more common an adjective («المالية»), and no people
// («المصريين في الخارج»).
bool Resolver::NamesNation(std::string_view name) const {
  const auto is_nation = [this](std::string_view word) {
    bool nation = false;
    for (const LexEntry* entry : rules_.lexicon().Find(word)) {
      if (entry->Is(rules_.core().org_modifier)) return false;
      nation =
          nation || (entry->Is(rules_.core().nationality) && entry->number == Number::kSingular);
    }
    return nation;
  };
  bool first = true, found = false;
  ForEachWord(BareName(FoldK2(name)), [&](std::string_view word) {
    found = found || (!first && is_nation(word));
    first = false;
  });
  return found;
}

// «السنبلة»: shares no word with the name of the party whose symbol it is.
bool Resolver::IsNickname(const LexEntry& entry) const {
  const LexEntry* canonical = rules_.lexicon().FindById(entry.Get("alias_of"));
  if (entry.Get("alias_of").empty() || canonical == nullptr) return false;
  const auto own = SplitWords(entry.k2), full = SplitWords(canonical->k2);
  return std::none_of(own.begin(), own.end(), [&full](const std::string& word) {
    return std::find(full.begin(), full.end(), word) != full.end();
  });
}

// «حزب المنارة» is short for «حزب المنارة الليبي» where the article names no other such party. A
// name of the gazetteer is its own party, unless the fuller name says another country.
void Resolver::FindShortForms() {
  struct Name {
    std::string_view core, key;
    const OrgMention* mention;
  };
  constexpr size_t kMostNames = 60;
  std::vector<Name> names;
  for (int index : org_order_) {
    const OrgMention& mention = m_.orgs[index];
    if (!IsRoot(mention) || names.size() >= kMostNames) continue;
    const std::string_view core = NameWithoutHead(mention);
    const bool seen = std::any_of(names.begin(), names.end(), [&](const Name& name) {
      return name.core == core && name.mention->head == mention.head;
    });
    if (!core.empty() && !seen) names.push_back({core, PartyKey(mention), &mention});
  }
  for (const Name& brief : names) {
    const Name* fuller = nullptr;
    bool several = false;
    // «الإقلاع» is «حركة الإقلاع» where the article names it, and not «حزب الإقلاع الجديد».
    const auto own_head = std::find_if(names.begin(), names.end(), [&](const Name& name) {
      return name.key == brief.key && !name.mention->head.empty();
    });
    // «حزب الأمة» behind «حزب الأمة العراقية الجديد»: a name that is mostly a common word.
    const bool vague = brief.mention->entry != nullptr && brief.mention->entry->word == 3;
    for (const Name& name : names) {
      if (!BeginsWithWords(name.core, brief.core) || name.key == brief.key) continue;
      const bool heads = name.mention->head == brief.mention->head || brief.mention->head.empty();
      const std::string_view rest = name.core.substr(brief.core.size() + 1);
      if (!heads || name.mention->entry != nullptr || rest.starts_with("و")) continue;
      if (own_head != names.end() && own_head->mention->head != name.mention->head) continue;
      const bool taken_up = vague && name.mention->span.begin < brief.mention->span.begin;
      // A nickname («السنبلة») of one party is more readily the short name of the one at hand.
      const bool nickname = brief.mention->entry != nullptr && IsNickname(*brief.mention->entry);
      if (brief.mention->entry != nullptr && !nickname && !taken_up && !OnlyNationalities(rest))
        continue;
      several = several || (fuller != nullptr && fuller->key != name.key);
      if (fuller == nullptr || name.core.size() < fuller->core.size()) fuller = &name;
    }
    if (fuller != nullptr && !several) full_key_[brief.key] = fuller->key;
  }
}

std::string_view Resolver::CoreKey(const OrgMention& mention) const {
  const std::string_view name = FoldedName(mention);
  bool level = false;
  ForEachWord(name, [&level](std::string_view word) { level = level || IsLevelWord(word); });
  if (!level || CountWords(mention.name) <= 2) return name;
  std::string key;
  ForEachWord(name, [&key](std::string_view word) {
    if (IsLevelWord(word)) return;
    if (!key.empty()) key += ' ';
    key += word;
  });
  return Keep(key);
}

int Resolver::ResolveParty(const OrgMention& mention) {
  const std::string_view key = PartyKey(mention);
  const auto [found, added] = party_by_key_.emplace(key, -1);
  // A short form that the gazetteer gives to another party says nothing here.
  const LexEntry* own =
      full_key_.contains(NameWithoutHead(mention)) ||
              (mention.entry != nullptr && full_key_.contains(mention.entry->Get("id")))
          ? nullptr
          : mention.entry;
  if (!added) {
    AddAlias(found->second, mention.name);
    ExtractedEntity& entity = entities_[found->second];
    // The fuller form is the name.
    if (unlisted_.contains(found->second) && CountWords(mention.name) > CountWords(entity.name)) {
      std::swap(entity.name,
                *std::find(entity.aliases.begin(), entity.aliases.end(), mention.name));
    }
    return found->second;
  }
  std::string name(mention.name);
  std::vector<std::string> aliases;
  if (own != nullptr) {
    const std::string_view alias_of = own->Get("alias_of");
    const LexEntry* canonical = alias_of.empty() ? own : rules_.lexicon().FindById(alias_of);
    if (canonical != nullptr) {
      const std::string_view head = canonical->Get("head");
      const bool has_head = head.empty() || canonical->form.starts_with(head) ||
                            canonical->form.starts_with("ال" + std::string(head));
      std::string full = has_head ? canonical->form : std::string(head) + " " + canonical->form;
      // «الحركة المدنية»: adjectives of the head, which has its article too.
      const std::string definite = "ال" + full;
      if (!has_head && mention.name.starts_with(definite)) full = definite;
      if (full != name) aliases.push_back(name);
      name = std::move(full);
    }
  }
  found->second = AddEntity("Organization", name, mention.span);
  ExtractedEntity& entity = entities_.back();
  entity.kind = mention.kind;
  entity.aliases = aliases;
  if (own != nullptr && !own->Get("cc").empty()) entity.properties["country"] = own->Get("cc");
  if (own == nullptr) unlisted_.insert(found->second);
  // «ائتلاف النصر», known by its whole name, is «الائتلاف».
  const std::string_view head =
      mention.head.empty() && own != nullptr ? own->Get("head") : mention.head;
  AddOrgKey(found->second, {key, -1, -1, mention.kind != "Party", head});
  return found->second;
}

// «الحزب» is the article's; «الأمانة» the last one named with that head.
int Resolver::ResolveAnaphor(const OrgMention& mention) {
  const bool party = mention.kind == "Party";
  // «الحركة» in an article about a wing of it is the movement, not the wing.
  const bool main = main_head_ == mention.head ||
                    (party && main_body_ >= 0 && entities_[main_body_].kind == "Party");
  // «التيار» beside the article's «الحزب»: the one that bears this word.
  if (party && main_head_ != mention.head && !HeadOf(mention).any_party) {
    for (auto root = roots_.rbegin(); root != roots_.rend(); ++root) {
      const OrgMention& named = m_.orgs[*root];
      if (named.span.begin < mention.span.begin && !named.anaphor && named.head == mention.head)
        return ResolveOrg(*root);
    }
  }
  if (main_body_ >= 0 && main)
    return party ? PartyAt(mention.span.begin, mention.head) : main_body_;
  for (auto it = std::make_reverse_iterator(BodiesBehind(mention.span.begin));
       it != bodies_in_order_.rend(); ++it) {
    const auto key = org_keys_.find(it->entity);
    if (key != org_keys_.end() && key->second.head == mention.head) return it->entity;
  }
  return party ? main_body_ : -1;
}

void Resolver::AddOrgKey(int entity, const OrgKey& key) {
  orgs_by_core_[key.core].push_back(entity);
  orgs_by_head_[key.head].push_back(entity);
  org_keys_[entity] = key;
}

// «لجنة إقليم طولكرم» without the place: «لجنة إقليم», as «لجنة الإقليم» has it.
std::string_view Resolver::TerritorialCore(const OrgMention& mention, std::string_view core) const {
  if (mention.places.empty()) return core;
  const std::string place = BareName(FoldK2(m_.places[mention.places.front()].name));
  if (!core.ends_with(place)) return core;
  const std::string_view rest = core.substr(0, core.size() - place.size());
  return rest.ends_with(' ') ? rest.substr(0, rest.size() - 1) : core;
}

// «الهيئة التنفيذية للقيادة المحلية لحزب X في لحج» and «تنفيذية حزب X لحج»: the one is named under
// an organ of the party over this place, the other under the party.
bool Resolver::IsUnder(int organ, int party, int place) const {
  const auto key = org_keys_.find(organ);
  return place >= 0 && key != org_keys_.end() && key->second.parent == party &&
         key->second.place == place;
}

// The body named before that a mention may be: the same head and field under the same parent; the
// same head for the same territory («أمانة الحزب بمحافظة X» and «أمانة محافظة X»); or the one
// longer name that it begins («مكتب الفرع» for «مكتب الفرع المحلي»). -1 where there is none.
int Resolver::OrganLike(const OrgMention& mention, std::string_view core, int parent, int place,
                        bool state) {
  const auto fits = [&](const OrgKey& key) {
    return key.state == state &&
           (parent < 0 || key.parent < 0 || key.parent == parent ||
            IsUnder(key.parent, parent, place) || IsUnder(parent, key.parent, key.place)) &&
           (place < 0 || key.place < 0 || key.place == place);
  };
  if (const auto same = orgs_by_core_.find(core); same != orgs_by_core_.end()) {
    for (const int entity : same->second) {
      if (fits(org_keys_[entity])) return entity;
    }
  }
  if ((mention.entry != nullptr && state) || mention.indefinite) return -1;
  const bool plain = IsHeadOnly(mention) || IsTerritorial(mention);
  int longer = -1, found = 0;
  constexpr size_t kMostCompared = 200;
  const auto& alike = orgs_by_head_[mention.head];
  for (size_t i = alike.size() - std::min(alike.size(), kMostCompared); i < alike.size(); ++i) {
    const OrgKey& key = org_keys_[alike[i]];
    if (!fits(key)) continue;
    if (plain && key.plain && place >= 0 && key.place == place) return alike[i];
    if (core.find(' ') != std::string_view::npos && BeginsWithWords(key.core, core)) {
      longer = alike[i];
      ++found;
    }
  }
  return found == 1 ? longer : -1;
}

// «أمانة محافظة X», «فرع X»: a head and its territory, without a field.
bool Resolver::IsTerritorial(const OrgMention& mention) const {
  if (mention.places.empty() || mention.head.empty()) return false;
  const PlaceMention& place = m_.places[mention.places.front()];
  return place.span.begin == mention.span.begin + CountWords(mention.head) &&
         place.span.end >= mention.span.end;
}

// «بلدية بيت لحم», «المجلس الإقليمي لتاونات», but not «سفارة فرنسا».
bool Resolver::IsLocal(const OrgMention& mention) const {
  return (IsTerritorial(mention) && HeadOf(mention).local) || IsPlacesCouncil(mention);
}

// «بيان للجبهة … وأعضاء مكتبها السياسي»: the party of the pronoun's gender that the sentence names
// before, also by its head alone; else the one it names, or the one at hand.
int Resolver::WhoseOrgan(const OrgMention& mention) {
  const uint32_t at = mention.span.begin;
  const Gender gender = PronounGender(mention.span);
  const auto sentence = SentenceAt(at);
  const uint32_t first = sentence == sentences_.end() ? at : sentence->sentence.tokens.begin;
  for (auto body = BodiesBehind(at); body != bodies_in_order_.begin();) {
    --body;
    if (body->begin < first) break;
    const std::string& kind = entities_[body->entity].kind;
    if (body->gender == gender && (kind == "Party" || kind == "Coalition")) return body->entity;
  }
  const int named = RootInSentence(at);
  return named >= 0 ? named : PartyAt(at);
}

int Resolver::ResolveOrgan(int index) {
  const OrgMention& mention = m_.orgs[index];
  int parent = mention.parent >= 0 ? ResolveOrg(mention.parent) : -1;
  if (mention.possessed && parent < 0 && !mention.head.empty()) parent = WhoseOrgan(mention);
  int place = mention.places.empty() ? -1 : Place(mention.places.front());
  // The place of a party's branch is its organ's territory.
  if (place < 0 && mention.parent >= 0 && m_.orgs[mention.parent].kind == "Party" &&
      !m_.orgs[mention.parent].places.empty()) {
    place = Place(m_.orgs[mention.parent].places.front());
  }
  if (place < 0 && !mention.territory.empty())
    place = PlaceBefore(mention.span.begin, mention.territory);
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
  const bool listed = mention.entry != nullptr && state;
  const std::string_view core = listed ? PartyKey(mention) : CoreKey(mention);
  bool near_parent = false;
  if (parent < 0 && !state && mention.entry == nullptr && (mention.proclitics & kLa) == 0 &&
      !mention.indefinite && !IsNobodys(mention.kind)) {
    constexpr uint32_t kNear = 40;
    parent = ChamberFor(mention);
    if (parent < 0) parent = RootBefore(mention.span.begin, kNear);
    if (parent == main_body_) parent = -1;
    near_parent = parent >= 0;
  }
  if (const int entity = OrganLike(mention, core, parent, place, state); entity >= 0) {
    OrgKey& key = org_keys_[entity];
    if (parent >= 0 && parent != entity &&
        (key.parent < 0 || IsUnder(parent, key.parent, key.place))) {
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
  entities_[entity].kind =
      mention.entry != nullptr && !state && mention.kind == "Parliament" ? "Council" : mention.kind;
  AddOrgKey(entity, {core, parent, place, state, mention.head,
                     IsHeadOnly(mention) || IsTerritorial(mention)});
  if (near_parent) inferred_.insert(entity);
  if (const std::string_view short_core = TerritorialCore(mention, core); short_core != core) {
    orgs_by_core_[short_core].push_back(entity);
  }
  if (parent >= 0) {
    parent_[entity] = parent;
    parent_token_[entity] = mention.span.begin;
  }
  // «بلدية بيت لحم»: the state's bodies have the territory that their name says.
  if (place >= 0 && (!state || IsLocal(mention))) {
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
    const NamedBody body{mention.full.end, mention.span.begin, entity, BodyGender(mention.name)};
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
  for (int index : org_order_) {
    // «المجلس» may take up «مجلس حزب X», which was not known yet.
    if (m_.orgs[index].anaphor && org_entity_[index] < 0) org_done_[index] = false;
    ResolveOrg(index);
  }
}

// A head directly before its larger body, with no name between them.
bool Resolver::IsHeadOnly(const OrgMention& mention) const {
  return mention.parent >= 0 && m_.orgs[mention.parent].span.begin == mention.span.begin + 1 &&
         !mention.anaphor && !mention.brief && mention.entry == nullptr;
}

// The chamber that a committee without a parent is of: what the title, the sentence or the one
// before it names; -1 where they name none.
int Resolver::ChamberFor(const OrgMention& committee) {
  const auto sentence = SentenceAt(committee.span.begin);
  if (committee.kind != "Committee" || sentence == sentences_.end()) return -1;
  const uint32_t title = sentences_.front().sentence.tokens.end;
  const uint32_t from =
      sentence == sentences_.begin() ? 0 : std::prev(sentence)->sentence.tokens.begin;
  int chamber = -1;
  for (const int index : org_order_) {
    const OrgMention& org = m_.orgs[index];
    if (org.span.begin >= sentence->sentence.tokens.end) break;
    const bool near = org.span.begin < title || org.span.begin >= from;
    if (near && !org.anaphor && org.kind == "Parliament" && StateOwned(org)) chamber = index;
  }
  return chamber < 0 ? -1 : ResolveOrg(chamber);
}

// «فرع النقابة», «لجنة المالية بالمجلس»: of a body that the text does not name. «كتلة الإصلاح»: one
// that has a name is no party's by standing in its article.
bool Resolver::IsOthers(const OrgMention& organ) const {
  if (organ.parent >= 0) {
    const OrgMention& larger = m_.orgs[organ.parent];
    if (larger.kind == "Association" || (larger.kind != "Party" && IsNobodys(larger.kind)) ||
        StateOwned(larger)) {
      return true;
    }
  }
  const WordInfo* behind = organ.span.size() > 1 ? doc_.WordAt(organ.span.begin + 1) : nullptr;
  return HeadOf(organ).named && behind != nullptr && behind->starts_with_article() &&
         !behind->Whole(rules_.core().org_modifier);
}

// An organ without a parent belongs to the article's party, unless it is the state's.
void Resolver::AttachLooseOrgans() {
  if (main_body_ < 0) return;
  // An association must be spoken of more than once to be what the article is about.
  if (entities_[main_body_].kind == "Association" && entities_[main_body_].mentions < 2) return;
  const bool alliance = subject_unit_ >= 0 && entities_[subject_unit_].kind == "Coalition";
  List<int> first_mention(entities_.size(), -1, memory_);
  for (int index : org_order_) {
    if (const int entity = org_entity_[index]; entity >= 0 && first_mention[entity] < 0)
      first_mention[entity] = index;
  }
  for (auto& [entity, key] : org_keys_) {
    const std::string& kind = entities_[entity].kind;
    if (key.parent >= 0 || key.state || entity == main_body_ || IsNobodys(kind)) continue;
    if (NamesNation(entities_[entity].name)) continue;  // «المجلس الوطني الفلسطيني»
    const int mention = first_mention[entity];
    if (mention >= 0 && IsOthers(m_.orgs[mention])) continue;
    const int chamber = mention < 0 ? -1 : ChamberFor(m_.orgs[mention]);
    // Alliances have committees and councils; a bureau is one of their parties'.
    const int parent = mention < 0                    ? main_body_
                       : chamber >= 0                 ? chamber
                       : alliance && kind != "Bureau" ? subject_unit_
                                                      : PartyAt(m_.orgs[mention].span.begin);
    if (parent == entity) continue;
    parent_[entity] = key.parent = parent;
    inferred_.insert(entity);
    if (mention >= 0) parent_token_[entity] = m_.orgs[mention].span.begin;
  }
}

}  // namespace amana::ingest
