// Bodies. ORG := HEAD NAME [LINK ORG] [LINK PLACE], read right-recursively: the body's own name
// ends where a preposition, a title, a verb, another head or a person's name begins, so that a
// secretariat and its party are two mentions with a link, never one long name.
#include <algorithm>

#include "core/text/fold.h"
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxDepth = 5;
constexpr int kMaxSpecWords = 7;

}  // namespace

// A particle («الذي», «إلى»), also in a spelling that is not careful («الذى», «الى»), unless that
// is how a name is written.
bool Recognizer::IsParticle(const WordInfo& word) const {
  const Reading* particle = word.Whole(c_.function) ? word.Find(c_.function) : nullptr;
  if (particle == nullptr || particle->definite()) return false;
  return particle->exact || !(word.Whole(c_.given) || word.Whole(c_.surname) ||
                              word.Whole(c_.place) || word.Whole(c_.spec));
}

// True at a word that cannot be part of the name of a body: what heads or introduces something
// else.
bool Recognizer::StopsName(uint32_t at) {
  if (Boundary(at)) return true;
  const WordInfo& word = *doc_.tokens[at].word;
  if (!word.arabic) return true;
  if (IsParticle(word)) return true;
  if (date_at_[at] >= 0) return true;
  if (word.Any(c_.chair_cue) || word.Any(c_.attend_cue) || word.Any(c_.headed_by)) return true;
  // A title with its article, unless it is a name as well («الأمين», «السيد»).
  if (word.starts_with_article() && word.Whole(c_.title) && !word.Whole(c_.given) &&
      !word.Whole(c_.org_modifier) && word.Find(c_.title)->entry->number == Number::kSingular) {
    return true;
  }
  // «حزب X السيد أحمد …»: before a certain name even a title that may be a name is none.
  if (word.starts_with_article() && word.Whole(c_.title) && word.Whole(c_.given) &&
      StartsCertainName(at + 1)) {
    return true;
  }
  // «د.»; but «المكتب السياسي.» ends a sentence.
  constexpr int kLongestAbbreviation = 2;
  if (word.letters <= kLongestAbbreviation && Word(at, c_.title) != nullptr &&
      (doc_.IsMark(at + 1, '.') || doc_.IsMark(at + 1, '/'))) {
    return true;
  }
  // A finite verb, unless the same letters are a noun the lexicon knows.
  if (word.Whole(c_.verb) && !word.starts_with_article() && !word.Whole(c_.spec)) {
    const Reading* verb = word.Find(c_.verb);
    if (verb->exact && !word.Whole(c_.org_modifier) && verb->entry->Get("noun").empty())
      return true;
  }
  return false;
}

// True for a word that can qualify a body: an adjective of the lists, agreeing in gender.
bool Recognizer::QualifiesBody(uint32_t at, Gender gender) const {
  if (Word(at, c_.previous_adj) || Word(at, c_.next_adj) || Word(at, c_.link_adj)) return false;
  if (Word(at, c_.held_participle) || Word(at, c_.status_adj)) return false;
  const Reading* modifier = Word(at, c_.org_modifier);
  if (modifier == nullptr) modifier = Word(at, c_.nationality);
  if (modifier != nullptr) {
    // «هيئات الحزب الوطنية»: what does not agree qualifies something before.
    const Gender own = modifier->entry->gender;
    return gender == Gender::kUnknown || own == Gender::kUnknown || own == gender;
  }
  const Reading* known = Word(at, c_.ordinary);
  // A word that no list knows, of the shape of an adjective of relation: «البرامجية».
  if (doc_.tokens[at].word->readings.empty()) {
    return gender != Gender::kMasculine && doc_.tokens[at].word->k1.ends_with("ية");
  }
  if (known == nullptr || known->entry->Get("pos") != "adj") return false;
  const bool feminine = doc_.tokens[at].word->k2.ends_with("ه");
  return gender == Gender::kUnknown || feminine == (gender == Gender::kFeminine);
}

// «وفي», «وعن»
bool Recognizer::JoinsParticle(const WordInfo& word) const {
  const Reading* particle = word.Find(c_.function, kWa);
  return particle != nullptr && particle->proclitics == kWa;
}

