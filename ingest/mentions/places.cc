// Places: gazetteer names, names behind a kind word («محافظة الفيوم»), and venues («قاعة
// المؤتمرات»).
#include <algorithm>

#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

// «بأي», «لكل»: a particle or an ordinary word behind a joined preposition.
bool OrdinaryBehindProclitic(const WordInfo& word) {
  return std::any_of(word.readings.begin(), word.readings.end(), [](const Reading& reading) {
    return reading.exact && reading.proclitics != 0 && !reading.definite() &&
           reading.entry->Get("pos") == "n";
  });
}

}  // namespace

// A word that no list knows but as a part of names: it may name a village as well.
bool Recognizer::IsProperNoun(uint32_t at) const {
  if (Boundary(at) || date_at_[at] >= 0) return false;
  const WordInfo& word = *doc_.tokens[at].word;
  if (!word.arabic || word.letters < 3 || word.Whole(c_.verb)) return false;
  // A dual or plural with its article is a noun: «الوجهين».
  if (word.readings.empty())
    return !(word.starts_with_article() && (word.k2.ends_with("ين") || word.k2.ends_with("ات")));
  const bool name = word.Whole(c_.given) || word.Whole(c_.surname);
  return name && !word.Whole(c_.title) && !word.Whole(c_.post_head) && !word.Whole(c_.org_head) &&
         !word.Whole(c_.spec) && !word.starts_with_article();
}

// The end of an unlisted village's name: «سالم», «كفر قدوم», «عصيرة الشمالية»; `at` where there is
// none.
uint32_t Recognizer::UnlistedPlaceEnd(uint32_t at) {
  if (Boundary(at)) return at;
  uint32_t end = at;
  if (Word(at, c_.place_prefix) != nullptr && !Boundary(at + 1) && !Conjoined(at + 1) &&
      JoinedPreposition(at + 1) == 0 && !StopsName(at + 1)) {
    end = at + 2;
  } else if (IsProperNoun(at)) {
    end = at + 1;
  } else {
    return at;
  }
  if (const Reading* side = Word(end, c_.direction); side != nullptr && side->definite()) ++end;
  return end;
}

// A name that the gazetteer lacks, behind a kind word that only places have («قرية», «مخيم»), or
// in a list of such.
int Recognizer::ParseUnlistedPlace(uint32_t at, uint32_t name_at, const PhraseMatch* head) {
  if (head != nullptr && (head->entry->Get("names") != "1" || head->first.definite())) return -1;
  if (!ProperName(name_at, c_.place).span.empty()) return -1;
  const uint32_t end = UnlistedPlaceEnd(name_at);
  if (end == name_at) return -1;
  PlaceMention place;
  if (head != nullptr) {
    place.kind = head->entry->Get("kind", head->entry->form);
    place.proclitics = head->first.proclitics & ~kAl;
  }
  place.span = {at, end};
  place.name = NameOf({name_at, end});
  return AddPlace(std::move(place));
}

// «قرى صرة وروجيب ويتما»: each word of the list is a place, whether the gazetteer knows it or not.
int Recognizer::ParseListedPlace(uint32_t at) {
  if (const int place = ParsePlace(at, kWa, true); place >= 0) return place;
  if (const int place = ParseUnlistedPlace(at, at, nullptr); place >= 0) {
    PlaceMention& found = mentions_.places[place];
    const bool first = previous_ != nullptr && previous_->type != ChunkType::kPlace;
    const WordInfo& word = *doc_.tokens[at].word;
    if (first || !word.k2.starts_with("و") || word.Whole(c_.given)) return place;
    const Reading conjoined(nullptr, kWa, 1, true);
    found.proclitics = kWa;
    found.name = NameOf(found.span, &conjoined);
    return place;
  }
  // «ودير الحطب»
  const Reading* prefix = Word(at, c_.place_prefix, kWa);
  if (prefix == nullptr || prefix->proclitics != kWa || Boundary(at + 1) || StopsName(at + 1))
    return -1;
  PlaceMention place;
  place.span = {at, at + 2};
  place.proclitics = kWa;
  place.name = NameOf(place.span, prefix);
  return AddPlace(std::move(place));
}

