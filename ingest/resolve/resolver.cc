#include "ingest/resolve/resolver.h"

#include <algorithm>

#include "core/text/fold.h"
#include "ingest/resolve/bare_name.h"
#include "ingest/text/interview.h"

namespace amana::ingest {
namespace {

// A text that lists more people of one given name than this is hostile or a register; each name is
// compared with so many of them, so that work stays in proportion to the text.
constexpr size_t kMostNamesakes = 1000;

// The parts of a name key, which has single spaces between them.
size_t CountParts(std::string_view key) {
  return key.empty() ? 0 : 1 + static_cast<size_t>(std::count(key.begin(), key.end(), ' '));
}

std::string_view TakePart(std::string_view& key) {
  const size_t end = std::min(key.find(' '), key.size());
  const std::string_view part = key.substr(0, end);
  key.remove_prefix(std::min(end + 1, key.size()));
  return part;
}

// True where the shorter name's parts occur in the longer one in order, the first parts alike.
bool IsShortForm(std::string_view shorter, std::string_view longer) {
  if (shorter.empty() || shorter.size() >= longer.size()) return false;
  std::string_view wanted = TakePart(shorter);
  if (TakePart(longer) != wanted) return false;
  while (!shorter.empty()) {
    wanted = TakePart(shorter);
    do {
      if (longer.empty()) return false;
    } while (TakePart(longer) != wanted);
  }
  return true;
}

}  // namespace

Resolver::Resolver(const Document& document, const RuleSet& rules, Mentions& mentions,
                   const std::vector<ReadSentence>& sentences, std::pmr::memory_resource& memory)
    : doc_(document), rules_(rules), m_(mentions), sentences_(sentences), memory_(&memory) {
  org_entity_.assign(m_.orgs.size(), -1);
  org_done_.assign(m_.orgs.size(), false);
  body_names_.resize(m_.orgs.size());
  place_entity_.assign(m_.places.size(), -1);
  person_entity_.assign(m_.persons.size(), -1);
  title_keys_.resize(m_.posts.size());
}

void Resolver::Resolve() {
  first_question_ = FirstQuestion(doc_);
  CollectReachable();
  entities_.reserve(org_order_.size() + place_order_.size() + person_order_.size() +
                    post_order_.size());
  ResolvePlaces();
  TellNamesakesApart();
  FindShortForms();
  FindMainBody();
  ResolveOrgs();
  FindTitleBody();
  FindSubjectUnit();
  AttachLooseOrgans();
  ResolvePersons();
}

// Recognition tries and drops mentions; only those that ended up in a chunk count.
void Resolver::CollectReachable() {
  for (const ReadSentence& sentence : sentences_) {
    for (const Chunk& chunk : sentence.chunks) Reach(chunk);
  }
  const auto order = [](List<int>& list, auto position) {
    std::sort(list.begin(), list.end(), [&](int a, int b) { return position(a) < position(b); });
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  order(org_order_, [this](int i) { return std::pair(m_.orgs[i].span.begin, i); });
  order(place_order_, [this](int i) { return std::pair(m_.places[i].span.begin, i); });
  order(person_order_, [this](int i) { return std::pair(m_.persons[i].span.begin, i); });
  order(post_order_, [this](int i) { return std::pair(m_.posts[i].span.begin, i); });
}

void Resolver::ReachOrg(int mention) {
  org_order_.push_back(mention);
  const OrgMention& org = m_.orgs[mention];
  for (int place : org.places) place_order_.push_back(place);
  if (org.parent >= 0) ReachOrg(org.parent);
  if (org.sender >= 0) ReachOrg(org.sender);
}

void Resolver::ReachPost(int mention) {
  post_order_.push_back(mention);
  const PostMention& post = m_.posts[mention];
  for (int place : post.places) place_order_.push_back(place);
  if (post.org >= 0) ReachOrg(post.org);
}

void Resolver::Reach(const Chunk& chunk) {
  switch (chunk.type) {
    case ChunkType::kPlace:
      place_order_.push_back(chunk.index);
      break;
    case ChunkType::kOrg:
      ReachOrg(chunk.index);
      break;
    case ChunkType::kMeeting:
      for (int org : m_.meetings[chunk.index].orgs) ReachOrg(org);
      break;
    case ChunkType::kGroup: {
      const GroupMention& group = m_.groups[chunk.index];
      for (int person : group.persons) {
        person_order_.push_back(person);
        for (int place : m_.persons[person].places) place_order_.push_back(place);
        if (m_.persons[person].sender >= 0) ReachOrg(m_.persons[person].sender);
      }
      for (int org : group.orgs) ReachOrg(org);
      for (int post : group.posts) ReachPost(post);
      for (const HoldingMention& h : group.holdings) ReachPost(h.post);
      break;
    }
    default:
      break;
  }
}

int Resolver::AddEntity(std::string_view type, std::string_view name, TokenSpan span) {
  ExtractedEntity& entity = entities_.emplace_back();
  entity.type = type;
  entity.name = name;
  entity.begin = doc_.tokens[span.begin].begin;
  entity.end = doc_.tokens[span.end - 1].end;
  return static_cast<int>(entities_.size()) - 1;
}

void Resolver::AddAlias(int entity, std::string_view alias) {
  ExtractedEntity& e = entities_[entity];
  ++e.mentions;
  if (alias.empty() || alias == e.name) return;
  if (std::find(e.aliases.begin(), e.aliases.end(), alias) == e.aliases.end())
    e.aliases.emplace_back(alias);
}

void Resolver::ResolvePlaces() {
  for (int index : place_order_) {
    if (!m_.places[index].seat) ResolvePlace(index);
  }
}

void Resolver::ResolvePlace(int index) {
  const PlaceMention& place = m_.places[index];
  std::string_view key;
  if (place.entry != nullptr) {
    const std::string_view alias = place.entry->Get("alias_of");
    key = alias.empty() ? place.entry->Get("id") : alias;
  }
  if (key.empty()) key = Keep(BareName(FoldK2(place.name)));
  const auto [found, added] = place_by_key_.emplace(key, -1);
  place_entity_[index] = found->second;
  if (!added) {
    AddAlias(found->second, place.name);
    return;
  }
  place_entity_[index] = found->second = AddEntity("Place", place.name, place.span);
  ExtractedEntity& entity = entities_.back();
  if (!place.kind.empty()) entity.properties["kind"] = place.kind;
  if (place.entry == nullptr) return;
  if (const std::string_view cc = place.entry->Get("cc"); !cc.empty())
    entity.properties["country"] = cc;
}

int Resolver::Seat(int mention) {
  if (place_entity_[mention] < 0) ResolvePlace(mention);
  return place_entity_[mention];
}

// The body named last before a token, of the gender where one is near; `whole`: a party or an
// alliance, not an organ of one.
int Resolver::BodyBefore(uint32_t token, Gender gender, bool whole) const {
  constexpr int kFarthest = 4;  // bodies looked at
  const auto behind = BodiesBehind(token);
  if (behind == bodies_in_order_.begin()) return -1;
  auto at = behind;
  for (int tried = 0; at != bodies_in_order_.begin() && tried < kFarthest; ++tried) {
    --at;
    const std::string& kind = entities_[at->entity].kind;
    if (whole && kind != "Party" && kind != "Coalition") continue;
    if (gender == Gender::kUnknown || at->gender == gender) return at->entity;
  }
  return std::prev(behind)->entity;
}

// «لجنة», «جبهة» end in ta marbuta, «حزب», «مجلس» do not.
int Resolver::PartyOver(int entity) const {
  constexpr int kMostLinks = 8;
  for (int links = 0; entity >= 0 && links < kMostLinks; ++links) {
    if (entities_[entity].kind == "Party") return entity;
    const auto above = parent_.find(entity);
    entity = above == parent_.end() ? -1 : above->second;
  }
  return -1;
}

Gender Resolver::BodyGender(std::string_view name) const {
  const std::string first = FoldK2(name.substr(0, name.find(' ')));
  return first.ends_with("ه") ? Gender::kFeminine : Gender::kMasculine;
}

// Whose «رئيسها», «أمينا عاما لها», «الناطق باسمه», «مكتبها السياسي» is.
Gender Resolver::PronounGender(TokenSpan span) const {
  for (uint32_t at = span.begin; at < span.end; ++at) {
    const WordInfo* word = doc_.WordAt(at);
    const bool pronoun =
        word != nullptr &&
        std::any_of(word->readings.begin(), word->readings.end(), [this](const Reading& reading) {
          return reading.entry->possessed || reading.Is(rules_.core().to_pronoun);
        });
    if (!pronoun) continue;
    if (word->k2.ends_with("ها")) return Gender::kFeminine;
    if (word->k2.ends_with("ه")) return Gender::kMasculine;
  }
  return Gender::kUnknown;
}

// «بيت لحم» is «المدينة» as well as the governorate that bears its name, where it stands alone.
bool Resolver::IsOfKind(const PlaceMention& place, std::string_view kind) const {
  if (place.kind == kind) return true;
  const WordInfo* first = doc_.WordAt(place.span.begin);
  return kind == "مدينة" && place.entry != nullptr && place.entry->Get("level") == "1" &&
         place.entry->Get("kind") == "محافظة" && first != nullptr &&
         !first->Whole(rules_.core().place_head);
}

// The last place of a kind that is named before a token («بالمحافظة»); -1 if none.
int Resolver::PlaceBefore(uint32_t token, std::string_view kind) const {
  constexpr int kFarthest = 40;  // places looked at
  auto at = std::lower_bound(place_order_.begin(), place_order_.end(), token,
                             [this](int i, uint32_t t) { return m_.places[i].span.begin < t; });
  for (int tried = 0; at != place_order_.begin() && tried < kFarthest; ++tried) {
    --at;
    if (IsOfKind(m_.places[*at], kind) && place_entity_[*at] >= 0) return place_entity_[*at];
  }
  return -1;
}

uint32_t Resolver::ParentToken(int entity) const {
  const auto found = parent_token_.find(entity);
  return found == parent_token_.end() ? 0 : found->second;
}

uint32_t Resolver::CoverToken(int entity) const {
  const auto found = cover_token_.find(entity);
  return found == cover_token_.end() ? 0 : found->second;
}

void Resolver::ResolvePersons() {
  ResolveFullNames();
  ResolveShortNames();
}

// Full names first; each later, shorter form joins the one person it can stand for.
// Another form of a person's name; the fuller one is the name.
void Resolver::AddPersonName(int person, std::string_view name) {
  ExtractedEntity& entity = entities_[person];
  if (CountParts(NameKey(entity.name)) >= CountParts(NameKey(name))) {
    AddAlias(person, name);
    return;
  }
  const std::string former = entity.name;
  entity.name = name;
  AddAlias(person, former);
}

// «ترزي أوغلو», «بنت سيدي الخير»: by ending of several parts, the one longer name of the article
// that has it; empty where several do.
Resolver::ByText<std::string_view> Resolver::WholesOfEndings() const {
  ByText<std::string_view> wholes(memory_);
  for (int index : person_order_) {
    const PersonMention& person = m_.persons[index];
    if (person.partial) continue;
    const std::string_view key = person.key;
    for (size_t at = key.find(' '); at != std::string_view::npos; at = key.find(' ', at + 1)) {
      const std::string_view ending = key.substr(at + 1);
      if (ending.find(' ') == std::string_view::npos) break;
      const auto [found, added] = wholes.emplace(ending, key);
      if (added || found->second == key) continue;
      const bool same = IsShortForm(found->second, key) || IsShortForm(key, found->second);
      if (!same) found->second = {};
      if (same && key.size() > found->second.size()) found->second = key;
    }
  }
  return wholes;
}

void Resolver::ResolveFullNames() {
  struct Namesake {
    std::string_view key;
    int entity;
  };
  const ByText<std::string_view> wholes = WholesOfEndings();
  ByText<List<Namesake>> by_first_part(memory_);
  for (int index : person_order_) {
    const PersonMention& person = m_.persons[index];
    if (person.partial) continue;
    std::string_view key = person.key;
    const CoreClasses& c = rules_.core();
    const bool opens =
        doc_.IsWhole(person.span.begin, c.given) && !doc_.IsWhole(person.span.begin, c.name_prefix);
    if (const auto whole = wholes.find(key);
        !opens && whole != wholes.end() && !whole->second.empty()) {
      key = whole->second;
    }
    const auto [found, added] = person_by_key_.emplace(key, -1);
    if (!added) {
      AddPersonName(found->second, person.name);
      person_entity_[index] = found->second;
      continue;
    }
    auto& namesakes = by_first_part[key.substr(0, key.find(' '))];
    int same = -1, candidates = 0;
    const size_t compared = std::min(namesakes.size(), kMostNamesakes);
    for (auto other = namesakes.end() - static_cast<ptrdiff_t>(compared); other != namesakes.end();
         ++other) {
      if (!IsShortForm(key, other->key) && !IsShortForm(other->key, key)) continue;
      if (other->entity != same) ++candidates;  // one person in two forms is one
      same = other->entity;
    }
    if (candidates == 1) {
      AddPersonName(same, person.name);
    } else {
      same = AddEntity("Person", person.name, person.span);
      std::string titles = doc_.Phrase({person.full.begin, person.span.begin});
      if (!titles.empty()) entities_[same].properties["honorifics"] = std::move(titles);
    }
    found->second = same;
    person_entity_[index] = same;
    namesakes.push_back({key, same});
  }
}

// The first part of a name, or a family's («الفاسي», «ولد أحمد سالم»), stands for the latest full
// name with it, or for the first one behind it.
void Resolver::ResolveShortNames() {
  struct Bearer {
    uint32_t at;
    int entity;
  };
  const auto partial = [this](int index) { return m_.persons[index].partial; };
  if (std::none_of(person_order_.begin(), person_order_.end(), partial)) return;
  ByText<List<Bearer>> bearers(memory_);  // in order of text
  for (int index : person_order_) {
    const PersonMention& person = m_.persons[index];
    if (person.partial || person_entity_[index] < 0) continue;
    const std::string_view key = person.key;
    if (key.empty()) continue;
    const Bearer bearer{person.span.begin, person_entity_[index]};
    bearers[key.substr(0, key.find(' '))].push_back(bearer);
    for (size_t at = key.find(' '); at != std::string_view::npos; at = key.find(' ', at + 1))
      bearers[key.substr(at + 1)].push_back(bearer);
  }
  const auto before = [](const Bearer& bearer, uint32_t at) { return bearer.at < at; };
  for (int index : person_order_) {
    const PersonMention& person = m_.persons[index];
    if (!person.partial) continue;
    const auto found = bearers.find(person.key);
    if (found == bearers.end()) continue;
    const auto& list = found->second;
    auto best = std::lower_bound(list.begin(), list.end(), person.span.begin, before);
    if (best != list.begin())
      best = std::lower_bound(list.begin(), list.end(), std::prev(best)->at, before);
    person_entity_[index] = best->entity;
    AddAlias(best->entity, person.name);
  }
}

int Resolver::PostOrg(int post_entity) const {
  const auto found = post_org_.find(post_entity);
  return found == post_org_.end() ? -1 : found->second;
}

std::span<const int> Resolver::PostPlaces(int post_entity) const {
  const auto found = post_places_.find(post_entity);
  return found == post_places_.end() ? std::span<const int>() : found->second;
}

// «فلان رئيسا للجنة X، وفلان مقررا»: the organ of the posts told of before in the list; -1 where
// they are the party's own.
int Resolver::OrganOfList(int mention) {
  constexpr uint32_t kNear = 12;
  for (int at = mention; at > 0; --at) {
    const PostMention& post = m_.posts[at - 1];
    const uint32_t next = m_.posts[at].span.begin;
    // «نائبة» may be an accusative: only masculines show it.
    const bool became = post.accusative || (post.gender == Gender::kFeminine && !post.definite);
    if (!became || post.full.end > next || next - post.full.end > kNear ||
        SentenceAt(next) != SentenceAt(post.span.begin)) {
      return -1;
    }
    if (!post.central && post.org < 0 && !post.possessed) continue;
    const int body = post.org >= 0    ? Org(post.org)
                     : post.possessed ? BodyBefore(post.span.begin, PronounGender(post.span), false)
                                      : -1;
    return body >= 0 && entities_[body].kind != "Party" ? body : -1;
  }
  return -1;
}

// «أعضاء التنسيقية، وهم فلان منسقا، وفلان أمينا للمال»: the organ whose people the list names; -1
// where no list does. The party's own posts stay the party's, but in a branch.
int Resolver::OrganListed(const PostMention& post) const {
  const bool becomes = post.accusative || (post.gender == Gender::kFeminine && !post.definite);
  const auto sentence = SentenceAt(post.span.begin);
  if (!becomes || sentence == sentences_.end()) return -1;
  const CoreClasses& c = rules_.core();
  int organ = -1, listed = -1;
  for (const Chunk& chunk : sentence->chunks) {
    if (chunk.span.begin >= post.span.begin) break;
    if (chunk.type == ChunkType::kOrg && m_.orgs[chunk.index].kind != "Party" &&
        m_.orgs[chunk.index].number == Number::kSingular &&
        !doc_.Is(m_.orgs[chunk.index].full.begin, c.team_noun)) {
      organ = chunk.index;
    } else if (chunk.type == ChunkType::kMeeting) {
      organ = -1;
    } else if (organ >= 0 && (chunk.classes.test(c.they_cue) || chunk.classes.test(c.list_cue))) {
      listed = organ;
    }
  }
  const int entity = Org(listed);
  if (entity < 0 || StateOwned(m_.orgs[listed])) return -1;
  return post.central && !IsUnit(entity) ? -1 : entity;
}

int Resolver::Post(int mention, int place_beside) {
  const PostMention& post = m_.posts[mention];
  // «رؤساء الفروع: إربد فلان»: each over his place, in what the branches are of.
  const bool branches = place_beside >= 0 && post.of_places && post.org >= 0 &&
                        m_.orgs[post.org].number != Number::kSingular;
  const int body = branches ? m_.orgs[post.org].parent : post.org;
  int org = Org(body);
  List<int> places(memory_);
  for (int place : post.places) {
    if (Place(place) >= 0) places.push_back(Place(place));
  }
  if (Place(place_beside) >= 0) places = {Place(place_beside)};
  if (places.empty() && !post.territory.empty()) {
    if (const int place = PlaceBefore(post.span.begin, post.territory); place >= 0)
      places = {place};
  }
  // «أمين المحافظة بحزب X الإسكندرية»: the branch's place is the post's.
  if (body >= 0 && m_.orgs[body].kind == "Party" && places.empty()) {
    for (int place : m_.orgs[body].places) {
      if (Place(place) >= 0) places.push_back(Place(place));
    }
  }
  if (org < 0 && body < 0 && !post.state) {
    constexpr uint32_t kNear = 15;
    if (post.possessed) {
      // «أمينه العام», «مسؤول العلاقات فيه»: a head is its body's, all else the party's.
      const bool whole = post.central || post.title.find(" ال") != std::string::npos;
      org = BodyBefore(post.span.begin, PronounGender(post.span), whole);
    } else if (post.definite || (!post.accusative && post.title.find(" ال") != std::string::npos)) {
      org = RootBefore(post.span.begin, kNear);
    }
    if (org < 0 && post.bare && post.accusative) org = OrganOfList(mention);
    if (org < 0) org = OrganListed(post);
    const bool alliance = subject_unit_ >= 0 && entities_[subject_unit_].kind == "Coalition";
    if (org < 0 && (alliance || !post.central) && places.empty()) org = subject_unit_;
    if (org < 0) org = main_body_ >= 0 ? PartyAt(post.span.begin) : title_body_;
  }
  if (org < 0 && post.state) org = StateBody(post);
  std::pmr::string key(memory_);
  const std::string_view title = TitleKey(mention);
  key.reserve(title.size() + 32);
  key.append(title).append("|").append(std::to_string(org));
  for (int place : places) key.append("|").append(std::to_string(place));
  const auto [found, added] = post_by_key_.emplace(Keep(key), -1);
  if (!added) {
    AddAlias(found->second, doc_.Phrase(post.words, post.head));
    return found->second;
  }
  // One post word may stand for several posts («والأمناء: فلان (تاونات)، …»); the place tells them
  // apart, in identity too.
  found->second = AddEntity("Post", post.head_title,
                            place_beside >= 0 ? m_.places[place_beside].span : post.span);
  AddAlias(found->second, doc_.Phrase(post.words, post.head));
  entities_[found->second].mentions = 1;
  if (org >= 0) post_org_[found->second] = org;
  post_places_[found->second] = std::move(places);
  return found->second;
}

// An office of state whose lexicon entry names a kind of body («برلماني»: Parliament) is in the one
// body of that kind that the article names.
int Resolver::StateBody(const PostMention& post) const {
  if (post.body_kind.empty()) return -1;
  int found = -1;
  for (size_t i = 0; i < entities_.size(); ++i) {
    if (entities_[i].type != "Organization" || entities_[i].kind != post.body_kind) continue;
    if (found >= 0) return -1;
    found = static_cast<int>(i);
  }
  return post.body_kind.empty() ? -1 : found;
}

int Resolver::PostOf(const std::string& title, int org, TokenSpan span) {
  const auto [found, added] =
      post_by_key_.emplace(Keep(BareName(FoldK2(title)) + "|" + std::to_string(org)), -1);
  if (added) {
    found->second = AddEntity("Post", title, span);
    post_org_[found->second] = org;
  }
  return found->second;
}

std::string_view Resolver::TitleKey(int post_mention) {
  std::string_view& key = title_keys_[post_mention];
  if (key.empty()) key = Keep(BareName(FoldK2(m_.posts[post_mention].head_title)));
  return key;
}

void Resolver::NoteHolding(int person_entity, int post_mention) {
  Holders& holders = holders_[TitleKey(post_mention)];
  for (Holder* holder : {&holders.by_body[Org(m_.posts[post_mention].org)], &holders.anywhere}) {
    holder->several = holder->several || (holder->person >= 0 && holder->person != person_entity);
    holder->person = person_entity;
  }
}

int Resolver::HolderOf(int post_mention) {
  const PostMention& post = m_.posts[post_mention];
  if (post.number != Number::kSingular || post.accusative) return -1;
  const auto found = holders_.find(TitleKey(post_mention));
  if (found == holders_.end()) return -1;
  const int body = Org(post.org);
  const auto& [anywhere, by_body] = found->second;
  if (const auto here = by_body.find(body); here != by_body.end()) {
    if (!here->second.several) return here->second.person;
    if (body >= 0) return -1;
  }
  return anywhere.several ? -1 : anywhere.person;
}

}  // namespace amana::ingest
