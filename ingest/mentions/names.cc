// Persons. A name is read part by part and scored: parts from the name lists weigh by how rarely
// they are ordinary words; unknown parts count only beside known ones or in a strong context
// (behind a title, beside a post, behind «برئاسة»). List memory is not skill: unseen names must
// come through.
#include <bit>

#include "core/text/fold.h"
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxParts = 6;
constexpr float kWeakThreshold = 3.6F;
constexpr float kStrongThreshold = 1.2F;

constexpr float kGivenFirst[] = {3.2F, 2.4F, 1.4F, 0.6F};  // by LexEntry::word
constexpr float kGivenLater[] = {2.2F, 1.9F, 1.5F, 1.0F};
constexpr float kSurname[] = {2.4F, 2.0F, 1.5F, 1.0F};
constexpr float kUnknownNisba = 1.3F;
constexpr float kUnknownPart = 0.7F;

std::string_view LastPart(std::string_view name) {
  const size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

}  // namespace

// A word that no list knows, of a shape that a name may have.
bool Recognizer::LooksUnknownName(uint32_t at) const {
  if (Boundary(at)) return false;
  const WordInfo& word = *doc_.tokens[at].word;
  if (!word.arabic || word.letters < 3 || word.letters > 11) return false;
  for (const Reading& reading : word.readings) {
    // A known word is not an unknown name, whatever letters stand before it; names joined to a
    // preposition, and short words that only look like one, are the exception.
    if ((reading.proclitics & ~kAl) == 0) return false;
    if ((reading.proclitics & kAl) != 0) return false;
    const bool name = reading.Is(c_.given) || reading.Is(c_.surname);
    if (!name && (reading.proclitics & ~(kWa | kFa | kSa)) == 0) return false;
    if (!name && reading.exact && word.letters - reading.letters >= 4) return false;
    // «بوضع», «بشكل»: behind a name, a preposition and a common noun rather than its next part.
    if (!name && at > begin_ && reading.exact && word.letters - reading.letters >= 3 &&
        (reading.proclitics & (kBa | kLa)) != 0 && reading.entry->Get("pos") == "n" &&
        doc_.tokens[at - 1].kind == TokenKind::kWord) {
      return false;
    }
  }
  if (date_at_[at] >= 0) return false;
  if (doc_.HasTanwin(at)) return false;
  // Feminine adjectives and nouns in «ـية», definite plurals in «ـات/ـين»: prose, not names.
  const std::string_view k1 = word.k1;
  if (word.starts_with_article() &&
      (k1.ends_with("ية") || k1.ends_with("ات") || k1.ends_with("ين") || k1.ends_with("ون"))) {
    // «نبيل التيتون»: a word that no list knows at all may be the family behind a given name.
    if (at == begin_ || !word.readings.empty() || !doc_.Is(at - 1, c_.given)) return false;
  }
  for (const Stem& stem : word.stems) {
    if ((stem.proclitics & (kBa | kLa | kKa)) != 0 && (stem.proclitics & kAl) != 0 &&
        !word.k2.starts_with("ل")) {
      return false;  // «بالهياكل»
    }
  }
  return true;
}

bool Recognizer::ExactlyOrdinary(const WordInfo& word) const {
  return word.exact.test(c_.ordinary) || word.exact.test(c_.verb) || word.exact.test(c_.function);
}