// «فلان (كفر زلبوح)»: behind a name, words in brackets that no list has are where he comes from.
int Recognizer::ParseBracketedPlace(uint32_t at) {
  constexpr uint32_t kMostWords = 3;
  if (!doc_.IsMark(at - 1, '(')) return -1;
  uint32_t end = at;
  while (end < at + kMostWords && !Boundary(end) && !Conjoined(end) &&
         (doc_.IsWhole(end, c_.place_prefix) || doc_.IsWhole(end, c_.place) ||
          (doc_.tokens[end].word->arabic && doc_.tokens[end].word->readings.empty()))) {
    ++end;
  }
  if (end == at || !doc_.IsMark(end, ')')) return -1;
  PlaceMention place;
  place.span = {at, end};
  place.name = NameOf(place.span);
  return AddPlace(std::move(place));
}

int Recognizer::AddPlace(PlaceMention place) {
  mentions_.places.push_back(std::move(place));
  return static_cast<int>(mentions_.places.size()) - 1;
}

// `expected`: the context asks for a place (behind في, a kind word, a branch), so that a name that
// is as often an ordinary word may count.
int Recognizer::ParsePlace(uint32_t at, uint8_t allowed, bool expected) {
  if (at >= end_ || doc_.tokens[at].kind != TokenKind::kWord) return -1;
  if (const PhraseMatch no = Longest(at, c_.not_place, allowed); !no.span.empty()) return -1;
  PlaceMention place;
  place.proclitics = 0;
  const PhraseMatch head = Longest(at, c_.place_head, allowed);
  // «ريف دمشق»: a name that begins with the kind word.
  const PhraseMatch own = ProperName(at, c_.place, allowed);
  uint32_t name_at = at;
  if (!head.span.empty() && head.entry->number != Number::kPlural &&
      own.span.size() <= head.span.size()) {
    name_at = SkipQuotes(head.span.end);
    // «العاصمة اليمنية صنعاء»
    if (Word(name_at, c_.nationality) != nullptr && !ProperName(name_at + 1, c_.place).span.empty())
      ++name_at;
    place.kind = head.entry->Get("kind", head.entry->form);
    place.proclitics = head.first.proclitics & ~kAl;
  }
  const bool behind_head = name_at != at;
  if (behind_head) {
    if (const int unlisted = ParseUnlistedPlace(at, name_at, &head); unlisted >= 0) return unlisted;
  }
  const PhraseMatch match = ProperName(name_at, c_.place, behind_head ? 0 : allowed);
  if (match.span.empty()) {
    if (behind_head) {  // the kind word may itself be a place's name: «مركز», «المدينة»
      const PhraseMatch plain = ProperName(at, c_.place, allowed);
      if (plain.span.empty()) return -1;
    } else {
      return -1;
    }
  }
  const PhraseMatch& found = match.span.empty() ? ProperName(at, c_.place, allowed) : match;
  // «فلان -الحاجب-»: between marks behind a name, even a doubtful word is his place.
  const bool bracketed =
      previous_ != nullptr && previous_->type == ChunkType::kPerson && at > begin_ &&
      (doc_.IsMark(at - 1, '-') || doc_.IsMark(at - 1, '(') || doc_.IsMark(at - 1, '"'));
  const int risk = bracketed ? 0 : found.entry->word;
  if (!behind_head && (risk >= 3 || (risk == 2 && !expected))) return -1;
  // «سيدي عبد الله ولد سالم»: a person, whatever town is called so.
  if (const Reading* next = Word(found.span.end, c_.name_prefix);
      !behind_head && next != nullptr && next->entry->Get("filiation") == "1") {
    return -1;
  }
  // A one-word place that may be part of a person's name needs a hint.
  if (!behind_head && !expected && !bracketed && found.span.size() == 1 &&
      (doc_.IsWhole(found.span.begin, c_.given) || doc_.IsWhole(found.span.begin, c_.surname))) {
    return -1;
  }
  // «إطار» is not «أطار», «بأي» not «باي»: an ordinary word must have the place's careful spelling.
  if (found.span.size() == 1 && !behind_head && !found.first.exact &&
      (doc_.IsWhole(found.span.begin, c_.ordinary) ||
       OrdinaryBehindProclitic(*doc_.tokens[found.span.begin].word))) {
    return -1;
  }
  place.entry = found.entry;
  uint32_t place_end = found.span.end;
  // «فاس الشمالية»: a part of the town, a place of its own.
  if (const Reading* side = Word(place_end, c_.direction); side != nullptr && side->definite()) {
    ++place_end;
    place.entry = nullptr;
  }
  place.span = {at, place_end};
  if (match.span.empty()) {
    place.kind = {};
    place.proclitics = found.first.proclitics & ~kAl;
  } else if (!behind_head) {
    place.proclitics = found.first.proclitics & ~kAl;
  }
  if (place.kind.empty()) place.kind = found.entry->Get("kind");
  place.name = NameOf({found.span.begin, place_end}, &found.first);
  return AddPlace(std::move(place));
}

