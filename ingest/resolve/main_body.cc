// What an article is about, and which party a bare organ, a bare post or «الحزب» is of.
#include <algorithm>

#include "ingest/resolve/resolver.h"

namespace amana::ingest {

// The body that most of the article speaks of; the title and the first paragraph count more.
void Resolver::FindMainBody() {
  std::pmr::map<std::string_view, double> weight(memory_);
  const uint32_t lead = sentences_.size() > 2 ? sentences_[2].sentence.tokens.end
                        : sentences_.empty()  ? 0
                                              : sentences_.back().sentence.tokens.end;
  std::pmr::set<std::string_view> heads(memory_);  // of roots: «التحالف» takes up one of them
  for (int index : org_order_) {
    if (IsRoot(m_.orgs[index])) heads.insert(m_.orgs[index].head);
  }
  std::pmr::set<std::string_view> opening(memory_);  // parties that the article opens with
  for (int index : org_order_) {
    const OrgMention& mention = m_.orgs[index];
    const bool taken_up = mention.anaphor && mention.number == Number::kSingular &&
                          (mention.kind == "Party" || heads.contains(mention.head));
    if (IsRoot(mention) || taken_up) roots_.push_back(index);
    if (!IsRoot(mention)) continue;
    if (mention.span.begin < lead) opening.insert(PartyKey(mention));
    weight[PartyKey(mention)] +=
        (mention.span.begin < lead ? 3.0 : 1.0) * (mention.kind == "Party" ? 1.0 : 0.7);
  }
  double best = 0, all = 0;
  for (const auto& [key, w] : weight) {
    all += w;
    if (w > best) best = w, main_key_ = key;
  }
  // Of what is said of parties; less where the article opens with no other.
  constexpr double kOwn = 0.55, kOwnOpening = 0.4;
  const bool alone = opening.size() == 1 && opening.contains(main_key_);
  main_opens_ = false;
  for (int index : org_order_) {
    if (!IsRoot(m_.orgs[index])) continue;
    main_opens_ = PartyKey(m_.orgs[index]) == main_key_;
    break;
  }
  one_party_ = best >= (alone ? kOwnOpening : kOwn) * all;
  FindInterviewed();
  for (int index : roots_) {
    if (m_.orgs[index].anaphor || PartyKey(m_.orgs[index]) != main_key_) continue;
    main_token_ = std::min(main_token_, m_.orgs[index].span.begin);
  }
  for (int index : roots_) {
    if (main_head_.empty() && !m_.orgs[index].anaphor && PartyKey(m_.orgs[index]) == main_key_)
      main_head_ = m_.orgs[index].head;
  }
}

// In an interview «الحزب», «المكتب السياسي» are of whom it is with, though he speaks of other
// parties: the one that its lines name first.
void Resolver::FindInterviewed() {
  if (first_question_ < 0) return;
  for (int index : org_order_) {
    const OrgMention& mention = m_.orgs[index];
    if (mention.span.begin >= doc_.sentences[first_question_].tokens.begin) return;
    if (!IsRoot(mention) || mention.kind != "Party") continue;
    main_key_ = PartyKey(mention);
    main_opens_ = one_party_ = true;
    return;
  }
}

// An article without a party may be about another body: what its title names.
void Resolver::FindTitleBody() {
  if (main_body_ >= 0) return;
  for (int index : org_order_) {
    if (m_.orgs[index].span.begin >= (sentences_.empty() ? 0 : sentences_[0].sentence.tokens.end))
      return;
    if (org_entity_[index] < 0 || StateOwned(m_.orgs[index])) continue;
    title_body_ = org_entity_[index];
    return;
  }
}

// A part of the party with a territory of its own, or an alliance.
bool Resolver::IsUnit(int entity) const {
  const auto key = org_keys_.find(entity);
  if (key == org_keys_.end() || key->second.state) return false;
  if (entities_[entity].kind == "Coalition") return true;
  return entities_[entity].kind != "Party" &&
         std::any_of(covers_.begin(), covers_.end(),
                     [entity](const auto& cover) { return cover.first == entity; });
}

// The branch, section or alliance that a sentence tells of: what it names first, or an alliance
// that the article comes back to; -1 where there is none.
int Resolver::UnitToldIn(const Sentence& sentence) const {
  constexpr int kOften = 3;
  bool first = true;
  for (const int index : org_order_) {
    const uint32_t at = m_.orgs[index].span.begin;
    if (at >= sentence.tokens.end) break;
    if (at < sentence.tokens.begin || org_entity_[index] < 0) continue;
    const auto often = std::ranges::count(org_entity_, org_entity_[index]);
    if (entities_[org_entity_[index]].kind == "Coalition" && often >= kOften)
      return org_entity_[index];
    for (int entity = org_entity_[index]; first && entity >= 0;) {
      if (IsUnit(entity)) return entity;
      const auto larger = parent_.find(entity);
      entity = larger == parent_.end() ? -1 : larger->second;
    }
    first = false;
  }
  return -1;
}

// What the title or the first sentence tells of, where that is a branch, a section or an alliance:
// posts without a body of their own are in it, if they are not the party's own («الأمين العام»).
void Resolver::FindSubjectUnit() {
  constexpr int kOpening = 2;
  int opening = 0;
  for (const ReadSentence& read : sentences_) {
    if (read.sentence.kind == BlockKind::kDateline) continue;
    if (opening++ == kOpening || subject_unit_ >= 0) return;
    subject_unit_ = UnitToldIn(read.sentence);
  }
}

// The sentence of a token; the end where it is behind all.
std::vector<ReadSentence>::const_iterator Resolver::SentenceAt(uint32_t token) const {
  return std::upper_bound(
      sentences_.begin(), sentences_.end(), token,
      [](uint32_t t, const ReadSentence& s) { return t < s.sentence.tokens.end; });
}

// «استقبل رئيس حزب X وفدا من حزب Y، بحضور نائب الرئيس فلان»: behind the delegation, whoever else
// was there is of the host's party; -1 where the sentence does not tell so.
int Resolver::HostAt(uint32_t token) {
  const auto sentence = SentenceAt(token);
  if (sentence == sentences_.end()) return -1;
  const CoreClasses& c = rules_.core();
  uint32_t presence = 0;
  for (const Chunk& chunk : sentence->chunks) {
    if (chunk.span.begin >= token) break;
    if (chunk.classes.test(c.attend_cue)) presence = chunk.span.begin;
  }
  int host = -1;
  for (const int index : roots_) {
    const OrgMention& root = m_.orgs[index];
    if (root.span.begin < sentence->sentence.tokens.begin || root.anaphor) continue;
    if (root.span.begin >= presence) break;
    if (doc_.Is(root.full.begin, c.team_noun)) return host < 0 ? -1 : ResolveOrg(host);
    if (host < 0) host = index;
  }
  return -1;
}

// «وضم الوفد فلانا عضو المكتب السياسي», «وفدا من حزب X يضم أمينه فلانا»: whose the people of a
// delegation are; -1 where the sentence does not tell of one, or goes on with something else.
int Resolver::VisitorAt(uint32_t token) {
  const auto sentence = SentenceAt(token);
  if (sentence == sentences_.end()) return -1;
  const CoreClasses& c = rules_.core();
  bool includes = false, team = false;
  uint32_t included = 0;
  for (const Chunk& chunk : sentence->chunks) {
    if (chunk.span.begin >= token) break;
    if (chunk.classes.test(c.include_verb)) {
      includes = true;
      included = chunk.span.begin;
    } else if (chunk.classes.test(c.attend_cue) || chunk.classes.test(c.say_verb) ||
               (chunk.type == ChunkType::kToken && doc_.IsWhole(chunk.span.begin, c.verb))) {
      included = 0;
    }
    team = team || (includes && doc_.Is(chunk.span.begin, c.team_noun));
  }
  if (!team && included == 0) return -1;
  for (auto root = roots_.rbegin(); root != roots_.rend(); ++root) {
    const OrgMention& org = m_.orgs[*root];
    if (org.span.begin >= token || org.anaphor) continue;
    const bool of_team = doc_.Is(org.full.begin, c.team_noun);
    if (team && of_team) return ResolveOrg(*root);
    if (team) continue;
    // «وفد من حزب X مقر حزب Y، حيث استقبله وفد ضم فلانا», «وفد من تحالف X ضم رئيس حزب Y وفلانا»: of
    // whom is not said.
    const bool here = org.span.begin >= sentence->sentence.tokens.begin;
    if (!of_team || !here || org.span.begin > included) return -1;
    for (uint32_t at = org.full.end; at < included; ++at) {
      if (doc_.Is(at, c.team_noun)) return -1;
    }
    return ResolveOrg(*root);
  }
  return -1;
}

// «حزب X – فلان، رئيس الحزب»: the body that a line begins with, before a colon or a dash; -1 where
// it begins otherwise.
int Resolver::LineOwner(uint32_t token) {
  constexpr size_t kMostMarks = 3;  // «1- », «• »
  const auto line = SentenceAt(token);
  if (line == sentences_.end()) return -1;
  for (size_t i = 0; i + 1 < line->chunks.size() && i <= kMostMarks; ++i) {
    const Chunk& chunk = line->chunks[i];
    if (chunk.type == ChunkType::kToken && doc_.WordAt(chunk.span.begin) == nullptr) continue;
    size_t behind = i + 1;  // «حزب X (تحت التأسيس) – فلان»
    if (doc_.IsMark(line->chunks[behind].span.begin, '(')) {
      while (behind + 1 < line->chunks.size() &&
             !doc_.IsMark(line->chunks[behind].span.begin, ')')) {
        ++behind;
      }
      if (behind + 1 < line->chunks.size()) ++behind;
    }
    const Chunk& next = line->chunks[behind];
    const bool marked = next.type == ChunkType::kToken &&
                        (doc_.IsMark(next.span.begin, ':') || doc_.IsMark(next.span.begin, '-'));
    if (chunk.type != ChunkType::kOrg || !marked || chunk.span.begin >= token) return -1;
    return m_.orgs[chunk.index].kind == "Party" ? ResolveOrg(chunk.index) : -1;
  }
  return -1;
}

// The party that «الحزب», a bare organ or a bare post at a token is of: the article's, or, where
// the article is about several, the one named last; «الحركة» is one that bears this word.
int Resolver::PartyAt(uint32_t token, std::string_view head) {
  if (const int owner = LineOwner(token); owner >= 0) return owner;
  if (const int visitor = VisitorAt(token); visitor >= 0) return visitor;
  // Before the article names its own party, the one that it has named.
  if (one_party_ && token >= main_token_) return main_body_;
  if (const int host = HostAt(token); host >= 0) return host;
  if (main_opens_) {
    const auto sentence = SentenceAt(token);
    const int near =
        sentence == sentences_.end() ? -1 : LastRoot(token, sentence->sentence.tokens.begin, head);
    if (near >= 0) return near;
    if (main_body_ >= 0) return main_body_;
  }
  const int named = LastRoot(token, 0, head);
  return named >= 0 ? named : main_body_;
}

// The party named last in the sentence of a token, before it; -1 where there is none.
int Resolver::RootInSentence(uint32_t token) {
  const auto sentence = SentenceAt(token);
  return sentence == sentences_.end() ? -1 : LastRoot(token, sentence->sentence.tokens.begin);
}

// «نظم فرع حزب X لقاء حضره رئيس حزب Y»: a party named behind the word of presence, in a sentence
// that names another before it.
bool Resolver::IsGuest(const OrgMention& root) const {
  const auto sentence = SentenceAt(root.span.begin);
  if (sentence == sentences_.end()) return false;
  const CoreClasses& c = rules_.core();
  uint32_t presence = 0;
  for (const Chunk& chunk : sentence->chunks) {
    if (chunk.span.begin >= root.span.begin) break;
    if (chunk.classes.test(c.attend_cue) || chunk.classes.test(c.attend_verb)) {
      presence = chunk.span.begin;
      break;
    }
  }
  const auto before =
      std::lower_bound(roots_.begin(), roots_.end(), sentence->sentence.tokens.begin,
                       [this](int index, uint32_t t) { return m_.orgs[index].span.begin < t; });
  return before != roots_.end() && m_.orgs[*before].span.begin < presence &&
         PartyKey(m_.orgs[*before]) != PartyKey(root);
}

// The party named last, by its name, from `first` up to a token; a guest of an earlier
// sentence only where there is no other.
int Resolver::LastRoot(uint32_t token, uint32_t first, std::string_view head) {
  auto at = std::lower_bound(roots_.begin(), roots_.end(), token, [this](int index, uint32_t t) {
    return m_.orgs[index].span.begin < t;
  });
  int guest = -1;
  while (at != roots_.begin()) {
    const OrgMention& root = m_.orgs[*--at];
    if (root.span.begin < first) break;
    // «الحزب», «المكتب السياسي» are no association's where a party is named.
    if (root.head != head && root.kind == "Association" && main_body_ >= 0 &&
        entities_[main_body_].kind == "Party") {
      continue;
    }
    const bool fits = head.empty() || root.head.empty() || root.head == head;
    if (root.anaphor || !fits) continue;
    if (first > 0 || SentenceAt(root.span.begin) == SentenceAt(token) || !IsGuest(root))
      return ResolveOrg(*at);
    if (guest < 0) guest = *at;
  }
  return guest < 0 ? -1 : ResolveOrg(guest);
}

// «الحزبان»: the two that the sentence names before, or else the two that the article opens with.
std::vector<int> Resolver::BothParties(int index) const {
  const OrgMention& both = m_.orgs[index];
  if (both.number != Number::kDual || !both.anaphor || both.kind != "Party") return {};
  const auto sentence = SentenceAt(both.span.begin);
  const uint32_t from = sentence == sentences_.end() ? 0 : sentence->sentence.tokens.begin;
  std::vector<int> near, opening;
  const auto add = [](std::vector<int>& parties, int entity) {
    if (std::find(parties.begin(), parties.end(), entity) == parties.end())
      parties.push_back(entity);
  };
  for (const int root : roots_) {
    const OrgMention& org = m_.orgs[root];
    if (org.span.begin >= both.span.begin) break;
    if (org.anaphor || org.kind != "Party" || org_entity_[root] < 0) continue;
    add(opening, org_entity_[root]);
    if (org.span.begin >= from) add(near, org_entity_[root]);
  }
  if (near.size() == 2) return near;
  if (opening.size() < 2) return {};
  opening.resize(2);
  return opening;
}

// The party named last before a token in its sentence; -1 if none is so near.
int Resolver::RootBefore(uint32_t token, uint32_t farthest) {
  if (const int host = HostAt(token); host >= 0) return host;
  if (const int visitor = VisitorAt(token); visitor >= 0) return visitor;
  const auto behind =
      std::lower_bound(roots_.begin(), roots_.end(), token,
                       [this](int index, uint32_t t) { return m_.orgs[index].span.begin < t; });
  if (behind == roots_.begin()) return -1;
  const int index = *std::prev(behind);
  const uint32_t at = m_.orgs[index].span.begin;
  if (token - at > farthest) return -1;
  // Behind another verb the sentence may speak of others; «وفد X الذي ترأسه» goes on with it.
  const CoreClasses& c = rules_.core();
  for (uint32_t between = m_.orgs[index].full.end; between < token; ++between) {
    if (doc_.IsWhole(between, c.verb) && !doc_.IsWhole(between, c.given) &&
        !doc_.IsWhole(between, c.chair_verb))
      return -1;
  }
  const auto sentence = SentenceAt(at);
  if (sentence == sentences_.end() || token >= sentence->sentence.tokens.end) return -1;
  return ResolveOrg(index);
}

}  // namespace amana::ingest