// The end of the adjectives behind a head: «الأمانة العامة المساعدة», «لجنة مركزية مؤقتة».
uint32_t Recognizer::AdjectivesEnd(uint32_t at, bool definite, Gender gender) {
  uint32_t end = at;
  for (int count = 0; count < 4 && end < end_; ++count, ++end) {
    if (StopsName(end) || Conjoined(end)) break;
    if (doc_.tokens[end].word->starts_with_article() != definite) break;
    if (!QualifiesBody(end, gender)) break;
    if (count > 0 && StartsCertainName(end)) break;
  }
  // «الوطنية والمحلية»: a second adjective behind «و» belongs to a list, not to the name.
  return end;
}

// The end of a noun phrase in construct: bare nouns up to a definite one, its adjectives, and what
// «و» joins to it.
uint32_t Recognizer::NounPhraseEnd(uint32_t at, int limit) {
  uint32_t end = at;
  bool definite_seen = false;
  for (int count = 0; count < limit && end < end_; ++count) {
    if (StopsName(end) || JoinedPreposition(end) != 0) break;
    if (Conjoined(end)) {
      const WordInfo& word = *doc_.tokens[end].word;
      bool definite = false;
      for (const Stem& stem : word.stems) definite |= stem.proclitics == (kWa | kAl);
      // With the article it is no verb («والعقد»).
      const bool heads = word.Any(c_.org_head) || word.Any(c_.post_head) || word.Any(c_.title) ||
                         (word.Any(c_.verb) && !definite) || word.Any(c_.meeting_noun) ||
                         word.Any(c_.given) || word.Any(c_.group_noun) ||
                         word.Any(c_.members_noun) || JoinsParticle(word) ||
                         !Longest(end, c_.post_modifier, kWa).span.empty();
      if (heads || end == at) break;
      if (definite_seen != definite) break;
      ++end;
      continue;
    }
    const bool definite = IsDefiniteWord(end);
    if (definite_seen && !definite) break;
    if (StartsCertainName(end) && !(count == 0 && doc_.IsWhole(end, c_.place))) break;
    if (definite_seen && (Word(end, c_.org_head) || Word(end, c_.post_head)) &&
        Word(end, c_.org_modifier) == nullptr) {
      break;
    }
    if (definite_seen && (Word(end, c_.previous_adj) || Word(end, c_.next_adj) ||
                          Word(end, c_.link_adj) || Word(end, c_.held_participle))) {
      break;
    }
    // Behind a definite noun only its adjectives go on.
    if (definite_seen && !QualifiesBody(end, Gender::kUnknown) &&
        Word(end, c_.ordinary) != nullptr && Word(end, c_.ordinary)->entry->Get("pos") == "n") {
      break;
    }
    if (!definite && !definite_seen) {
      // A proper noun is definite by itself: «مجلس حضرموت الوطني».
      const PhraseMatch place = ProperName(end, c_.place);
      if (!place.span.empty() && place.entry->word < 3) {
        end = place.span.end;
        definite_seen = true;
        continue;
      }
    }
    definite_seen = definite_seen || definite;
    ++end;
  }
  // A phrase that never becomes definite names nothing («مجلس إدارة»), unless it is one known word.
  return definite_seen ? end : at;
}

// The end of a purpose joined by ل to the name of a committee or commission; `at` where there is
// none.
uint32_t Recognizer::PurposeEnd(uint32_t at) {
  if (at == 0 || (JoinedPreposition(at) & kLa) == 0) return at;
  uint32_t head = at;
  while (head > begin_ && Word(head, c_.purpose_head, kAnyProclitic) == nullptr && at - head < 4)
    --head;
  if (Word(head, c_.purpose_head, kAnyProclitic) == nullptr) return at;
  const WordInfo& word = *doc_.tokens[at].word;
  for (ClassId other :
       {c_.org_head, c_.party_head, c_.party, c_.place, c_.place_head, c_.post_head, c_.body}) {
    if (Word(at, other, kLa) != nullptr) return at;
  }
  if (!ProperName(at, c_.place, kLa).span.empty() || !ProperName(at, c_.party, kLa).span.empty())
    return at;
  bool definite = false;
  for (const Stem& stem : word.stems)
    definite |= stem.proclitics == (kLa | kAl) && word.k2.starts_with("لل");
  return definite ? AdjectivesEnd(at + 1, true, Gender::kUnknown)
                  : std::max(at, NounPhraseEnd(at + 1, 4));
}