// The end of a name in quotes behind a venue, or of a person's directly behind its head noun; 0
// where there is none.
uint32_t Recognizer::NamedAfter(uint32_t head_end, uint32_t end) {
  constexpr uint32_t kMostWords = 7;
  if (doc_.IsMark(end, '"') && end + 1 < end_ && !doc_.tokens[end + 1].space_before) {
    for (uint32_t at = end + 1; at < end_ && at <= end + kMostWords; ++at) {
      if (doc_.IsMark(at, '"')) return at + 1;
    }
  }
  if (Boundary(end)) return 0;
  // «دار الصحافة طاهر جاووت», «قاعة القديس نقولا»: behind a venue that has a name already, only up
  // to a mark or a place, for elsewhere people come to speak there.
  if (end != head_end) {
    bool titled = false;
    uint8_t proclitics = 0;
    Gender gender = Gender::kUnknown;
    const uint32_t name_at = SkipTitles(end, 0, &titled, &proclitics, &gender);
    if (Boundary(name_at) || !(doc_.IsWhole(name_at, c_.given) || StartsCertainName(name_at)))
      return 0;
    const NameParse name = ReadName(name_at, NameContext::kExpected);
    // «مركب محمد السادس»
    const uint32_t name_end = IsOrdinal(name.end) ? name.end + 1 : name.end;
    return name.parts >= 1 && ClosesVenue(name_end) ? name_end : 0;
  }
  const bool kunya = Word(end, c_.name_prefix) != nullptr && IsProperNoun(end + 1);
  if (!kunya && !StartsCertainName(end)) return 0;
  const NameParse name = ReadName(end, NameContext::kExpected);
  return name.parts >= 2 ? name.end : kunya ? end + 2 : 0;
}

// What stands behind a venue's name: the end of the sentence, a place, a day.
bool Recognizer::ClosesVenue(uint32_t at) {
  if (at >= end_ || doc_.IsMark(at, '.') || date_at_[at] >= 0) return true;
  const bool in = doc_.Is(at, c_.prep_in) && at + 1 < end_;
  return (in || (JoinedPreposition(at) & kBa) != 0) &&
         (!ProperName(in ? at + 1 : at, c_.place, kBa).span.empty() ||
          !Longest(in ? at + 1 : at, c_.place_head, kBa).span.empty());
}

// «مقر حركة X»: the seat is called by the body, up to its own name's end.
uint32_t Recognizer::SeatNameEnd(uint32_t head_end, uint32_t end) {
  if (end != head_end) return end;
  const Checkpoint mark = Mark();
  const int body = ParseOrg(head_end, 0, 1, true);
  if (body >= 0) end = mentions_.orgs[body].span.end;
  Restore(mark);
  return end;
}

