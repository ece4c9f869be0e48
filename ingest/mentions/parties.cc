// Parties and other bodies that are known by name.

#include <algorithm>

#include "core/text/fold.h"
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
// What the article's own table says of a party that it has named with its head.
std::string Recognizer::PartyTopic(const LexEntry& party) {
  const std::string_view alias = party.Get("alias_of");
  return "party " + std::string(alias.empty() ? party.Get("id") : alias);
}

// «إصلاح ذمار», «اشتراكي تعز»: a party's name without its article, before a territory, is its
// branch there. -1 where no such party is known.
int Recognizer::ParseBranch(uint32_t at, uint8_t allowed) {
  const PhraseMatch match = ProperName(at, c_.party, allowed);
  if (match.span.size() != 1 || match.entry->Get("branch") != "1") return -1;
  const Checkpoint mark = Mark();
  const int place = ParsePlace(at + 1, 0, true);
  if (place < 0 || mentions_.places[place].entry == nullptr ||
      mentions_.places[place].entry->Get("cc") != match.entry->Get("cc")) {
    Restore(mark);
    return -1;
  }
  OrgMention org;
  org.entry = match.entry;
  org.span = {at, at + 1};
  org.full = {at, mentions_.places[place].span.end};
  org.proclitics = match.first.proclitics & ~kAl;
  org.kind = match.entry->Get("kind", "Party");
  org.name = match.entry->form;
  org.places.push_back(place);
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «فتح» in «مركزية فتح»: a name that alone is mostly an ordinary word. -1 where it has the article.
int Recognizer::ParseBareParty(uint32_t at) {
  const PhraseMatch match = ProperName(at, c_.party);
  if (match.span.empty() || doc_.tokens[at].word->starts_with_article()) return -1;
  OrgMention org;
  org.entry = match.entry;
  org.span = org.full = match.span;
  org.kind = match.entry->Get("kind", "Party");
  org.name = NameOf(match.span, &match.first);
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «مركزية فتح», «تنفيذية انتقالي لحج»: «اللجنة المركزية» of the one, «الهيئة التنفيذية» of the
// other party. -1 where no party follows.
int Recognizer::ParseBriefOrgan(uint32_t at, uint8_t allowed, int depth) {
  const Reading* head = Word(at, c_.brief_head, allowed);
  if (head == nullptr || head->definite() || Boundary(at + 1)) return -1;
  const Checkpoint mark = Mark();
  int party = ParseOrg(at + 1, 0, depth + 1, true);
  if (party < 0 || mentions_.orgs[party].kind != "Party" || mentions_.orgs[party].members ||
      mentions_.orgs[party].span.begin != at + 1) {
    Restore(mark);
    party = ParseBareParty(at + 1);
  }
  if (party < 0) return -1;
  OrgMention org;
  org.head = head->entry->lemma;
  org.kind = head->entry->Get("kind");
  org.proclitics = head->proclitics;
  org.name = head->entry->Get("full");
  org.brief = true;
  org.parent = party;
  org.span = {at, at + 1};
  org.full = {at, mentions_.orgs[party].full.end};
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// A body known by its whole name. A party's bare name that is also a common phrase needs a reason.
int Recognizer::ParseNamedOrg(uint32_t at, uint8_t allowed, bool expected) {
  const uint32_t start = SkipQuotes(at);
  PhraseMatch match = ProperName(start, c_.party, start == at ? allowed : 0);
  PickByNation(match);
  const PhraseMatch body = ProperName(start, c_.body, start == at ? allowed : 0);
  if (body.span.size() > match.span.size()) match = body;
  if (match.span.empty()) return -1;
  // «مجلس شورى الحزب الديمقراطي» is another body than «مجلس شورى الحزب».
  if (match.entry->Get("owner") == "party" && Word(match.span.end - 1, c_.party_head) != nullptr &&
      AdjectivesEnd(match.span.end, true, Gender::kMasculine) > match.span.end) {
    return -1;
  }
  // «تحالف البناء والإعمار» is not «تحالف البناء».
  if (match.entry->Get("kind") == "Coalition" && IsIdeal(match.span.end, kWa) &&
      ProperName(match.span.end, c_.party, kWa).span.empty()) {
    return -1;
  }
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
  // «الأمانة العامة للإصلاح», in an article that names «التجمع اليمني للإصلاح».
  if (risk == 3 && expected && match.entry->Is(c_.party) && match.first.proclitics == kLa &&
      Knows(Topic::kOrg, PartyTopic(*match.entry))) {
    risk = 1;
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
  org.name = NameOf(match.span, &match.first);
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

// «حزب النهضة التونسي»: of parties of one name the one whose country the adjective behind it says.
void Recognizer::PickByNation(PhraseMatch& party) {
  if (party.span.empty()) return;
  const Reading* nation = Word(party.span.end, c_.nationality);
  if (nation == nullptr || !nation->definite()) return;
  const std::string_view country = nation->entry->Get("cc");
  const auto theirs = [&](const LexEntry* entry) {
    return entry->Is(c_.party) && entry->Get("cc") == country;
  };
  if (country.empty() || theirs(party.entry)) return;
  for (const PhraseMatch& match : phrases_.At(party.span.begin)) {
    if (match.span.end == party.span.end && theirs(match.entry)) party.entry = match.entry;
  }
  if (party.span.size() > 1) return;
  for (const Reading& reading : doc_.tokens[party.span.begin].word->readings) {
    if (reading.proclitics == party.first.proclitics && theirs(reading.entry))
      party.entry = reading.entry;
  }
}

// «للتنمية», «للجميع»: what a party is for, as its name says it.
bool Recognizer::IsIdeal(uint32_t at, uint8_t joined) const {
  if (at >= end_ || doc_.tokens[at].word == nullptr) return false;
  const auto& readings = doc_.tokens[at].word->readings;
  return std::any_of(readings.begin(), readings.end(), [joined](const Reading& reading) {
    return (reading.proclitics & joined) != 0 && reading.definite() &&
           reading.entry->Get("ideal") == "1";
  });
}

// «رؤية حزب X للسلام»: what is for peace is not the party.
bool Recognizer::OwnedByParty(uint32_t head) const {
  if (head == begin_ || Boundary(head - 1)) return false;
  const WordInfo& before = *doc_.tokens[head - 1].word;
  const Reading* noun = before.Find(c_.ordinary, kAnyProclitic);
  if (before.Any(c_.call_verb)) return true;
  return noun != nullptr && noun->entry->Get("pos") == "n" && !before.Any(c_.post_head) &&
         !before.Any(c_.org_head) && !before.Any(c_.members_noun) &&
         !before.Any(c_.membership_noun) && !before.Any(c_.verb);
}

// «أمين عام حزب X الجديد»: the adjective may be of the post.
bool Recognizer::HeldByOne(uint32_t head) const {
  constexpr uint32_t kMostWords = 3;  // «الأمين العام لحزب X»
  for (uint32_t at = head; at-- > begin_ && head - at <= kMostWords && !Boundary(at);) {
    const Reading* post = Word(at, c_.post_head, kAnyProclitic);
    if (post != nullptr) return post->entry->number == Number::kSingular;
    if (Word(at, c_.post_adj, kAnyProclitic) == nullptr) return false;
  }
  return false;
}

// The end of a party's name that begins at `at`, behind its head or with it: a noun phrase, and
// what it goes on with («للتنمية», «من أجل الجمهورية», «الجديد»).
uint32_t Recognizer::PartyNameEnd(uint32_t at, uint32_t head_at, Gender gender) {
  constexpr int kMostWords = 5, kMostParts = 3;
  uint32_t end = NounPhraseEnd(at, kMostWords);
  if (end == at && IsBareName(at)) ++end;  // «حزب أوجلة للتنمية»
  // «حزب كفاءات بلدي بقيادة فلان»: the cue says where the name ends.
  if (end == at + 1 && end < end_ && !StopsName(end) && !Conjoined(end) && !IsDefiniteWord(at) &&
      !IsDefiniteWord(end) && JoinedPreposition(end) == 0 &&
      !Longest(end + 1, c_.chair_cue).span.empty()) {
    ++end;
  }
  for (int part = 0; part < kMostParts && end > at && end < end_; ++part) {
    if (Boundary(end)) break;
    const Reading* fresh = Word(end, c_.fresh_adj);
    const bool agrees = fresh != nullptr && (doc_.tokens[end].word->k2.ends_with("ه") ==
                                                 (gender == Gender::kFeminine) ||
                                             doc_.IsWhole(end - 1, c_.place));
    if (agrees && fresh->definite() && fresh->entry->Get("names") == "1" && !HeldByOne(head_at)) {
      ++end;
    } else if (IsIdeal(end, kLa) && !OwnedByParty(head_at)) {
      end = std::max(end + 1, AdjectivesEnd(end + 1, true, Gender::kUnknown));
      while (end < end_ && Conjoined(end) && IsIdeal(end - 1, kLa) && IsIdeal(end, kWa)) ++end;
    } else {
      break;
    }
  }
  return CountryOfPeopleEnd(end);
}

// «حزب X الكردي في سوريا», «الحزب X الكوردستاني - سوريا»: the party of a people, in one of its
// countries.
uint32_t Recognizer::CountryOfPeopleEnd(uint32_t end) {
  if (end == begin_ || Boundary(end - 1)) return end;
  const Reading* people = Word(end - 1, c_.nationality);
  if (people == nullptr || !people->definite() || !people->entry->Get("cc").empty()) return end;
  const bool joined = end + 1 < end_ && (doc_.Is(end, c_.prep_in) || doc_.IsMark(end, '-'));
  const uint32_t country = joined ? end + 1 : end;
  if (country >= end_ || doc_.WordAt(country) == nullptr) return end;
  const PhraseMatch place = ProperName(country, c_.place);
  return !place.span.empty() && place.entry->Get("kind") == "دولة" ? place.span.end : end;
}

// «حركة الإصلاح»: short for a party of one country, elsewhere another one's whole name. The places
// of the article, or the party's fuller name, must say that it is that one.
bool Recognizer::IsStray(const LexEntry& party) {
  return !party.Get("alias_of").empty() && party.word == 3 &&
         !Knows(Topic::kCountry, party.Get("cc")) && !Knows(Topic::kOrg, PartyTopic(party));
}

// True where a known name is only the beginning of another one: «حركة الميثاق التونسي» is not the
// party «حزب الميثاق».
bool Recognizer::NamesOther(const PhraseMatch& party, uint32_t head_at, const Reading& head,
                            bool quoted) {
  if (quoted) {
    const bool closed = doc_.IsMark(party.span.end, '"') || doc_.IsMark(party.span.end, ')');
    return !closed || IsCreed(party.span.end + 1);
  }
  // «الحزب X الكوردستاني - سوريا» is not the party of that name in Iraq.
  if (doc_.IsMark(party.span.end, '-')) {
    if (const uint32_t land = CountryOfPeopleEnd(party.span.end); land > party.span.end)
      return ProperName(party.span.end + 1, c_.place).entry->Get("cc") != party.entry->Get("cc");
  }
  const uint32_t phrase =
      PartyNameEnd(std::max(party.span.begin, head_at + 1), head_at, head.entry->gender);
  const LexEntry* canonical = lexicon_.FindById(party.entry->Get("alias_of"));
  const std::string_view own = (canonical != nullptr ? canonical : party.entry)->Get("head");
  // «حزب» may stand for any head («حزب النهضة»); «جبهة الوفاق» is not «حركة الوفاق». A head that
  // the name itself begins with is its own («التجمع اليمني للإصلاح»).
  const bool within = party.entry->k2.find(head.entry->k2) <= 4;
  const bool any = canonical != nullptr && head.entry->Get("any") == "1";
  const bool other_head = !own.empty() && own != head.entry->lemma && !within && !any;
  // «حزب الأمة القومي الواثق فلان»: only an adjective goes on with a name that is one's own.
  const bool own_name = party.entry->word == 0 && party.span.size() > 1;
  const bool ends = own_name && !Conjoined(party.span.end) &&
                    Word(party.span.end, c_.org_modifier) == nullptr &&
                    Word(party.span.end, c_.nationality) == nullptr &&
                    Word(party.span.end, c_.fresh_adj) == nullptr;
  if (phrase <= party.span.end || ends) return other_head && head.entry->Get("any") != "1";
  if (const PhraseMatch place = ProperName(party.span.end, c_.place);
      !place.span.empty() && place.entry->word < 2) {
    return false;  // a branch
  }
  // «حزب الوفد المصري» keeps its party, unless it is another country's or a people's («العدالة
  // التركماني»).
  if (const Reading* nation = Word(party.span.end, c_.nationality); nation != nullptr) {
    const std::string_view ours = party.entry->Get("cc"), theirs = nation->entry->Get("cc");
    return other_head || ours != theirs;
  }
  // «حزب العدل والتنمية» is another than «حزب العدل»; «حزب الوفد والتجمع», of one country, are two.
  if (other_head || !Conjoined(party.span.end)) return true;
  const PhraseMatch second = ProperName(party.span.end, c_.party, kWa);
  // A name that is an ordinary word as well goes on with the first («حركة الإصلاح والبناء»).
  return second.span.empty() || second.entry->word > 0 ||
         second.entry->Get("cc") != party.entry->Get("cc");
}

// Where quotes open before `at` and close behind some words: the token that closes them; else `at`.
uint32_t Recognizer::QuoteEnd(uint32_t at) const {
  constexpr uint32_t kMaxWords = 6;
  if (at == begin_ || !doc_.IsMark(at - 1, '"')) return at;
  for (uint32_t end = at + 2; end < end_ && end <= at + kMaxWords; ++end) {
    if (doc_.IsMark(end, '"')) return end;
    if (Boundary(end)) return at;
  }
  return at;
}

// «واحد من 26 حزبا», «سيرة حزب تونسي»: a party, but none that is named.
bool Recognizer::IsSomeParty(uint32_t at, const Reading& head) const {
  if (head.definite() || head.entry->possessed || Boundary(at + 1)) return false;
  if (head.entry->accusative) return doc_.tokens[at + 1].word != nullptr;
  const WordInfo* behind = doc_.WordAt(at + 1);
  if (behind == nullptr || head.entry->number != Number::kSingular) return false;
  if (!phrases_.At(at + 1).empty() || behind->Whole(c_.party) || behind->Whole(c_.place))
    return false;
  const Reading* adjective = Word(at + 1, c_.nationality);
  return adjective != nullptr && !adjective->definite() &&
         adjective->entry->number == Number::kSingular &&
         adjective->entry->gender == head.entry->gender;
}

// «حزب X», «حركة X»: a name of the gazetteer behind the head, a quoted name, or a noun phrase.
int Recognizer::ParsePartyByHead(uint32_t at, const Reading& head, bool expected) {
  if (IsSomeParty(at, head)) return -1;
  OrgMention org;
  org.head = head.entry->lemma;
  org.kind = head.entry->Get("kind");
  org.number = head.entry->number;
  org.possessed = head.entry->possessed;
  org.proclitics = head.proclitics & ~kAl;
  uint32_t end = at + 1;
  PhraseMatch whole = ProperName(at, c_.party, kAnyProclitic);
  PickByNation(whole);
  const uint32_t name_at = SkipQuotes(at + 1);
  const bool quoted = name_at != at + 1;
  PhraseMatch party = ProperName(name_at, c_.party);
  PickByNation(party);
  // «حزب الكتائب اللبنانية»: behind its head the name is longer than the known whole.
  if (whole.span.size() > 1 && whole.span.end >= party.span.end &&
      !NamesOther(whole, at, head, false)) {
    org.entry = whole.entry;
    end = whole.span.end;
  } else if (org.number == Number::kDual && head.definite()) {
    org.anaphor = true;  // «الحزبان»
  } else if (org.number != Number::kSingular) {
    // «أحزاب الوفد والتجمع»: each name is a party's.
    const PhraseMatch first = ProperName(at + 1, c_.party);
    if (org.number != Number::kPlural || first.span.empty() || head.definite()) return -1;
    org.number = Number::kSingular;
    org.entry = first.entry;
    org.span = org.full = {at, first.span.end};
    org.name = NameOf(first.span, &first.first);
    org.head = {};
    mentions_.orgs.push_back(std::move(org));
    return static_cast<int>(mentions_.orgs.size()) - 1;
  } else if (head.entry->possessed) {
    org.anaphor = true;
  } else if (!party.span.empty() && (!head.definite() || quoted) &&
             !NamesOther(party, at, head, quoted) &&
             (head.entry->Get("any") == "1" || !IsStray(*party.entry))) {
    org.entry = party.entry;
    end = quoted ? SkipQuotes(party.span.end) : party.span.end;
  } else if (quoted && doc_.IsMark(at + 1, '"')) {
    while (end < end_ && end < at + 9 && !(end > at + 1 && doc_.IsMark(end, '"'))) ++end;
    if (!doc_.IsMark(end, '"')) return -1;
    ++end;
    if (IsCreed(end)) ++end;  // «حزب "السنبلة" الديمقراطي»
  } else if (head.definite()) {
    end = AdjectivesEnd(at + 1, true, head.entry->gender);
    if (end > at + 1 && IsIdeal(end, kLa) && !OwnedByParty(at)) ++end;  // «الحزب الوطني للتجديد»
    if (end > at + 1) end = CountryOfPeopleEnd(end);
    // «هيئات الحزب الوطنية», «وضع الحركة الداخلي»: the adjective is of what stands before.
    if (end > at + 1) {
      const bool feminine = doc_.tokens[at + 1].word->k2.ends_with("ه");
      if (feminine != (head.entry->gender == Gender::kFeminine)) end = at + 1;
    }
    if (end == at + 1) org.anaphor = true;
  } else if (const uint32_t close = QuoteEnd(at); close > at) {
    end = close;  // «"تيار مواطنون"»: the quotes say where the name ends
    learned_.Learn(Topic::kOrg, FoldK2(doc_.Phrase({at, end}, &head)));
  } else {
    end = PartyNameEnd(at + 1, at, head.entry->gender);
    // «حزب ليبيا الغد المدني»: behind a country, what its name goes on with.
    if (end == at + 2 && doc_.IsWhole(at + 1, c_.place) && IsDefiniteWord(end) &&
        (!StopsName(end) ||
         (date_at_[end] >= 0 && mentions_.dates[date_at_[end]].span.size() == 1)) &&
        !StartsCertainName(end) && Word(end, c_.post_head) == nullptr) {
      end = std::max(end + (date_at_[end] >= 0), NounPhraseEnd(end + (date_at_[end] >= 0), 3));
    }
    // «نعى حزب X القيادي فلان»: what he is.
    const Reading* role = end > at + 2 ? Word(end - 1, c_.post_head) : nullptr;
    if (role != nullptr && role->definite() && role->entry->Get("member") == "1") --end;
    if (end == at + 1) return -1;
    // «حركة», «جبهة»: as often a movement or a front in the plain sense. A name of a country or a
    // larger context makes it a party.
    if (head.entry->Get("generic") == "1") {
      const std::string key = FoldK2(doc_.Phrase({at, end}, &head));
      const bool national =
          Word(end - 1, c_.nationality) != nullptr || !ProperName(end - 1, c_.place).span.empty();
      if (!expected && !national && !ListsParties(at) && !ListsMembers() &&
          !Knows(Topic::kOrg, key)) {
        // Named in the title, or twice in the article: the second reading takes it for a party.
        const bool title = !doc_.sentences.empty() &&
                           doc_.sentences.front().kind == BlockKind::kTitle &&
                           doc_.sentences.front().tokens.Contains(at);
        auto& seen = generic_parties_[key];
        if (seen != 0 && seen != at + 1) learned_.Learn(Topic::kOrg, key);
        if (title) learned_.Learn(Topic::kOrg, key);
        seen = at + 1;
        return -1;
      }
      learned_.Learn(Topic::kOrg, key);
    }
  }
  org.span = org.full = {at, end};
  org.name = NameOf(org.span, &head);
  if (org.entry != nullptr) learned_.Learn(Topic::kOrg, PartyTopic(*org.entry));
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

}  // namespace amana::ingest