// The weight of the name part at a token, 0 where there is none; `next` is behind it.
float Recognizer::PartScore(uint32_t at, int position, uint8_t* unknown, uint32_t* next,
                            Gender* gender, bool strong) {
  *next = at + 1;
  if (Boundary(at)) return 0;
  const WordInfo& word = *doc_.tokens[at].word;
  if (!word.arabic) return 0;
  // Another spelling of a name does not outweigh the very spelling of an ordinary word («ترأس»).
  const bool ordinary_spelling = ExactlyOrdinary(word);
  auto whole = [&](ClassId id) -> const Reading* {
    const Reading* reading = word.Whole(id) ? word.Find(id) : nullptr;
    const bool name = id == c_.given || id == c_.surname || id == c_.nisba;
    return reading != nullptr && name && !reading->exact && ordinary_spelling ? nullptr : reading;
  };
  const Reading* function = whole(c_.function);
  // «عبد» and what follows it, together or apart.
  if (word.k2 == "عبد" && !Boundary(at + 1)) {
    const WordInfo& attribute = *doc_.tokens[at + 1].word;
    if (attribute.Whole(c_.abd_attr) || attribute.starts_with_article()) {
      *next = at + 2;
      if (*gender == Gender::kUnknown && position == 0) *gender = Gender::kMasculine;
      return position == 0 ? 3.0F : 2.2F;
    }
  }
  if (word.k2.starts_with("عبدال") && word.letters > 6) {
    if (*gender == Gender::kUnknown && position == 0) *gender = Gender::kMasculine;
    return position == 0 ? 3.0F : 2.2F;
  }
  if (const Reading* prefix = whole(c_.name_prefix);
      prefix != nullptr && prefix->proclitics == 0 && !Boundary(at + 1)) {
    const WordInfo& bound = *doc_.tokens[at + 1].word;
    const bool function_next =
        bound.Whole(c_.function) || bound.Whole(c_.title) || bound.Whole(c_.verb);
    const bool name_next = bound.Whole(c_.given) || bound.Whole(c_.surname) ||
                           LooksUnknownName(at + 1) || bound.starts_with_article() ||
                           word.k2 == "ابو" || word.k2 == "بن" || word.k2 == "ابن";
    if (name_next && (!function_next || bound.Whole(c_.given)) && bound.arabic) {
      *next = at + 2;
      // «أبو عبد الله», «بن عبد العزيز», «أبو زيد الهلالي».
      if (bound.k2 == "عبد" && !Boundary(at + 2)) *next = at + 3;
      return position == 0 ? 1.6F : 2.2F;
    }
  }
  const PhraseMatch* compound = Phrase(at, c_.given);
  if (compound != nullptr && compound->first.proclitics == 0) {
    *next = compound->span.end;
    if (position == 0 && *gender == Gender::kUnknown) *gender = compound->first.gender;
    return position == 0 ? 3.2F : 2.2F;
  }
  const PhraseMatch* family = position > 0 ? Phrase(at, c_.surname) : nullptr;
  if (family != nullptr && (family->first.proclitics & ~kAl) == 0) {
    *next = family->span.end;
    return 2.4F;
  }
  // Particles take no article: «البنا» is not «بنا».
  if (function != nullptr && IsParticle(word) &&
      !(strong && whole(c_.given) && whole(c_.given)->exact)) {
    return 0;
  }
  if (const Reading* given = whole(c_.given)) {
    if (position == 0 && *gender == Gender::kUnknown) *gender = given->gender;
    if (!Boundary(at + 1) && doc_.IsWhole(at + 1, c_.compound_tail) &&
        doc_.WordAt(at + 1)->starts_with_article() && !doc_.IsWhole(at + 1, c_.given)) {
      *next = at + 2;
      return position == 0 ? 3.0F : 2.2F;
    }
    const float base = position == 0 ? kGivenFirst[given->word] : kGivenLater[given->word];
    return given->exact ? base : base * 0.8F;
  }
  if (const Reading* surname = whole(c_.surname)) {
    const float base = kSurname[surname->word];
    return position == 0 ? base * 0.5F : base;
  }
  if (whole(c_.nisba) != nullptr) return position == 0 ? 0.5F : 1.8F;
  if (whole(c_.place) != nullptr && position > 0 && position <= 3 && strong &&
      !whole(c_.ordinary)) {
    return 0.8F;  // families bear the names of towns
  }
  // Directly behind a title, a word with the article before another name part («الأستاذ المنصف
  // الكافي»).
  if (strong && position == 0 && at > begin_ && word.starts_with_article() &&
      doc_.Is(at - 1, c_.title) && !word.Whole(c_.title) && !word.Whole(c_.post_head) &&
      !word.Whole(c_.org_head) && !word.Whole(c_.function) && !word.Whole(c_.title_adj) &&
      !word.Whole(c_.org_modifier) && !word.Whole(c_.post_adj) && !word.Whole(c_.status_adj) &&
      !Boundary(at + 1) && !word.k1.ends_with("ين") && !word.k1.ends_with("ون") &&
      !word.k1.ends_with("ات") &&
      (doc_.IsWhole(at + 1, c_.surname) || doc_.IsWhole(at + 1, c_.given) ||
       LooksUnknownName(at + 1))) {
    return 0.8F;
  }
  if (!LooksUnknownName(at)) {
    // «الحكيم», «الشريف»: an adjective with the article behind a certain given name.
    const bool adjective = position > 0 && word.starts_with_article() && !word.Whole(c_.org_head) &&
                           !word.Whole(c_.title) && !word.Whole(c_.post_head) &&
                           !word.Whole(c_.function) && !word.Whole(c_.verb) &&
                           !word.Whole(c_.org_modifier) && !word.Whole(c_.post_adj) &&
                           !word.Whole(c_.status_adj) && word.k2.ends_with("ي") && strong;
    if (adjective) return 0.9F;
    // Behind two parts of a titled name, a last noun with the article is the family («سعيد الصيغ»).
    const bool last = strong && position >= 2 && word.starts_with_article() && Boundary(at + 1) &&
                      !word.Whole(c_.org_head) && !word.Whole(c_.title) &&
                      !word.Whole(c_.post_head) && !word.Whole(c_.verb) &&
                      !word.Whole(c_.org_modifier) && !word.Whole(c_.post_adj) &&
                      !word.Whole(c_.status_adj) && !word.Whole(c_.previous_adj);
    return last ? 0.6F : 0;
  }
  ++*unknown;
  const bool nisba = word.starts_with_article() && word.k2.ends_with("ي");
  return nisba ? kUnknownNisba : kUnknownPart;
}