// «المجلس الوطني», «اللجنة المركزية»: bodies of the whole party have no territory; a place behind
// them says where they met. What the name of their party says («فرع حزب X الوطني») does not count.
bool Recognizer::IsNationwide(int org) const {
  const OrgMention& body = mentions_.orgs[org];
  const uint32_t larger = body.parent >= 0 ? mentions_.orgs[body.parent].full.begin : body.span.end;
  const uint32_t end = larger > body.span.begin ? std::min(larger, body.span.end) : body.span.end;
  for (uint32_t at = body.span.begin + 1; at < end; ++at) {
    const Reading* level = Word(at, c_.org_modifier);
    if (level != nullptr && level->definite() && level->entry->Get("nationwide") == "1")
      return true;
  }
  return false;
}

// «فندق راديسون بلو»: up to three words that no list knows.
uint32_t Recognizer::UnlistedVenueEnd(uint32_t at) const {
  uint32_t end = at;
  while (end < at + 3 && !Boundary(end) && doc_.tokens[end].word->readings.empty() &&
         doc_.tokens[end].word->preposition == 0 && !doc_.tokens[end].word->conjoined) {
    ++end;
  }
  return end;
}

// A venue: head noun, and what names it up to the next preposition, comma or verb. A seat («مقر»)
// is a body's own and needs no name.
int Recognizer::ParseFacility(uint32_t at, uint8_t allowed) {
  const PhraseMatch head = Longest(at, c_.facility_head, allowed);
  // «ترأس» is not «تراس».
  if (head.span.size() == 1 && !head.first.exact && Word(at, c_.verb, kWa | kFa) != nullptr)
    return -1;
  if (head.span.empty() || head.entry->number == Number::kPlural) return -1;
  PlaceMention place;
  place.facility = true;
  place.seat = head.entry->Get("seat") == "1";
  place.proclitics = head.first.proclitics & ~kAl;
  place.kind = head.entry->Get("kind", head.entry->form);
  const bool definite = head.first.definite();
  // «منزل القيادي فلان»: whose it is, no name.
  if (!definite && head.entry->Get("home") == "1" &&
      (Word(head.span.end, c_.post_head) != nullptr || Word(head.span.end, c_.title) != nullptr)) {
    return -1;
  }
  // «الساحة السياسية», «الشارع المصري»: the public, no square and no street.
  if (definite && head.entry->Get("adj") == "0") return -1;
  uint32_t end = definite ? AdjectivesEnd(head.span.end, true, Gender::kUnknown)
                          : NounPhraseEnd(head.span.end, 5);
  if (place.seat) {
    // «مقر حركة X»: the name says whose, but the body is a mention of its own.
    place.span = {head.span.begin, definite || IsDefiniteWord(head.span.end) ? end : head.span.end};
    place.name = NameOf({head.span.begin, SeatNameEnd(head.span.end, end)}, &head.first);
    return AddPlace(std::move(place));
  }
  // «نزل سيرتا وسط المدينة», «دار الشباب أشغال المؤتمر»
  for (uint32_t next = head.span.end; next < end; ++next) {
    if (Word(next, c_.prep_at) != nullptr || Word(next, c_.hold_noun) != nullptr) end = next;
  }
  // «قاعة ابن خلدون», «دار الثقافة "مولود معمري"»: named after somebody, but not «المطار فلان».
  const bool bare = definite && head.span.size() == 1 && end == head.span.end;
  const uint32_t named = bare && !doc_.IsMark(end, '"') ? 0 : NamedAfter(head.span.end, end);
  if (named > end) end = named;
  if (end == head.span.end && !definite) end = UnlistedVenueEnd(end);
  if (end == head.span.end && head.span.size() == 1) return -1;  // «قاعة» alone names nothing
  place.span = {head.span.begin, end};
  place.name = NameOf(place.span, &head.first);
  return AddPlace(std::move(place));
}

}  // namespace amana::ingest
