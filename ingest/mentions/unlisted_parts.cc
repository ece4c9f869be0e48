// Parts of names that no list has: judged by their shape, they count only beside known parts or
// where the context expects a name. List memory is not skill: unseen names must come through.
#include <algorithm>

#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr uint8_t kMaxUnlisted = 3;
constexpr float kUnlistedNisba = 1.4F;
constexpr float kUnlistedWord = 0.6F;

}  // namespace

// True where the last letters of a word are an entry of the class.
bool Recognizer::HasEnding(const WordInfo& word, size_t letters, ClassId id) const {
  const size_t bytes = 2 * letters;  // Arabic letters take two bytes
  if (word.k2.size() <= bytes || word.k1.size() <= bytes) return false;
  for (const LexEntry* entry : lexicon_.Find(word.k2.substr(word.k2.size() - bytes))) {
    if (entry->Is(id) && word.k1.ends_with(entry->k1)) return true;
  }
  return false;
}

// Feminine adjectives and nouns in «ـية», definite plurals in «ـات/ـين»: prose, not names.
bool Recognizer::HasProseEnding(const WordInfo& word) const {
  return HasEnding(word, 2, c_.prose_ending);
}

bool Recognizer::IsNisba(const WordInfo& word) const {
  return word.starts_with_article() && HasEnding(word, 1, c_.nisba_ending);
}

// What a reading says of a word that should be part of a name; `first`: nothing of the name stands
// before it.
NameShape Recognizer::ShapeOfReading(const WordInfo& word, const Reading& reading,
                                     bool first) const {
  const bool whole = (reading.proclitics & ~kAl) == 0;
  const bool name = reading.Is(c_.given) || reading.Is(c_.surname);
  if (name && (whole || !reading.definite())) return NameShape::kOpen;
  if ((reading.proclitics & kSa) != 0) {
    // The sign of the future stands before the present only: «سامر» is no verb.
    if (reading.entry->Get("tense") != "present") return NameShape::kOpen;
    return first ? NameShape::kDoubtful : NameShape::kClosed;
  }
  if ((reading.classes & ~name_like_classes_).any()) {
    return whole && !reading.exact ? NameShape::kDoubtful : NameShape::kClosed;
  }
  if (whole) {
    if (reading.Is(c_.place)) return NameShape::kDoubtful;  // families bear the names of towns
    if (!reading.exact) return NameShape::kDoubtful;
    if (reading.entry->accusative) return NameShape::kClosed;
    return reading.Is(c_.verb) && reading.entry->Get("noun").empty() ? NameShape::kClosed
                                                                     : NameShape::kWord;
  }
  if (reading.definite()) return NameShape::kClosed;
  if (reading.exact && word.letters - reading.letters >= 4) return NameShape::kClosed;
  // «بوضع», «بشكل»: behind a name, a preposition and a common noun rather than its next part.
  if (!first && reading.exact && word.letters - reading.letters >= 3 &&
      (reading.proclitics & (kBa | kLa)) != 0) {
    return NameShape::kClosed;
  }
  return NameShape::kDoubtful;
}

// A family's name, or a word that no list has, with the phrase's end or a post behind it.
bool Recognizer::IsLastOfName(uint32_t at) {
  if (Boundary(at)) return false;
  const WordInfo& word = *doc_.tokens[at].word;
  const bool family = word.Whole(c_.surname) || (word.readings.empty() && !HasProseEnding(word));
  return family && (ClosesSubject(at + 1) || PostFollows(at + 1));
}

// How far a word that no list of names has may be part of one.
NameShape Recognizer::ShapeOf(uint32_t at, bool first) const {
  if (Boundary(at) || date_at_[at] >= 0) return NameShape::kClosed;
  const WordInfo& word = *doc_.tokens[at].word;
  if (!word.arabic || word.letters < 3 || word.letters > 11 || doc_.HasTanwin(at)) {
    return NameShape::kClosed;
  }
  NameShape shape = NameShape::kOpen;
  for (const Reading& reading : word.readings) {
    shape = std::min(shape, ShapeOfReading(word, reading, first));
    if (shape == NameShape::kClosed) return shape;
  }
  if (word.starts_with_article() && HasProseEnding(word)) {
    // «نبيل التيتون»: a word that no list knows at all may be the family behind a given name.
    if (first || !word.readings.empty() || !doc_.Is(at - 1, c_.given)) return NameShape::kClosed;
  }
  for (const Stem& stem : word.stems) {
    const bool preposition =
        (stem.proclitics & (kBa | kKa)) != 0 || (stem.proclitics & (kWa | kLa)) == (kWa | kLa);
    if (preposition && (stem.proclitics & kAl) != 0) {
      return NameShape::kClosed;  // «بالهياكل»
    }
  }
  return shape;
}

