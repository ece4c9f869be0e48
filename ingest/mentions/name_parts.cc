// The parts of a person's name. A part that the name lists have weighs by how rarely it is an
// ordinary word; those that no list has are read in unlisted_parts.cc.
#include <algorithm>

#include "core/text/fold.h"
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxParts = 6;

constexpr float kGivenFirst[] = {3.2F, 2.4F, 1.4F, 0.6F};  // by LexEntry::word
constexpr float kGivenLater[] = {2.2F, 1.9F, 1.5F, 1.0F};
constexpr float kSurname[] = {2.4F, 2.0F, 1.5F, 1.0F};

}  // namespace

bool Recognizer::ExactlyOrdinary(const WordInfo& word) const {
  return word.exact.test(c_.ordinary) || word.exact.test(c_.verb) || word.exact.test(c_.function) ||
         word.exact.test(c_.person_cue);
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
    const bool filiation = prefix->entry->Get("filiation") == "1";  // «بن شيخ» is no title
    const bool function_next = bound.Whole(c_.function) || (bound.Whole(c_.title) && !filiation) ||
                               bound.Whole(c_.verb) || StartsPost(at + 1);
    const bool name_next = bound.Whole(c_.given) || bound.Whole(c_.surname) ||
                           ShapeOf(at + 1, false) == NameShape::kOpen ||
                           bound.starts_with_article() || bound.Whole(c_.abd) ||
                           (!first && bound.Whole(c_.place)) ||  // «سعيدة آيت بلقاس»
                           prefix->entry->Get("any") == "1";
    if (name_next && (!function_next || bound.Whole(c_.given)) && bound.arabic) {
      // «أبو عبد الله», «بن عبد العزيز», «أبو زيد الهلالي».
      const bool longer = bound.Whole(c_.abd) && !Boundary(at + 2);
      // «يزيد بن مبارك»: filiation makes a name of any words.
      const float later = filiation ? 3.2F : 2.2F;
      const PhraseMatch* whole = Phrase(at + 1, c_.given);  // «ولد حبيب الله»
      const uint32_t end = whole != nullptr && whole->first.proclitics == 0
                               ? std::max(whole->span.end, at + 2)
                               : at + (longer ? 3 : 2);
      return {first ? 1.6F : later, longer ? at + 3 : end, false, Gender::kUnknown};
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
  // «سمير المعروف بأبي كمال», but «سمير المعروف»
  if (position > 0 && word.Whole(c_.behind_name) && !Boundary(at + 1)) return {};
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

// «عبد الكريم بلعياشي», «عبد المجيد لعلاوي»: «بل» and «ل» open the names of Maghrebi families;
// behind a given name they are no preposition before another family.
bool Recognizer::IsMaghrebiFamily(uint32_t at, const NameParse& name) const {
  const WordInfo& word = *doc_.tokens[at].word;
  const bool of = word.k2.starts_with("ل") && !word.k2.starts_with("لل") && word.Any(c_.surname);
  if (name.parts != 1 || !(of || word.k2.starts_with("بل") || word.k2.starts_with("بال")))
    return false;
  return std::all_of(word.readings.begin(), word.readings.end(), [this](const Reading& reading) {
    return reading.Is(c_.surname) || reading.Is(c_.given);
  });
}

// «محمد أمين الغازي»: a name that is a post as well, between a given name and a family's.
bool Recognizer::IsNameBeforeFamily(uint32_t at, const NameParse& name) const {
  return name.parts == 1 && doc_.IsWhole(at, c_.given) && !Boundary(at + 1) &&
         (doc_.IsWhole(at + 1, c_.given) || doc_.IsWhole(at + 1, c_.surname)) &&
         !doc_.IsWhole(at + 1, c_.spec);
}

// «فهد سالم القميشي تهاني القيادة»: behind a family's name with the article, a given name that is a
// common word too, with a noun behind it.
bool Recognizer::IsObjectBehind(uint32_t at) const {
  const Reading* given = Boundary(at) ? nullptr : doc_.tokens[at].word->Find(c_.given);
  return given != nullptr && given->word > 0 && IsDefiniteWord(at - 1) &&
         !doc_.IsWhole(at - 1, c_.given) && !Boundary(at + 1) && IsDefiniteWord(at + 1);
}

// True where the name must end before a token, whatever the word is.
bool Recognizer::EndsName(uint32_t at, const NameParse& name, NameContext context) {
  if (date_at_[at] >= 0 || (StartsPost(at) && !IsNameBeforeFamily(at, name))) return true;
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
    if (position > 1 && IsObjectBehind(here)) break;
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