uint32_t Recognizer::SpecEnd(uint32_t at, bool head_definite, Gender gender, bool* is_spec) {
  *is_spec = false;
  if (head_definite) {
    uint32_t end = AdjectivesEnd(at, true, gender);
    // «اللجنة الوطنية لتحضير المؤتمر», «اللجنة العليا للانتخابات»: what it is for.
    // Behind an adjective only: «انتخبته الجمعية لفترة جديدة».
    if (const uint32_t purpose = end > at ? PurposeEnd(end) : end; purpose > end) return purpose;
    // «اللجنة العامة للمؤتمر الشعبي العام»: the party behind ل.
    if (!ProperName(end, c_.party, kLa).span.empty()) return end;
    // «الأمانة المركزية للعلاقات الحكومية»: the field behind ل.
    const PhraseMatch spec = Longest(end, c_.spec, kLa);
    if (!spec.span.empty() && (spec.first.proclitics & kLa) != 0) {
      *is_spec = true;
      return spec.span.end;
    }
    return end;
  }
  PhraseMatch spec = Longest(at, c_.spec);
  if (spec.span.empty()) return NounPhraseEnd(at, kMaxSpecWords);
  // A known field goes on only with another field («والمرافق») or an adjective of level («الوطني»).
  *is_spec = true;
  uint32_t end = spec.span.end;
  while (end < end_ && end - at < kMaxSpecWords) {
    const PhraseMatch more = Longest(end, c_.spec, kWa);
    if (!more.span.empty() && (more.first.proclitics & kWa) != 0) {
      end = more.span.end;
    } else if (const uint32_t tail = FieldTail(end); tail > end && Conjoined(end)) {
      end = tail;  // «الصحة والضمان الاجتماعي»
    } else if (IsDefiniteWord(end) && !Conjoined(end) &&
               (Word(end, c_.org_modifier) != nullptr || (doc_.tokens[end].word->readings.empty() &&
                                                          QualifiesBody(end, Gender::kUnknown)))) {
      ++end;
    } else {
      break;
    }
  }
  return end;
}

// What the article's own table says of a party that it has named with its head.
std::string Recognizer::PartyTopic(const LexEntry& party) {
  const std::string_view alias = party.Get("alias_of");
  return "party " + std::string(alias.empty() ? party.Get("id") : alias);
}