bool Recognizer::MayBeSecondPart(uint32_t at) const {
  if (Boundary(at)) return false;
  return doc_.IsWhole(at, c_.surname) || doc_.IsWhole(at, c_.given) ||
         doc_.IsWhole(at, c_.name_prefix) || ShapeOf(at, false) == NameShape::kOpen;
}

// A noun with the article that may be a family's name: nothing that tells of posts or bodies.
bool Recognizer::MayBeFamily(const WordInfo& word) const {
  return word.starts_with_article() && (word.whole & not_family_classes_).none();
}

// «كمال الدين», where no list has the first word: both are one part.
bool Recognizer::HasCompoundTail(uint32_t at) const {
  return !Boundary(at + 1) && doc_.IsWhole(at + 1, c_.compound_tail) && IsDefiniteWord(at + 1) &&
         !doc_.IsWhole(at + 1, c_.given);
}

// «القاضي فلان», «السيد، فلان»: a title with its article and a name.
bool Recognizer::BeforeTitledName(uint32_t at) {
  if (Boundary(at) || !doc_.IsWhole(at, c_.title) || !IsDefiniteWord(at)) return false;
  const uint32_t name_at = doc_.IsMark(at + 1, 0x60C) ? at + 2 : at + 1;
  return StartsCertainName(name_at) ||
         (!Boundary(name_at) && doc_.IsWhole(name_at, c_.given) && !IsDefiniteWord(name_at));
}

// The opening of a name, where no list has it.
NamePart Recognizer::UnlistedFirst(uint32_t at, NameContext context) {
  if (context == NameContext::kNone) return {};
  const WordInfo& word = *doc_.tokens[at].word;
  const bool behind_title = context == NameContext::kTitled;
  const bool definite = word.starts_with_article();
  // «الأستاذ المنصف الكافي»
  if (definite && behind_title && MayBeFamily(word) && !HasProseEnding(word) &&
      MayBeSecondPart(at + 1) && JoinablePreposition(at + 1) == 0) {
    return {0.8F, at + 1};
  }
  const bool certain_title = behind_title && IsCertainTitle(at - 1);
  NameShape shape = ShapeOf(at, true);
  // «اللواء أشرف زهران»: behind a title even a verb, before a word that no list knows.
  if (shape == NameShape::kClosed && certain_title && word.exact.test(c_.verb) &&
      (word.whole & ~name_like_classes_).none() && !Boundary(at + 1) &&
      ShapeOf(at + 1, false) == NameShape::kOpen) {
    shape = NameShape::kWord;
  }
  if (shape == NameShape::kClosed) return {};
  // «الشهداء ويشفي»: behind a cue the letter is a conjunction.
  if (!behind_title && OpensNextItem(at) && previous_ != nullptr &&
      previous_->type == ChunkType::kToken) {
    return {};
  }
  // «القيادي فلان»: an adjective or noun before the name.
  if ((definite || shape != NameShape::kOpen) && StartsCertainName(at + 1)) return {};
  if (definite && BeforeTitledName(at + 1)) return {};  // «المنحل القاضي فلان»
  if (HasCompoundTail(at)) return {2.0F, at + 2, true};
  if (shape == NameShape::kOpen) {
    return {IsNisba(word) ? kUnlistedNisba : kUnlisted, at + 1, true};
  }
  const bool prefix_next = !Boundary(at + 1) && doc_.IsWhole(at + 1, c_.name_prefix);
  // «الأستاذة تهاني بشرى»
  const bool word_next = certain_title && ShapeOf(at + 1, false) == NameShape::kWord &&
                         !IsDefiniteWord(at + 1) && Boundary(at + 2);
  if ((!MayBeSecondPart(at + 1) && !word_next) || (definite && !prefix_next)) return {};
  // «سبب اتخاذ»: a common noun opens a name behind a title only, before «بن», or in a list.
  if (shape == NameShape::kWord && !behind_title && !prefix_next && !IsListedItem(at) &&
      !(doc_.tokens[at + 1].word->readings.empty() && PostFollows(at + 2))) {
    return {};
  }
  if (OpensWithWa(at) && !behind_title) return {};
  return {kUnlistedWord, at + 1, true};
}