NameParse Recognizer::ReadName(uint32_t at, bool strong) {
  NameParse name;
  name.end = at;
  uint32_t here = at;
  for (int position = 0; position < kMaxParts && here < end_; ++position) {
    if (position > 0 && Conjoined(here) && !doc_.IsWhole(here, c_.given) &&
        !doc_.IsWhole(here, c_.surname)) {
      // «محمد وعزيز (تارودانت)»: a family name in و, where nothing else can end the item.
      const bool closes =
          strong && name.parts == 1 && (doc_.IsMark(here + 1, '(') || doc_.IsMark(here + 1, '-'));
      if (!closes) break;
      ++name.parts;
      name.score += kUnknownPart;
      name.end = here + 1;
      break;
    }
    if (position > 0 && (date_at_[here] >= 0 || StartsPost(here))) break;
    if (position > 0 && !Longest(here, c_.blessing).span.empty()) break;
    uint32_t next = here;
    uint8_t unknown = name.unknown;
    const float score = PartScore(here, position, &unknown, &next, &name.gender, strong);
    if (score <= 0 || next > end_) break;
    // Unknown words: one behind a known name; up to three where the context is strong and nothing
    // else is known (foreign names).
    const int unknown_limit = strong ? (name.score > 2 ? 2 : 3) : (name.score >= 4 ? 2 : 1);
    if (unknown > unknown_limit) break;
    if (unknown > name.unknown && position == 0 && !strong) break;
    name.unknown = unknown;
    name.score += score;
    ++name.parts;
    here = next;
    name.end = here;
  }
  return name;
}

