// The parts of a person's name. A part that the name lists have weighs by how rarely it is an
// ordinary word; one that no list has is judged by its shape, and counts only beside known parts or
// where the context expects a name. List memory is not skill: unseen names must come through.
#include <algorithm>

#include "core/text/fold.h"
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxParts = 6;
constexpr uint8_t kMaxUnlisted = 3;

constexpr float kGivenFirst[] = {3.2F, 2.4F, 1.4F, 0.6F};  // by LexEntry::word
constexpr float kGivenLater[] = {2.2F, 1.9F, 1.5F, 1.0F};
constexpr float kSurname[] = {2.4F, 2.0F, 1.5F, 1.0F};
constexpr float kUnlistedNisba = 1.4F;
constexpr float kUnlisted = 0.7F;
constexpr float kUnlistedWord = 0.6F;

}  // namespace

bool Recognizer::ExactlyOrdinary(const WordInfo& word) const {
  return word.exact.test(c_.ordinary) || word.exact.test(c_.verb) || word.exact.test(c_.function) ||
         word.exact.test(c_.person_cue);
}

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

// «عبدالعزيز» in one word.
bool Recognizer::IsJoinedAbd(std::string_view k2) const {
  constexpr size_t kAbd = 6, kShortest = 14;
  if (k2.size() < kShortest || !k2.substr(kAbd).starts_with(kArticleLetters)) return false;
  for (const LexEntry* entry : lexicon_.Find(k2.substr(0, kAbd))) {
    if (entry->Is(c_.abd)) return true;
  }
  return false;
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

// «عبد» and what follows it, together or apart; «أبو X», «بن عبد العزيز»; given names and families
// of several words.
NamePart Recognizer::CompoundPart(uint32_t at, bool first) {
  const WordInfo& word = *doc_.tokens[at].word;
  const Gender masculine = first ? Gender::kMasculine : Gender::kUnknown;
  const float abd = first ? 3.0F : 2.2F;
  if (word.Whole(c_.abd) && !Boundary(at + 1)) {
    const WordInfo& attribute = *doc_.tokens[at + 1].word;
    if (attribute.Whole(c_.abd_attr) || attribute.starts_with_article()) {
      return {abd, at + 2, false, masculine};
    }
  }
  if (word.abd && IsJoinedAbd(word.k2)) return {abd, at + 1, false, masculine};
  if (const Reading* prefix = word.Whole(c_.name_prefix) ? word.Find(c_.name_prefix) : nullptr;
      prefix != nullptr && prefix->proclitics == 0 && !Boundary(at + 1)) {
    const WordInfo& bound = *doc_.tokens[at + 1].word;
    // «أبو، الأمين العام» without its comma: a post begins.
    const bool function_next = bound.Whole(c_.function) || bound.Whole(c_.title) ||
                               bound.Whole(c_.verb) || StartsPost(at + 1);
    const bool name_next = bound.Whole(c_.given) || bound.Whole(c_.surname) ||
                           ShapeOf(at + 1, false) == NameShape::kOpen ||
                           bound.starts_with_article() || bound.Whole(c_.abd) ||
                           prefix->entry->Get("any") == "1";
    if (name_next && (!function_next || bound.Whole(c_.given)) && bound.arabic) {
      // «أبو عبد الله», «بن عبد العزيز», «أبو زيد الهلالي».
      const bool longer = bound.Whole(c_.abd) && !Boundary(at + 2);
      // «يزيد بن مبارك»: filiation makes a name of any words.
      const float later = prefix->entry->Get("filiation") == "1" ? 3.2F : 2.2F;
      return {first ? 1.6F : later, at + (longer ? 3 : 2), false, Gender::kUnknown};
    }
  }
  const PhraseMatch* compound = Phrase(at, c_.given);
  if (compound != nullptr && compound->first.proclitics == 0) {
    return {first ? 3.2F : 2.2F, compound->span.end, false,
            first ? compound->first.gender : Gender::kUnknown};
  }
  const PhraseMatch* family = first ? nullptr : Phrase(at, c_.surname);
  if (family != nullptr && (family->first.proclitics & ~kAl) == 0) {
    return {2.4F, family->span.end, false, Gender::kUnknown};
  }
  return {};
}

// A part that the name lists have.
NamePart Recognizer::ListedPart(uint32_t at, const NameParse& name, NameContext context) {
  const int position = name.parts;
  const WordInfo& word = *doc_.tokens[at].word;
  // Another spelling of a name does not outweigh the very spelling of an ordinary word («ترأس»).
  // Directly behind a title it may («الدكتور على فلان»).
  const bool behind_title = context == NameContext::kTitled && position == 0;
  const bool ordinary_spelling = !behind_title && ExactlyOrdinary(word);
  auto listed = [&](ClassId id) -> const Reading* {
    const Reading* reading = word.Whole(id) ? word.Find(id) : nullptr;
    return reading != nullptr && !reading->exact && ordinary_spelling ? nullptr : reading;
  };
  const bool first = position == 0;
  if (const Reading* given = listed(c_.given)) {
    // «القائد», «نظام فلان»: a common noun rather than the opening of a name.
    if (first && context == NameContext::kNone &&
        ((given->definite() && given->word >= 2) ||
         (given->word == 3 && StartsCertainName(at + 1)))) {
      return {};
    }
    if (!Boundary(at + 1) && doc_.IsWhole(at + 1, c_.compound_tail) &&
        doc_.WordAt(at + 1)->starts_with_article() && !doc_.IsWhole(at + 1, c_.given)) {
      return {first ? 3.0F : 2.2F, at + 2, false, given->gender};
    }
    const float base = first ? kGivenFirst[given->word] : kGivenLater[given->word];
    // Left-out hamzas make no other word of a name that is never one.
    return {given->exact || given->word == 0 ? base : base * 0.8F, at + 1, false, given->gender};
  }
  if (const Reading* surname = listed(c_.surname)) {
    // «كلف الأسعدي فلانا»: a family's name before a whole one is another person's.
    if (first && IsDefiniteWord(at) && (StartsCertainName(at + 1) || BeforeTitledName(at + 1)))
      return {};
    const float base = kSurname[surname->word];
    if (!first && HasCompoundTail(at)) return {base, at + 2};  // «نقد الله»
    return {first ? base * 0.5F : base, at + 1};
  }
  if (listed(c_.nisba) != nullptr) return {first ? 0.5F : 1.8F, at + 1};
  if (first) return {};
  if (word.Whole(c_.place) && position <= 3 && name.unknown == 0 && context != NameContext::kNone &&
      !word.Whole(c_.ordinary)) {
    return {0.8F, at + 1};  // families bear the names of towns
  }
  return {};
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
  // «سامح القاضي»: a rank at the very end is a family's name.
  if (position == 1 && IsDefiniteWord(at) && Boundary(at + 1) && !doc_.IsMark(at + 1, '/') &&
      word.Whole(c_.title)) {
    return {kUnlistedWord, at + 1};
  }
  // «مريم جسور»: a common noun behind the given name of a titled person.
  if (second && context == NameContext::kTitled && shape == NameShape::kWord &&
      !IsDefiniteWord(at) && (Conjoined(at + 1) || ClosesSubject(at + 1))) {
    return {kUnlistedWord, at + 1};
  }
  if (!MayBeFamily(word)) return {};
  // «الحكيم», «الشريف»: an adjective with the article behind a certain given name.
  if (nisba) return {0.9F, at + 1};
  // Directly behind a given name, or as the last of three, a noun with the article is the family
  // («علي الجبل», «سعيد الصيغ»).
  if (second || (position >= 2 && Boundary(at + 1))) return {kUnlistedWord, at + 1};
  return {};
}

// The part of a name at a token; its score is 0 where there is none.
NamePart Recognizer::ReadPart(uint32_t at, const NameParse& name, NameContext context) {
  const int position = name.parts;
  if (Boundary(at) || !doc_.tokens[at].word->arabic) return {};
  if (const NamePart part = CompoundPart(at, position == 0); part.score > 0) return part;
  // Particles take no article: «البنا» is not «بنا».
  const WordInfo& word = *doc_.tokens[at].word;
  const bool behind_title = context == NameContext::kTitled && position == 0;
  const bool given = context != NameContext::kNone &&
                     (word.exact.test(c_.given) ||
                      (behind_title && word.Whole(c_.given) && MayBeSecondPart(at + 1)));
  if (word.Whole(c_.function) && IsParticle(word) && !given) return {};
  if (const NamePart part = ListedPart(at, name, context); part.score > 0) return part;
  return position == 0 ? UnlistedFirst(at, context) : UnlistedLater(at, name, context);
}

// A title that is hardly ever anything else.
bool Recognizer::IsCertainTitle(uint32_t at) const {
  const WordInfo* word = doc_.WordAt(at);
  const Reading* title = word == nullptr ? nullptr : word->Find(c_.title, kAnyProclitic);
  return title != nullptr && title->entry->Get("weak").empty() && IsDefiniteWord(at);
}

// «فلان، رشيدة بوهو (فاس)»: among people, two words of which no list knows the second, with nothing
// behind them.
bool Recognizer::IsListedItem(uint32_t at) const {
  if (previous_ == nullptr || previous_->type != ChunkType::kPerson) return false;
  if (at > begin_ && doc_.IsMark(at - 1, '(')) return false;
  if (Boundary(at + 1) || !doc_.tokens[at + 1].word->readings.empty()) return false;
  return !HasProseEnding(*doc_.tokens[at + 1].word) && (Boundary(at + 2) || OpensWithWa(at + 2));
}

bool Recognizer::OpensWithWa(uint32_t at) const {
  return std::any_of(doc_.tokens[at].word->stems.begin(), doc_.tokens[at].word->stems.end(),
                     [](const Stem& stem) { return (stem.proclitics & kWa) != 0; });
}

// The preposition that a word may begin with, whether or not the rest is known.
uint8_t Recognizer::JoinablePreposition(uint32_t at) const {
  uint8_t joined = 0;
  for (const Stem& stem : doc_.tokens[at].word->stems) joined |= stem.proclitics & (kBa | kLa);
  return doc_.tokens[at].word->whole.any() ? 0 : joined;
}

// «وفصلة فلان»: a word in «و» whose rest is known as a name, or not at all.
bool Recognizer::MayBeConjoinedName(uint32_t at) const {
  if (!OpensNextItem(at)) return false;
  const auto& readings = doc_.tokens[at].word->readings;
  return std::all_of(readings.begin(), readings.end(), [this](const Reading& reading) {
    const bool no_future =
        (reading.proclitics & kSa) != 0 && reading.entry->Get("tense") != "present";
    return reading.Is(c_.given) || reading.Is(c_.surname) || no_future;
  });
}

// «فلان فلان وعبدالله فلان»: a word in «و» that no list knows, behind a name that is complete.
bool Recognizer::OpensNextItem(uint32_t at) const {
  const WordInfo* word = doc_.WordAt(at);
  return word != nullptr && word->letters >= 4 && !word->whole.any() && OpensWithWa(at);
}

// «عبد الكريم بلعياشي»: «بل» opens the names of Maghrebi families; behind a given name it is no
// preposition before another family.
bool Recognizer::IsMaghrebiFamily(uint32_t at, const NameParse& name) const {
  const WordInfo& word = *doc_.tokens[at].word;
  if (name.parts != 1 || !(word.k2.starts_with("بل") || word.k2.starts_with("بال"))) return false;
  return std::all_of(word.readings.begin(), word.readings.end(), [this](const Reading& reading) {
    return reading.Is(c_.surname) || reading.Is(c_.given);
  });
}

// True where the name must end before a token, whatever the word is.
bool Recognizer::EndsName(uint32_t at, const NameParse& name, NameContext context) {
  if (date_at_[at] >= 0 || StartsPost(at)) return true;
  if (MayStart(at, c_.post_modifier) && !Longest(at, c_.post_modifier).span.empty()) return true;
  // «كلمة فلانة باسم الحزب»
  if (doc_.IsWhole(at, c_.in_name_of) && !Boundary(at + 1) &&
      (doc_.IsWhole(at + 1, c_.org_head) || doc_.IsWhole(at + 1, c_.party_head))) {
    return true;
  }
  if (JoinedPreposition(at) != 0 && !IsMaghrebiFamily(at, name)) return true;
  const bool single =
      context == NameContext::kNone || (context == NameContext::kExpected && name.unknown > 0);
  const int complete = single ? 1 : 2;
  if (name.parts >= complete && OpensNextItem(at)) return true;
  return !Longest(at, c_.blessing).span.empty();
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

// Reads on behind the parts that `name` has.
NameParse Recognizer::ReadOn(NameParse name, NameContext context) {
  while (name.parts < kMaxParts && name.end < end_) {
    const int position = name.parts;
    const uint32_t here = name.end;
    if (position > 0 && Conjoined(here) && !doc_.IsWhole(here, c_.given) &&
        !doc_.IsWhole(here, c_.surname)) {
      // «محمد وعزيز (تارودانت)»: a family name in و, where nothing else can end the item.
      const bool closes = context != NameContext::kNone && name.parts == 1 &&
                          (doc_.IsMark(here + 1, '(') || doc_.IsMark(here + 1, '-'));
      if (!closes) break;
      ++name.parts;
      name.score += kUnlisted;
      name.end = here + 1;
      break;
    }
    if (position > 0 && EndsName(here, name, context)) break;
    const NamePart part = ReadPart(here, name, context);
    if (part.score <= 0 || part.next > end_) break;
    if (part.unlisted && name.unknown + 1 > UnlistedAllowed(name, context)) break;
    if (part.unlisted && name.parts >= 2 && !GoesOnUnlisted(name)) break;
    name.unknown += part.unlisted ? 1 : 0;
    name.score += part.score;
    if (name.gender == Gender::kUnknown && position == 0) name.gender = part.gender;
    ++name.parts;
    name.end = part.next;
  }
  return name;
}

NameParse Recognizer::ReadName(uint32_t at, NameContext context) {
  NameParse name;
  name.end = at;
  return ReadOn(name, context);
}

}  // namespace amana::ingest