// A body known by its whole name. A party's bare name that is also a common phrase needs a reason.
int Recognizer::ParseNamedOrg(uint32_t at, uint8_t allowed, bool expected) {
  const uint32_t start = SkipQuotes(at);
  PhraseMatch match = ProperName(start, c_.party, start == at ? allowed : 0);
  const PhraseMatch body = ProperName(start, c_.body, start == at ? allowed : 0);
  if (body.span.size() > match.span.size()) match = body;
  if (match.span.empty()) return -1;
  int risk = match.entry->word;
  // A single word that is also an ordinary one («وطني», «العدل»).
  if (match.span.size() == 1 && match.entry->Is(c_.party) && doc_.IsWhole(start, c_.ordinary)) {
    risk = std::max(risk, doc_.tokens[start].word->starts_with_article() ? 2 : 3);
  }
  const bool quoted = start != at && doc_.IsMark(at, '"');
  // «"فتح"», «النهضة التونسية», in an article that names «حركة فتح», «حركة النهضة» as well.
  const Reading* nation = Word(match.span.end, c_.nationality);
  const bool own_nation =
      nation != nullptr && nation->definite() && nation->entry->Get("cc") == match.entry->Get("cc");
  if (risk >= 2 && match.entry->Is(c_.party) && (quoted || own_nation) &&
      Knows(Topic::kOrg, PartyTopic(*match.entry))) {
    risk = 1;
    expected = true;
  }
  if (risk >= 3 && !ListsParties(at)) return -1;
  if (match.entry->Is(c_.party) && IsCreed(quoted ? match.span.end + 1 : match.span.end)) return -1;
  if (risk == 2 && !expected && !quoted) return -1;
  if (risk == 1 && match.span.size() == 1 && !expected && !quoted && !match.first.exact) return -1;
  OrgMention org;
  org.entry = match.entry;
  org.span = org.full = {at, quoted || start != at ? SkipQuotes(match.span.end) : match.span.end};
  org.proclitics = match.first.proclitics & ~kAl;
  org.kind = match.entry->Get("kind", "Party");
  org.name = doc_.Phrase(match.span, &match.first);
  // «الجمعية العمومية»: known by its name, but each party has one of its own.
  if (match.entry->Get("owner") == "party") {
    org.entry = nullptr;
    org.name = match.entry->form;  // the article that «لل» hides
  }
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «الديمقراطي», «الاشتراكي»: behind a party's name, the name of another one.
bool Recognizer::IsCreed(uint32_t at) const {
  const Reading* adjective = at < end_ ? Word(at, c_.org_modifier) : nullptr;
  return adjective != nullptr && adjective->definite() && !Conjoined(at) &&
         adjective->entry->Get("creed") == "1";
}

// True where a known name is only the beginning of another one: «حركة الميثاق التونسي» is not the
// party «حزب الميثاق».
bool Recognizer::NamesOther(const PhraseMatch& party, const Reading& head, bool quoted) {
  if (quoted) {
    const bool closed = doc_.IsMark(party.span.end, '"') || doc_.IsMark(party.span.end, ')');
    return !closed || IsCreed(party.span.end + 1);
  }
  const uint32_t phrase = NounPhraseEnd(party.span.begin, 5);
  const std::string_view own = party.entry->Get("head");
  // «حزب» may stand for any head («حزب النهضة»); «جبهة الوفاق» is not «حركة الوفاق». A head that
  // the name itself begins with is its own («التجمع اليمني للإصلاح»).
  const bool within = party.entry->k2.find(head.entry->k2) <= 4;
  const bool other_head = !own.empty() && own != head.entry->lemma && !within;
  if (phrase <= party.span.end) return other_head && head.entry->Get("any") != "1";
  if (const PhraseMatch place = ProperName(party.span.end, c_.place);
      !place.span.empty() && place.entry->word < 2) {
    return false;  // a branch
  }
  // «حزب الوفد المصري» keeps its party, unless it is another country's.
  if (const Reading* nation = Word(party.span.end, c_.nationality); nation != nullptr) {
    const std::string_view ours = party.entry->Get("cc"), theirs = nation->entry->Get("cc");
    return other_head || (!ours.empty() && !theirs.empty() && ours != theirs);
  }
  // «حزب العدل والتنمية» is another than «حزب العدل»; «حزب الوفد والتجمع», of one country, are two.
  if (other_head || !Conjoined(party.span.end)) return true;
  const PhraseMatch second = ProperName(party.span.end, c_.party, kWa);
  return second.span.empty() || second.entry->Get("cc") != party.entry->Get("cc");
}

// «حزب X», «حركة X»: a name of the gazetteer behind the head, a quoted name, or a noun phrase.
int Recognizer::ParsePartyByHead(uint32_t at, const Reading& head, bool expected) {
  OrgMention org;
  org.head = head.entry->lemma;
  org.kind = head.entry->Get("kind");
  org.number = head.entry->number;
  org.possessed = head.entry->possessed;
  org.proclitics = head.proclitics & ~kAl;
  uint32_t end = at + 1;
  const PhraseMatch whole = ProperName(at, c_.party, kAnyProclitic);
  const uint32_t name_at = SkipQuotes(at + 1);
  const bool quoted = name_at != at + 1;
  if (whole.span.size() > 1 && !NamesOther(whole, head, false)) {
    org.entry = whole.entry;
    end = whole.span.end;
  } else if (org.number != Number::kSingular) {
    // «أحزاب الوفد والتجمع»: each name is a party's.
    const PhraseMatch first = ProperName(at + 1, c_.party);
    if (org.number != Number::kPlural || first.span.empty() || head.definite()) return -1;
    org.number = Number::kSingular;
    org.entry = first.entry;
    org.span = org.full = {at, first.span.end};
    org.name = doc_.Phrase(first.span, &first.first);
    org.head = {};
    mentions_.orgs.push_back(std::move(org));
    return static_cast<int>(mentions_.orgs.size()) - 1;
  } else if (head.entry->possessed) {
    org.anaphor = true;
  } else if (const PhraseMatch party = ProperName(name_at, c_.party);
             !party.span.empty() && (!head.definite() || quoted) &&
             !NamesOther(party, head, quoted)) {
    org.entry = party.entry;
    end = quoted ? SkipQuotes(party.span.end) : party.span.end;
  } else if (quoted && doc_.IsMark(at + 1, '"')) {
    while (end < end_ && end < at + 9 && !(end > at + 1 && doc_.IsMark(end, '"'))) ++end;
    if (!doc_.IsMark(end, '"')) return -1;
    ++end;
    if (IsCreed(end)) ++end;  // «حزب "السنبلة" الديمقراطي»
  } else if (head.definite()) {
    end = AdjectivesEnd(at + 1, true, head.entry->gender);
    // «هيئات الحزب الوطنية», «وضع الحركة الداخلي»: the adjective is of what stands before.
    if (end > at + 1) {
      const bool feminine = doc_.tokens[at + 1].word->k2.ends_with("ه");
      if (feminine != (head.entry->gender == Gender::kFeminine)) end = at + 1;
    }
    if (end == at + 1) org.anaphor = true;
  } else {
    end = NounPhraseEnd(at + 1, 5);
    if (end == at + 1) return -1;
    // «حركة», «جبهة»: as often a movement or a front in the plain sense. A name of a country or a
    // larger context makes it a party.
    if (head.entry->Get("generic") == "1") {
      const std::string key = FoldK2(doc_.Phrase({at, end}, &head));
      const bool national =
          Word(end - 1, c_.nationality) != nullptr || !ProperName(end - 1, c_.place).span.empty();
      if (!expected && !national && !Knows(Topic::kOrg, key)) {
        // Named in the title, or twice in the article: the second reading takes it for a party.
        const bool title = !doc_.sentences.empty() &&
                           doc_.sentences.front().kind == BlockKind::kTitle &&
                           doc_.sentences.front().tokens.Contains(at);
        auto& seen = learned_.generic_parties[key];
        if (seen != 0 && seen != at + 1) learned_.ambiguous_orgs.insert(key);
        if (title) learned_.ambiguous_orgs.insert(key);
        seen = at + 1;
        return -1;
      }
      learned_.ambiguous_orgs.insert(key);
    }
  }
  org.span = org.full = {at, end};
  org.name = doc_.Phrase(org.span, &head);
  if (org.entry != nullptr) learned_.ambiguous_orgs.insert(PartyTopic(*org.entry));
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «برئاسة فلان», «تضم كلا من», «من خمسة أعضاء هم»: who heads it or who is in it.
bool Recognizer::PeopleFollow(uint32_t at) {
  constexpr uint32_t kCounted = 5;  // «من خمسة أعضاء بالتساوي وهم»
  for (ClassId cue : {c_.chair_cue, c_.head_verb, c_.list_cue, c_.roster_cue, c_.they_cue}) {
    if (!Longest(at, cue).span.empty()) return true;
  }
  if (Word(at, c_.include_verb) != nullptr) return !Longest(at + 1, c_.pair_cue).span.empty();
  if (Word(at, c_.prep_from) == nullptr) return false;
  for (uint32_t next = at + 1; next < end_ && next <= at + kCounted && !Boundary(next); ++next) {
    if (!Longest(next, c_.they_cue, kWa).span.empty()) return true;
  }
  return false;
}

// «انتخب المؤتمر هيئة سياسية»: a word of election closely before.
bool Recognizer::IsElected(uint32_t at) const {
  constexpr uint32_t kClose = 3;
  for (uint32_t before = at; before-- > begin_ && at - before <= kClose;) {
    if (Boundary(before)) return false;
    const WordInfo& word = *doc_.tokens[before].word;
    if (word.Whole(c_.elect_verb) || word.Whole(c_.elect_noun)) return true;
  }
  return false;
}

// «لجنة مؤقتة برئاسة فلان», «مكتبا سياسيا جديدا يضم كلا من»: new to the text, but its people are
// named.
int Recognizer::ParseHeadedOrgan(uint32_t at, const Reading& head) {
  uint32_t end = AdjectivesEnd(at + 1, false, head.entry->gender);
  uint32_t purpose = PurposeEnd(end);
  if (purpose > end) end = purpose;
  if (end == at + 1) return -1;
  uint32_t behind = end;
  while (behind < end_ && Word(behind, c_.fresh_adj) != nullptr) ++behind;
  if (!PeopleFollow(behind) && !IsElected(at)) return -1;
  OrgMention org;
  org.head = head.entry->lemma;
  org.kind = head.entry->Get("kind", "Unit");
  org.proclitics = head.proclitics & ~kAl;
  org.indefinite = true;
  org.span = org.full = {at, end};
  org.name = doc_.Phrase(org.span, &head);
  if (head.entry->accusative) {  // «مكتبا سياسيا» is «مكتب سياسي»
    org.name = head.entry->lemma;
    for (uint32_t word = at + 1; word < end; ++word) {
      const Reading* adjective = Word(word, c_.org_modifier);
      org.name += " " + (adjective != nullptr && adjective->entry->accusative
                             ? std::string(adjective->entry->lemma)
                             : doc_.Phrase({word, word + 1}));
    }
  }
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «مجلس شورى حزب X», «مكتب إعلام الحركة»: behind a field without its article, the larger body.
int Recognizer::ParseOwnerBehindField(uint32_t at, int depth, const LexEntry** field) {
  if (Boundary(at + 1) || Boundary(at + 2) || IsDefiniteWord(at + 1)) return -1;
  const PhraseMatch spec = IndefiniteField(at + 1);
  if (spec.span.empty() || spec.first.proclitics != 0) return -1;
  const Checkpoint mark = Mark();
  const int owner = ParseOrg(at + 2, 0, depth + 1, true);
  if (owner >= 0 && mentions_.orgs[owner].kind == "Party" &&
      mentions_.orgs[owner].span.begin == at + 2) {
    *field = spec.entry;
    return owner;
  }
  Restore(mark);
  return -1;
}

int Recognizer::ParseOrgan(uint32_t at, const Reading& head, uint8_t allowed, int depth,
                           bool expected) {
  OrgMention org;
  org.head = head.entry->lemma;
  org.kind = head.entry->Get("kind", "Unit");
  org.number = head.entry->number;
  org.possessed = head.entry->possessed;
  org.proclitics = head.proclitics & ~kAl;
  // «للجنة المركزية»: the article is hidden in the two lams where an adjective with its article
  // follows.
  Reading shown = head;
  if (!head.definite() && (head.proclitics & kLa) != 0 && head.entry->k2.starts_with("ل") &&
      IsDefiniteWord(at + 1) && QualifiesBody(at + 1, head.entry->gender) &&
      Longest(at + 1, c_.spec).span.empty()) {
    shown.proclitics |= kAl;
  }
  const bool definite = shown.definite() || org.possessed;
  // مؤتمر، ملتقى: more often a meeting; قيادة: a body where an adjective of level says so.
  const std::string_view doubt = head.entry->Get("doubtful");
  const bool doubtful =
      doubt == "1" || (doubt == "bare" && !(IsDefiniteWord(at + 1) && shown.definite() &&
                                            Word(at + 1, c_.org_modifier) != nullptr));
  bool is_spec = false;
  if (!definite && org.number == Number::kSingular && depth == 0) {
    if (const int index = ParseHeadedOrgan(at, head); index >= 0) return index;
  }
  if (!definite && head.entry->accusative) return -1;
  int inner = -1;
  // «فريق البام», «أمانة حزب X»: a party's name directly behind the head is not a field.
  if (!definite && depth < kMaxDepth && Longest(at + 1, c_.spec).span.empty()) {
    const Checkpoint mark = Mark();
    inner = Word(at + 1, c_.party_head) != nullptr ? ParseOrg(at + 1, 0, depth + 1, true)
                                                   : ParseNamedOrg(SkipQuotes(at + 1), 0, false);
    // «اتحاد القوى الوطنية» is another body than «تحالف القوى الوطنية»: unions and coalitions are
    // not named by the party that they belong to.
    if (inner >= 0 && mentions_.orgs[inner].head.empty() &&
        mentions_.orgs[inner].entry != nullptr &&
        (org.kind == "Union" || org.kind == "Coalition") && !doc_.IsMark(at + 1, '"')) {
      inner = -1;
    }
    if (inner < 0) Restore(mark);
  }
  // «مجلس شورى حزب X» is its «مجلس الشورى».
  const LexEntry* field = nullptr;
  const Gender agreement = org.number == Number::kPlural ? Gender::kUnknown : head.entry->gender;
  if (inner < 0 && !definite && org.number == Number::kSingular && depth < kMaxDepth)
    inner = ParseOwnerBehindField(at, depth, &field);
  uint32_t end =
      inner >= 0 ? mentions_.orgs[inner].full.end : SpecEnd(at + 1, definite, agreement, &is_spec);
  // «مجلس شورى حزب X», «لجنة شباب حركة X»: behind nouns in construct, the party.
  int party = -1;
  if (inner < 0 && !definite && depth < kMaxDepth) {
    for (uint32_t at_party = at + 2; at_party <= std::min(end, end_ - 1); ++at_party) {
      if (IsDefiniteWord(at_party - 1)) break;
      const Reading* word = Word(at_party, c_.party_head);
      if (word == nullptr || word->definite() || word->entry->number != Number::kSingular) continue;
      party = ParseOrg(at_party, 0, depth + 1, true);
      if (party >= 0) end = at_party;
      break;
    }
  }
  // «كتلة "النهوض اللبناني"»
  if (inner < 0 && end == at + 1 && doc_.IsMark(at + 1, '"')) {
    uint32_t close = at + 2;
    while (close < end_ && close < at + 9 && !doc_.IsMark(close, '"')) ++close;
    if (doc_.IsMark(close, '"')) end = close + 1;
  }
  if (inner >= 0) {
    // named by its larger body
  } else if (end == at + 1) {
    if (definite) {
      org.anaphor = true;
      if (doubtful && !expected) return -1;
    } else {
      // «مكتب مجلس النواب», «أمانة حزب الوفد»: the body behind the head is its parent.
      const uint32_t next = SkipQuotes(at + 1);
      inner = depth < kMaxDepth ? ParseOrg(next, 0, depth + 1, true) : -1;
      if (inner >= 0) {
        end = mentions_.orgs[inner].full.end;
      } else {
        const int place = ParsePlace(at + 1, 0, true);
        if (place < 0 || head.entry->Get("place") == "0") return -1;
        org.places.push_back(place);
        end = mentions_.places[place].span.end;
      }
    }
  } else if (!definite) {
    const int place = ParsePlace(at + 1, 0, true);
    // «قائمة المنصورة», «دائرة تيزنيت»: no body of a party.
    if (place >= 0 && mentions_.places[place].span.end == end && head.entry->Get("place") == "0" &&
        mentions_.places[place].entry != nullptr && Word(at + 1, c_.place_head) == nullptr) {
      return -1;
    }
    if (place >= 0 && mentions_.places[place].span.end <= end) org.places.push_back(place);
  }
  // «مجلس رؤساء الائتلاف», «هيئة رئاسة الملتقى»: the name ends with the larger body.
  int whole = -1;
  if (inner < 0 && party < 0 && !definite && end > at + 2 && IsDefiniteWord(end - 1) &&
      depth < kMaxDepth &&
      (Word(end - 1, c_.org_head) != nullptr || Word(end - 1, c_.party_head) != nullptr)) {
    const Checkpoint mark = Mark();
    whole = ParseOrg(end - 1, 0, depth + 1, true);
    if (whole >= 0 && (!mentions_.orgs[whole].anaphor || mentions_.orgs[whole].full.end != end)) {
      Restore(mark);
      whole = -1;
    }
  }
  if (doubtful && !expected && !org.anaphor) {
    const std::string key = FoldK2(doc_.Phrase({at, end}, &shown));
    if (!Knows(Topic::kOrg, key)) return -1;
    org.known_only = true;
  }
  org.span = {at, field != nullptr ? at + 2 : inner >= 0 ? mentions_.orgs[inner].span.end : end};
  org.full = {at, end};
  // «مكتبه السياسي» is somebody's «المكتب السياسي».
  org.name = org.possessed ? "ال" + head.entry->lemma : doc_.Phrase(org.span, &shown);
  if (org.possessed && end > at + 1) AddWords(org.name, {at + 1, end});
  if (field != nullptr) org.name = doc_.Phrase({at, at + 1}, &shown) + " " + field->form;
  org.parent = std::max({inner, party, whole});  // at most one of them
  if (party >= 0) org.full.end = mentions_.orgs[party].full.end;
  if (doubtful && expected && !org.anaphor) learned_.ambiguous_orgs.insert(FoldK2(org.name));
  (void)allowed;
  mentions_.orgs.push_back(std::move(org));
  const int index = static_cast<int>(mentions_.orgs.size()) - 1;
  return index;
}

// What follows a body's own name: a larger body or a territory, joined by ب، ل، في, an adjective
// («التابعة لـ»), or nothing («حزب مستقبل وطن الإسكندرية»).
void Recognizer::LinkOrg(int index, int depth) {
  for (int links = 0; links < 3; ++links) {
    OrgMention& org = mentions_.orgs[index];
    uint32_t at = org.full.end;
    if (at >= end_) return;
    bool joined = false;
    if (const PhraseMatch link = Longest(at, c_.link_adj); !link.span.empty()) {
      at = link.span.end;
      joined = true;
    }
    uint8_t allowed = kBa | kLa;
    const PhraseMatch word = Longest(at, c_.body_link);
    if (!word.span.empty() && !joined && word.entry->Get("behind") == "link_adj") {
      // «رئيس المجلس الولائي عن الحزب فلان»: for whom somebody sits there.
      const Checkpoint mark = Mark();
      const int whom = depth < kMaxDepth ? ParseOrg(word.span.end, 0, depth + 1, true) : -1;
      const uint32_t end = whom >= 0 ? mentions_.orgs[whom].full.end : 0;
      const bool party_of = whom >= 0 && mentions_.orgs[whom].kind == "Party";
      Restore(mark);
      if (party_of) mentions_.orgs[index].full.end = end;
      return;
    }
    if (!word.span.empty()) {
      at = word.span.end;
      allowed = 0;
      joined = true;
    } else if (joined) {
      allowed = kBa | kLa;
    }
    // «لـ"الإنصاف"»: the preposition stands by itself.
    if (at + 1 < end_ && doc_.IsMark(at + 1, '"') &&
        (doc_.tokens[at].word != nullptr &&
         (doc_.tokens[at].word->k2 == "ل" || doc_.tokens[at].word->k2 == "ب"))) {
      ++at;
      allowed = 0;
      joined = true;
    }
    if (at >= end_ || (doc_.tokens[at].kind != TokenKind::kWord && !joined)) return;
    const uint8_t preposition = JoinedPreposition(at);
    int parent = -1;
    // A party is not part of what is joined to it («حزب X في مكتبه»); a bare «الحزب» takes no place
    // either.
    const bool party = mentions_.orgs[index].kind == "Party";
    if (party && mentions_.orgs[index].anaphor) return;
    if ((preposition != 0 || joined) && depth < kMaxDepth && !party) {
      const Checkpoint mark = Mark();
      parent = ParseOrg(at, allowed, depth + 1, true);
      if (parent >= 0 && mentions_.orgs[parent].possessed) {
        Restore(mark);
        return;
      }
    }
    if (parent >= 0) {
      if (!joined && (mentions_.orgs[parent].proclitics & (kBa | kLa)) == 0) return;
      // «فريق البام بمجلس الجهة»: what its name says outranks what is joined to it.
      if (mentions_.orgs[index].parent < 0) mentions_.orgs[index].parent = parent;
      mentions_.orgs[index].full.end = mentions_.orgs[parent].full.end;
      continue;
    }
    if (const PhraseMatch level = Longest(at, c_.not_place, kBa); !level.span.empty()) return;
    const bool bare_place = !joined && preposition == 0;
    const bool branch =
        mentions_.orgs[index].kind == "Party" && mentions_.orgs[index].entry != nullptr;
    if (bare_place && !branch) return;
    // «مؤتمر حزب X بوهران»: where it happens, not which branch it is.
    if (party && !bare_place) return;
    const int place = ParsePlace(at, bare_place || joined ? 0 : kBa | kLa, true);
    if (place < 0) return;
    mentions_.orgs[index].places.push_back(place);
    mentions_.orgs[index].full.end = mentions_.places[place].span.end;
  }
}

// `expected`: the place in the sentence asks for a body (behind a post, an organ, بحزب …).
int Recognizer::ParseOrg(uint32_t at, uint8_t allowed, int depth, bool expected) {
  if (at >= end_) return -1;
  if (const PhraseMatch no = Longest(at, c_.not_org, allowed); !no.span.empty()) return -1;
  int index = -1;
  // «قيادات حزب X», «أعضاء الأمانة»: the body, seen through its people.
  if (const PhraseMatch people = Longest(at, c_.members_noun, allowed);
      !people.span.empty() && depth < kMaxDepth) {
    const Checkpoint mark = Mark();
    const int body = ParseOrg(people.span.end, 0, depth + 1, true);
    if (body >= 0) {
      mentions_.orgs[body].members = true;
      mentions_.orgs[body].full.begin = at;
      mentions_.orgs[body].proclitics = people.first.proclitics & ~kAl;
      return body;
    }
    Restore(mark);
    if (!people.first.definite()) return -1;  // «القيادة القطرية» may be a body itself
  }
  if (const Reading* party = Word(at, c_.party_head, allowed)) {
    index = ParsePartyByHead(at, *party, expected);
  }
  if (index < 0) index = ParseNamedOrg(at, allowed, expected);
  if (index < 0) {
    if (const Reading* head = Word(at, c_.org_head, allowed)) {
      index = ParseOrgan(at, *head, allowed, depth, expected);
    }
  }
  if (index >= 0) LinkOrg(index, depth);
  return index;
}

}  // namespace amana::ingest