// True where a person's name starts beyond doubt: what stands before it ends there.
bool Recognizer::StartsCertainName(uint32_t at) {
  if (Boundary(at)) return false;
  const WordInfo& word = *doc_.tokens[at].word;
  const bool abd = word.k2 == "عبد" || word.k2.starts_with("عبدال");
  const Reading* given = word.Whole(c_.given) ? word.Find(c_.given) : nullptr;
  if (!abd && given == nullptr && !word.Whole(c_.name_prefix) && Phrase(at, c_.given) == nullptr)
    return false;
  if (word.starts_with_article() && (given == nullptr || given->definite() || given->word >= 2)) {
    return false;
  }
  if (starts_name_[at] == Answer::kUnknown) {
    const NameParse name = ReadName(at, false);
    starts_name_[at] = name.parts >= 2 && name.score >= 3.9F ? Answer::kYes : Answer::kNo;
  }
  return starts_name_[at] == Answer::kYes;
}

// Skips a chain of honorifics; notes its first proclitics and its gender.
uint32_t Recognizer::SkipTitles(uint32_t at, uint8_t allowed, bool* any, uint8_t* proclitics,
                                Gender* gender) {
  uint32_t here = at;
  *any = false;
  while (here < end_) {
    const PhraseMatch title = Longest(here, c_.title, *any ? 0 : allowed);
    const PhraseMatch dead = Longest(here, c_.deceased, *any ? 0 : allowed);
    const PhraseMatch& match = title.span.size() >= dead.span.size() ? title : dead;
    if (match.span.empty()) {
      if (*any) {
        const PhraseMatch adjective = Longest(here, c_.title_adj);
        if (!adjective.span.empty()) {
          here = adjective.span.end;
          continue;
        }
      }
      break;
    }
    // «عماد», «أمين» without the article are names, not ranks.
    if (match.span.size() == 1 && !match.first.definite() && doc_.IsWhole(here, c_.given) &&
        !doc_.tokens[here].word->starts_with_article()) {
      break;
    }
    // A word that is a name as well («السيد», «أمين») is a title only where a name follows it.
    if (match.first.Is(c_.given) && *any) {
      const NameParse rest = ReadName(match.span.end, true);
      const bool given_next =
          doc_.IsWhole(match.span.end, c_.given) && !IsDefiniteWord(match.span.end);
      if (rest.parts < 2 || (rest.parts == 2 && !given_next)) break;
    }
    if (!*any) *proclitics = match.first.proclitics & ~kAl;
    if (match.first.gender != Gender::kUnknown) *gender = match.first.gender;
    *any = true;
    here = match.span.end;
    while (here < end_ && (doc_.IsMark(here, '.') || doc_.IsMark(here, '/')) &&
           doc_.tokens[here].glued) {
      ++here;
    }
  }
  return here;
}

int Recognizer::AddPerson(uint32_t begin, uint32_t name_begin, const NameParse& name,
                          uint8_t proclitics, bool titled) {
  PersonMention person;
  person.span = {name_begin, name.end};
  person.full = {begin, name.end};
  person.score = name.score;
  person.parts = name.parts;
  person.gender = name.gender;
  person.proclitics = proclitics;
  person.titled = titled;
  person.partial = name.parts == 1;
  const Reading* first = nullptr;
  const WordInfo& word = *doc_.tokens[name_begin].word;
  if (proclitics != 0 && name_begin == begin) {
    for (ClassId id : {c_.given, c_.surname, c_.name_prefix}) {
      if (const Reading* reading = word.Find(id, proclitics);
          reading != nullptr && first == nullptr) {
        first = reading;
      }
    }
  }
  // «وعبدالباسط»: no entry, but the letters before it are known.
  Reading split{nullptr, proclitics, static_cast<uint8_t>(std::popcount(proclitics)), false};
  if (first == nullptr && proclitics != 0 && name_begin == begin) first = &split;
  person.name = doc_.Phrase(person.span, first);
  if (doc_.IsMark(name_begin - 1, '"') && name_begin > begin && doc_.IsMark(name.end, '"'))
    person.full.end = name.end + 1;
  const PhraseMatch blessing = Longest(name.end, c_.blessing);
  if (!blessing.span.empty()) person.full.end = blessing.span.end;
  person.key = NameKey(person.name);
  if (name.parts >= 2 && !second_) {
    learned_.persons.insert(person.key);
    learned_.last_parts[std::string(LastPart(person.key))] = person.name;
  }
  mentions_.persons.push_back(std::move(person));
  return static_cast<int>(mentions_.persons.size()) - 1;
}