// A later part that no list has.
NamePart Recognizer::UnlistedLater(uint32_t at, const NameParse& name, NameContext context) {
  const int position = name.parts;
  const WordInfo& word = *doc_.tokens[at].word;
  const bool expected = context != NameContext::kNone;
  const bool nisba = IsNisba(word);
  const NameShape shape = ShapeOf(at, false);
  if (expected && (shape > NameShape::kClosed || word.Whole(c_.verb)) && HasCompoundTail(at)) {
    return {1.4F, at + 2, true};  // «دخل الله»
  }
  // «شاكر بالضياف»: «بال» opens families of the Maghreb; before a mark it is no preposition.
  if (expected && position == 1 && name.unknown == 0 && word.readings.empty() &&
      word.k2.starts_with("بال") && Boundary(at + 1)) {
    return {kUnlisted, at + 1, true};
  }
  if (shape == NameShape::kOpen) return {nisba ? kUnlistedNisba : kUnlisted, at + 1, true};
  const bool second = position == 1 && name.unknown == 0 && name.score >= 2.4F;
  // «عاطف مغربي نائب رئيس الحزب»: an adjective of origin without its article.
  if (second && word.Whole(c_.nationality) && !IsDefiniteWord(at) &&
      word.Find(c_.nationality)->entry->number == Number::kSingular && PostFollows(at + 1)) {
    return {kUnlistedWord, at + 1};
  }
  if (!expected) return second && nisba && MayBeFamily(word) ? NamePart{0.9F, at + 1} : NamePart{};
  // «حسن شيخ محمود»: a title without the article inside a name.
  if (word.Whole(c_.title) && !IsDefiniteWord(at) && !Boundary(at + 1) &&
      word.Find(c_.title)->entry->Get("kind") == "religious" &&
      (doc_.IsWhole(at + 1, c_.given) || doc_.IsWhole(at + 1, c_.surname))) {
    return {kUnlistedWord, at + 1};
  }
  if (shape == NameShape::kDoubtful) {
    // «بمحافطة أسوان»: a town alone makes no name of a word with a preposition.
    const bool town = word.Whole(c_.place) && name.unknown > 0 && at > begin_ &&
                      !Boundary(at - 1) && JoinablePreposition(at - 1) != 0 &&
                      context != NameContext::kTitled;
    return town ? NamePart{} : NamePart{kUnlistedWord, at + 1, true};
  }
  if (position == 1 && context == NameContext::kTitled && name.unknown == 1 && at >= begin_ + 2 &&
      shape == NameShape::kWord && IsCertainTitle(at - 2) && !IsDefiniteWord(at) &&
      Boundary(at + 1)) {
    return {kUnlistedWord, at + 1, true};  // «الأستاذة تهاني بشرى»
  }
  // «سامح القاضي», «سامح القاضي الذي …»: a rank at the very end is a family's name.
  const bool ends = (Boundary(at + 1) && !doc_.IsMark(at + 1, '/')) ||
                    (!Boundary(at + 1) && doc_.IsWhole(at + 1, c_.relative));
  if (position == 1 && IsDefiniteWord(at) && ends && word.Whole(c_.title)) {
    return {kUnlistedWord, at + 1};
  }
  // «مريم جسور», «فؤاد جسور ناصيف»: a common word behind the given name where a name is expected.
  if (second && shape == NameShape::kWord && !IsDefiniteWord(at) &&
      (Conjoined(at + 1) || ClosesSubject(at + 1) || IsLastOfName(at + 1))) {
    return {kUnlistedWord, at + 1};
  }
  if (!MayBeFamily(word)) return {};
  // «الحكيم», «الشريف»: an adjective with the article behind a certain given name.
  if (nisba) return {0.9F, at + 1};
  // Directly behind a given name, or behind a title as the last of three, a noun with the article
  // is the family («علي الجبل», «الدكتور علي سعيد الصيغ»); elsewhere more often the object of the
  // verb («وأعلن رئيس اللجنة سالم الحسني النتائج»).
  if (second || (context == NameContext::kTitled && position >= 2 && Boundary(at + 1)))
    return {kUnlistedWord, at + 1};
  return {};
}

// Unknown words: one behind a known name; up to three where the context expects a name and nothing
// else is known (foreign names).
uint8_t Recognizer::UnlistedAllowed(const NameParse& name, NameContext context) {
  if (context != NameContext::kNone) return name.score > 2 ? 2 : kMaxUnlisted;
  return name.score >= 3.0F ? 2 : 1;
}

// Behind a family's name with the article an unlisted word is seldom another part of it, unless it
// has the article too or is the last word of the phrase.
bool Recognizer::GoesOnUnlisted(const NameParse& name) {
  const WordInfo& word = *doc_.tokens[name.end].word;
  if (!word.starts_with_article() && HasProseEnding(word)) return false;
  if (!IsDefiniteWord(name.end - 1) || doc_.IsWhole(name.end - 1, c_.given)) return true;
  if (word.starts_with_article()) return true;
  const uint32_t next = name.end + 1;
  return word.readings.empty() && (JoinablePreposition(name.end) & kLa) == 0 &&
         (ClosesSubject(next) || PostFollows(next) || Conjoined(next) || OpensNextItem(next));
}

}  // namespace amana::ingest
