// Places: gazetteer names, names behind a kind word («محافظة الفيوم»), and venues («قاعة
// المؤتمرات»).
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {

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
    place.kind = head.entry->Get("kind", head.entry->form);
    place.proclitics = head.first.proclitics & ~kAl;
  }
  const bool behind_head = name_at != at;
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
  // A one-word place that may be part of a person's name needs a hint.
  if (!behind_head && !expected && !bracketed && found.span.size() == 1 &&
      (doc_.IsWhole(found.span.begin, c_.given) || doc_.IsWhole(found.span.begin, c_.surname))) {
    return -1;
  }
  // «إطار» is not «أطار»: an ordinary word must have the place's careful spelling.
  if (found.span.size() == 1 && !behind_head && !found.first.exact &&
      doc_.IsWhole(found.span.begin, c_.ordinary)) {
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
  place.name = doc_.Phrase({found.span.begin, place_end}, &found.first);
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
  if (end != head_end || !StartsCertainName(end)) return 0;
  const NameParse name = ReadName(end, true);
  return name.parts >= 2 ? name.end : 0;
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
  uint32_t end = definite ? AdjectivesEnd(head.span.end, true, Gender::kUnknown)
                          : NounPhraseEnd(head.span.end, 5);
  if (place.seat) {
    // «مقر حركة X»: the name says whose, but the body is a mention of its own.
    place.span = {head.span.begin, definite || IsDefiniteWord(head.span.end) ? end : head.span.end};
    place.name = doc_.Phrase({head.span.begin, end}, &head.first);
    return AddPlace(std::move(place));
  }
  // «قاعة ابن خلدون», «دار الثقافة "مولود معمري"»: named after somebody.
  if (const uint32_t named = NamedAfter(head.span.end, end); named > end) end = named;
  if (end == head.span.end && head.span.size() == 1) return -1;  // «قاعة» alone names nothing
  place.span = {head.span.begin, end};
  place.name = doc_.Phrase(place.span, &head.first);
  return AddPlace(std::move(place));
}

}  // namespace amana::ingest