// The parts of a name behind a first one that is known already.
NameParse Recognizer::ReadNameFrom(NameParse name, bool strong) {
  for (int position = 1; position < kMaxParts && name.end < end_; ++position) {
    if (Conjoined(name.end) && !doc_.IsWhole(name.end, c_.given) &&
        !doc_.IsWhole(name.end, c_.surname))
      break;
    if (StartsPost(name.end)) break;
    uint8_t unknown = name.unknown;
    uint32_t next = name.end;
    const float score = PartScore(name.end, position, &unknown, &next, &name.gender, strong);
    if (score <= 0 || unknown > 2 || next > end_) break;
    name.unknown = unknown;
    name.score += score;
    ++name.parts;
    name.end = next;
  }
  return name;
}

// «إياد جراد أمينا للسر», «فلان (رئيسا)», «فلان رئيس الحزب»: the post vouches for the name before
// it.
bool Recognizer::PostFollows(uint32_t at) {
  if (doc_.IsMark(at, '(') || doc_.IsMark(at, 0x60C)) ++at;
  const Reading* head = Word(at, c_.post_head);
  return head != nullptr && (head->entry->accusative || StartsPost(at));
}

// A word in «و» that no list knows, behind a member of a list: the letter is the conjunction, not
// the name's own.
bool Recognizer::OpensWithConjunction(uint32_t at) const {
  if (at == begin_ || previous_ == nullptr || previous_->type == ChunkType::kToken) return false;
  const WordInfo& word = *doc_.tokens[at].word;
  return word.arabic && word.letters >= 4 && word.k2.starts_with("و") && word.readings.empty();
}

int Recognizer::ParseTitledPerson(uint32_t at, uint8_t allowed) {
  if (!MayStart(at, c_.title) && !MayStart(at, c_.deceased)) return -1;
  bool any = false;
  uint8_t proclitics = 0;
  Gender gender = Gender::kUnknown;
  uint32_t name_at = SkipTitles(at, allowed, &any, &proclitics, &gender);
  const bool quoted = any && doc_.IsMark(name_at, '"');  // «السيد "فلان"»
  if (quoted) ++name_at;
  if (!any || name_at >= end_) return -1;
  NameParse name = ReadName(name_at, true);
  if (name.parts == 0) return -1;
  if (name.parts == 1) {
    // One part behind a title: a name that the article gives in full elsewhere, or «السيد حسن».
    const std::string key = NameKey(doc_.Phrase({name_at, name.end}));
    const bool known = Knows(Topic::kLastPart, key);
    // Where only one part would remain, a title that is a given name as well belongs to the name:
    // «السيد الغريب», «المهندس السيد حسن».
    const auto full = known ? table_.last_parts.find(key) : table_.last_parts.end();
    const bool whole = full != table_.last_parts.end() && Word(name_at - 1, c_.title) != nullptr &&
                       NameKey(full->second) == NameKey(doc_.Phrase({name_at - 1, name.end}));
    if ((!known || whole) && Word(name_at - 1, c_.given) != nullptr &&
        Word(name_at - 1, c_.title) != nullptr) {
      const NameParse wider = ReadName(name_at - 1, true);
      if (wider.parts >= 2) return AddPerson(at, name_at - 1, wider, proclitics, true);
    }
    const bool listed = name.unknown == 0 && name.score >= 1.2F;
    if (!known && !listed) return -1;

  } else if (name.unknown == name.parts && name.score < kStrongThreshold) {
    return -1;
  }
  if (name.gender == Gender::kUnknown || gender == Gender::kFeminine) name.gender = gender;
  return AddPerson(at, name_at, name, proclitics, true);
}

// False at a word that begins no person unless the context expects one: the answer at most words.
bool Recognizer::MayBeginPerson(uint32_t at) const {
  return (starts_[at] & person_classes_).any() || doc_.tokens[at].word->abd ||
         OpensWithConjunction(at);
}

// `strong`: beside a post, behind a cue, in a list with certain members.
int Recognizer::ParsePerson(uint32_t at, uint8_t allowed, bool strong) {
  if (Boundary(at)) return -1;
  if (!strong && !MayBeginPerson(at)) return -1;
  if (const PhraseMatch no = Longest(at, c_.not_name, allowed); !no.span.empty()) return -1;
  if (const int titled = ParseTitledPerson(at, allowed); titled >= 0) return titled;
  NameParse name = ReadName(at, strong);
  uint8_t proclitics = 0;
  const WordInfo& opening = *doc_.tokens[at].word;
  const bool listed = opening.Whole(c_.given) || opening.Whole(c_.surname) ||
                      opening.Whole(c_.name_prefix) || Phrase(at, c_.given) != nullptr;
  // «وعبدالباسط فلان», «وفوزات فلان»: in mid-list even a first part that no list knows.
  const bool unlisted = !listed && (allowed & kWa) != 0 && OpensWithConjunction(at);
  const bool joined = !listed && (opening.Find(c_.given, allowed) != nullptr ||
                                  opening.Find(c_.abd, allowed) != nullptr || unlisted);
  if (name.parts < 2 || joined) {
    // «وخديجة حجوبي», «لمحمد سالم»: a proclitic before a listed first part.
    const WordInfo& word = *doc_.tokens[at].word;
    const Reading* given = word.Find(c_.given, allowed);
    if (given == nullptr) given = word.Find(c_.name_prefix, allowed);
    const bool whole_known = word.whole.any() && name.parts == 1;
    bool abd = false;
    for (const Stem& stem : word.stems) {
      if (stem.proclitics != 0 && (stem.proclitics & ~allowed) == 0 &&
          (stem.k2 == "عبد" || (stem.k2.starts_with("عبدال") && stem.k2.size() > 12))) {
        abd = true;
        proclitics = stem.proclitics;
      }
    }
    const bool split =
        abd || (given != nullptr && (given->proclitics & ~kAl) != 0 && !given->definite());
    if (!split && unlisted) {
      name = ReadNameFrom({at + 1, 1, 1, kUnknownPart, Gender::kUnknown, false}, strong);
      proclitics = kWa;
    } else if (!split) {
      if (!whole_known &&
          !(name.parts == 1 && Knows(Topic::kLastPart, NameKey(doc_.Phrase({at, at + 1}))))) {
        return -1;
      }
    } else {
      if (!abd) proclitics = given->proclitics;
      uint32_t rest_at = at + 1;
      float base = 3.0F;
      Gender gender = Gender::kMasculine;
      if (abd) {
        if (word.k2.ends_with("عبد")) ++rest_at;
      } else {
        base = given->Is(c_.given) ? kGivenFirst[given->word] : 1.6F;
        gender = given->gender;
        if (given->Is(c_.name_prefix)) ++rest_at;
      }
      name = ReadNameFrom({std::min(rest_at, end_), 1, 0, base, gender, false}, strong);
    }
  }
  if (name.parts == 0) return -1;
  if (name.parts == 1) {
    // A bare surname counts only where the article has the full name.
    const std::string key = NameKey(doc_.Phrase({at, name.end}));
    const bool known = proclitics == 0 && Knows(Topic::kLastPart, key) && name.unknown <= 1;
    if (!known) return -1;
    return AddPerson(at, at, name, 0, false);
  }
  const bool hinted = strong || PostFollows(name.end);
  const float threshold = hinted ? kStrongThreshold + 0.8F : kWeakThreshold;
  if (name.score < threshold) {
    const std::string key = NameKey(doc_.Phrase({at, name.end}));
    if (!Knows(Topic::kPerson, key)) return -1;
  }
  // Without a hint, a name of nothing but common words is not one.
  return AddPerson(at, at, name, proclitics, false);
}

}  // namespace amana::ingest
