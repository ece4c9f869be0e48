// Persons: titles, the name behind them, and what vouches for a name that has no title.
#include <algorithm>
#include <bit>

#include "core/text/fold.h"
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr float kWeakThreshold = 3.6F;
constexpr float kStrongThreshold = 2.0F;
constexpr float kUnlistedThreshold = 1.2F;
constexpr float kUnlistedFirst = 0.7F;
constexpr float kUnknownSecond = 3.0F;
constexpr float kJoinedGiven[] = {3.2F, 2.4F, 1.4F, 0.6F};  // by LexEntry::word

std::string_view LastPart(std::string_view name) {
  const size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

}  // namespace

// True where a person's name starts beyond doubt: what stands before it ends there.
bool Recognizer::StartsCertainName(uint32_t at) {
  if (Boundary(at)) return false;
  const WordInfo& word = *doc_.tokens[at].word;
  const bool abd = word.abd && (word.Whole(c_.abd) || IsJoinedAbd(word.k2));
  const Reading* given = word.Whole(c_.given) ? word.Find(c_.given) : nullptr;
  if (!abd && given == nullptr && !word.Whole(c_.name_prefix) && Phrase(at, c_.given) == nullptr)
    return false;
  if (word.starts_with_article() && (given == nullptr || given->definite() || given->word >= 2)) {
    return false;
  }
  if (starts_name_[at] == Answer::kUnknown) {
    const NameParse name = ReadName(at, NameContext::kNone);
    // «أمين السر فلان»: a post, though each of its words is a given name.
    const bool certain =
        name.parts >= 2 && name.score >= 3.9F && Longest(at, c_.not_name).span.empty();
    starts_name_[at] = certain ? Answer::kYes : Answer::kNo;
  }
  return starts_name_[at] == Answer::kYes;
}

// «المهندس الاستشاري», «النائب السابق», «الزعيم الكردي فلان»: behind an adjective of the title.
uint32_t Recognizer::TitleAdjectiveEnd(uint32_t at) {
  const PhraseMatch adjective = Longest(at, c_.title_adj);
  if (!adjective.span.empty()) return adjective.span.end;
  if (!IsDefiniteWord(at) || Boundary(at + 1)) return at;
  // «القائد الحركي البارز فلان»: whatever stands between the title and a certain name.
  if (IsDefiniteWord(at + 1) && !doc_.IsWhole(at + 1, c_.title) && StartsCertainName(at + 2)) {
    return at + 2;
  }
  const WordInfo& word = *doc_.tokens[at].word;
  // «النائب الوفدي السابق فلان»
  if (IsNisba(word) && !word.Whole(c_.title) && doc_.IsWhole(at + 1, c_.status_adj)) return at + 1;
  const bool status = word.Whole(c_.status_adj);
  const bool origin = word.Whole(c_.nisba) || word.Whole(c_.nationality) ||
                      word.Whole(c_.org_modifier) || word.Whole(c_.post_adj);
  const bool name_next =
      StartsCertainName(at + 1) ||
      (!IsDefiniteWord(at + 1) && MayBeSecondPart(at + 1) && !doc_.IsWhole(at + 1, c_.name_prefix));
  return status || (origin && name_next) ? at + 1 : at;
}

// «اللواء (م) فلان»: retired.
bool Recognizer::IsBracketedLetter(uint32_t at) const {
  return at + 2 < end_ && doc_.IsMark(at, '(') && doc_.IsMark(at + 2, ')') &&
         doc_.tokens[at + 1].word != nullptr && doc_.tokens[at + 1].word->letters == 1;
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
        if (const uint32_t end = TitleAdjectiveEnd(here); end > here) {
          here = end;
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
      const NameParse rest = ReadName(match.span.end, NameContext::kTitled);
      const bool given_next =
          doc_.IsWhole(match.span.end, c_.given) && !IsDefiniteWord(match.span.end);
      if (rest.parts < 2 || (rest.parts == 2 && !given_next)) break;
    }
    if (!*any) *proclitics = match.first.proclitics & ~kAl;
    if (!*any && match.entry->Get("joined") == "w") *proclitics |= kWa;  // «ود. فلان»
    if (match.first.gender != Gender::kUnknown) *gender = match.first.gender;
    *any = true;
    here = match.span.end;
    if (IsBracketedLetter(here)) here += 3;
    while (here < end_ &&
           (doc_.IsMark(here, '/') || (doc_.IsMark(here, '.') && doc_.tokens[here].glued) ||
            (doc_.IsMark(here, 0x60C) && match.first.definite() && StartsCertainName(here + 1)))) {
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
  const WordInfo& word = *doc_.tokens[name_begin].word;
  const Reading* first = proclitics == kLa ? GivenBehindTo(name_begin) : nullptr;
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
  person.name = NameOf(person.span, first);
  if (doc_.IsMark(name_begin - 1, '"') && name_begin > begin && doc_.IsMark(name.end, '"'))
    person.full.end = name.end + 1;
  const PhraseMatch blessing = Longest(name.end, c_.blessing);
  if (!blessing.span.empty()) person.full.end = blessing.span.end;
  person.deceased = !blessing.span.empty() && blessing.entry->Get("dead") == "1";
  for (uint32_t at = begin; at < name_begin && !person.deceased; ++at)
    person.deceased = !Longest(at, c_.deceased, kAnyProclitic).span.empty();
  person.key = Keep(NameKey(person.name));
  // «السيد سماتي»: a title and a surname, unless the article never has the rest of the name.
  const bool with_title = titled && name.parts == 2 && Word(name_begin, c_.title) != nullptr;
  if (name.parts >= 2 && !second_ && !with_title) {
    learned_.Learn(Topic::kPerson, person.key);
    learned_.Learn(Topic::kLastPart, LastPart(person.key), person.name);
    LearnFamily(person);
    if (proclitics == 0 || name_begin > begin) learned_.Learn(Topic::kOpening, word.k2);
  }
  mentions_.persons.push_back(std::move(person));
  return static_cast<int>(mentions_.persons.size()) - 1;
}

// «محمد ولد أحمد سالم»: «ولد أحمد سالم» is a family's name of several words.
void Recognizer::LearnFamily(const PersonMention& person) {
  for (uint32_t at = person.span.begin + 1; at + 1 < person.span.end; ++at) {
    if (doc_.IsWhole(at, c_.name_prefix))
      learned_.Learn(Topic::kLastPart, NameKey(doc_.Phrase({at, person.span.end})), person.name);
  }
}

// The end of a family's name that the article shows behind a given one; `at` where there is none.
uint32_t Recognizer::ShownFamilyEnd(uint32_t at) {
  constexpr uint32_t kMostWords = 5;
  const WordInfo& word = *doc_.tokens[at].word;
  if (!word.arabic) return at;
  if (word.Whole(c_.name_prefix)) {
    // «ولد محمد سالم عام 1961»: at the head of a sentence it is the verb.
    if (previous_ == nullptr && word.Whole(c_.verb)) return at;
    for (uint32_t end = std::min(at + kMostWords, end_); end > at + 1; --end) {
      if (Knows(Topic::kLastPart, NameKey(doc_.Phrase({at, end})))) return end;
    }
    return at;
  }
  const bool name_only = std::all_of(
      word.readings.begin(), word.readings.end(),
      [this](const Reading& reading) { return reading.Is(c_.given) || reading.Is(c_.surname); });
  // «قرر الفاسي الابتعاد»: behind a verb a listed family ends where no other name follows.
  const bool verb_before = previous_ != nullptr && previous_->type == ChunkType::kToken &&
                           previous_->classes.test(c_.verb);
  const bool alone = word.Whole(c_.surname) && IsDefiniteWord(at) && verb_before &&
                     !(doc_.IsWhole(at + 1, c_.given) || doc_.IsWhole(at + 1, c_.surname));
  if (!alone && (!name_only || word.Whole(c_.given) || word.Whole(c_.surname))) return at;
  return Knows(Topic::kLastPart, NameKey(doc_.Phrase({at, at + 1}))) ? at + 1 : at;
}

// «وكان القنطار قد …», «يشغل ولد أحمد سالم …», «والبدارين، المولود …»: a family alone, of somebody
// whom the article names in full.
int Recognizer::ParseFamilyAlone(uint32_t at) {
  NameParse name;
  name.parts = 1;
  name.end = ShownFamilyEnd(at);
  if (name.end > at) return AddPerson(at, at, name, 0, false);
  const bool item = previous_ != nullptr && previous_->type == ChunkType::kPerson;
  if ((at != begin_ && !item) || !OpensNextItem(at) || !doc_.tokens[at].word->readings.empty())
    return -1;
  const Reading joined{nullptr, kWa, 1, false};
  name.end = at + 1;
  const bool known = Knows(Topic::kLastPart, NameKey(doc_.Phrase({at, name.end}, &joined)));
  return known ? AddPerson(at, at, name, kWa, false) : -1;
}

// «إياد جراد أمينا للسر», «فلان (رئيسا)», «فلان رئيس الحزب»: the post vouches for the name before
// it.
bool Recognizer::PostFollows(uint32_t at) {
  for (const char32_t mark : {U'(', U'\u060C', U',', U':', U'-', U'/'}) {
    if (!doc_.IsMark(at, mark)) continue;
    ++at;
    break;
  }
  if (doc_.IsTwoDots(at)) at += 2;  // «- فلان.. أمينا للشباب»
  // «فلان، وهو رئيس الحزب», «فلان بصفته رئيسا»
  for (const ClassId links : {c_.is_cue, c_.as_cue}) {
    if (const PhraseMatch link = Longest(at, links); !link.span.empty()) at = link.span.end;
  }
  const Reading* head = Word(at, c_.post_head);
  if (head != nullptr && (head->entry->accusative || StartsPost(at))) return true;
  return !Longest(at, c_.post_modifier).span.empty();
}

// The letter before a name that no list has: the conjunction behind a member of a list, «ل» behind
// «خلفا»; otherwise 0.
uint8_t Recognizer::UnlistedProclitic(uint32_t at, uint8_t allowed) const {
  if (at == begin_ || previous_ == nullptr) return 0;
  const WordInfo& word = *doc_.tokens[at].word;
  if (previous_->type == ChunkType::kToken) {
    const bool cue = previous_->classes.test(c_.person_cue) && previous_->span.end == at;
    return cue && word.readings.empty() ? JoinablePreposition(at) & kLa & allowed : 0;
  }
  const bool list = previous_->type == ChunkType::kPerson ||
                    before_previous_ == ChunkType::kPerson || after_name_line_;
  return list && MayBeConjoinedName(at) ? kWa & allowed : 0;
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
  NameParse name = ReadName(name_at, NameContext::kTitled);
  if (name.parts == 0) return -1;
  if (name.parts == 1) {
    // One part behind a title: a name that the article gives in full elsewhere, or «السيد حسن».
    const std::string key = NameKey(doc_.Phrase({name_at, name.end}));
    const bool known = Knows(Topic::kLastPart, key);
    // Where only one part would remain, a title that is a given name as well belongs to the name:
    // «السيد الغريب», «المهندس السيد حسن».
    const std::string_view* full = known ? table_.Find(Topic::kLastPart, key) : nullptr;
    const bool whole = full != nullptr && Word(name_at - 1, c_.title) != nullptr &&
                       NameKey(*full) == NameKey(doc_.Phrase({name_at - 1, name.end}));
    if ((!known || whole) && Word(name_at - 1, c_.given) != nullptr &&
        Word(name_at - 1, c_.title) != nullptr && name.end == name_at + 1) {
      const NameParse wider = ReadName(name_at - 1, NameContext::kTitled);
      if (wider.parts >= 2) return AddPerson(at, name_at - 1, wider, proclitics, true);
    }
    const bool listed = name.unknown == 0 && name.score >= 1.2F;
    if (!known && !listed) return -1;

  } else if (name.unknown == name.parts && name.score < kUnlistedThreshold) {
    return -1;
  }
  if (name.gender == Gender::kUnknown || gender == Gender::kFeminine) name.gender = gender;
  return AddPerson(at, name_at, name, proclitics, true);
}

// False at a word that begins no person unless the context expects one: the answer at most words.
bool Recognizer::MayBeginPerson(uint32_t at) const {
  const WordInfo& word = *doc_.tokens[at].word;
  return (starts_[at] & person_classes_).any() || word.abd || word.readings.empty();
}

// True at what may stand behind a whole noun phrase: a mark, a particle, a verb, a post, a date.
bool Recognizer::ClosesSubject(uint32_t at) {
  if (Boundary(at) || date_at_[at] >= 0 || StartsPost(at)) return true;
  const WordInfo& word = *doc_.tokens[at].word;
  return word.Any(c_.function) || word.Whole(c_.verb) || JoinedPreposition(at) != 0 ||
         !Longest(at, c_.not_name).span.empty();  // «باسم الحزب»
}

// A name that the article shows elsewhere, beside a title or a post.
bool Recognizer::ReadLearned(uint32_t at, NameParse& name) {
  if (!Knows(Topic::kOpening, doc_.tokens[at].word->k2)) return false;
  const NameParse read = ReadName(at, NameContext::kExpected);
  for (uint32_t end = read.end; end > at + 1; --end) {
    if (!Knows(Topic::kPerson, NameKey(doc_.Phrase({at, end})))) continue;
    name = read;
    name.end = end;
    return true;
  }
  return false;
}

// «فلان، ومؤيد شعبان، وقتيبة الرواجفة،»: what stands between commas or conjunctions, shortly behind
// a person.
bool Recognizer::IsItemNearPerson(uint32_t begin, uint32_t end) const {
  constexpr uint32_t kNear = 8;
  if (last_person_end_ == 0 || begin > last_person_end_ + kNear || begin == begin_) return false;
  const bool opens = doc_.IsMark(begin - 1, 0x60C) || doc_.IsMark(begin - 1, ':') ||
                     (OpensNextItem(begin) && !Boundary(begin - 1));
  const bool closes = end >= end_ || doc_.IsMark(end, 0x60C) || doc_.IsMark(end, '.') ||
                      doc_.IsMark(end, '(') || OpensNextItem(end);
  return opens && closes;
}

// Directly behind a verb of speech, of election, of presence, or behind the body that appoints or
// elects («كلف المكتب السياسي فلانا») or is led («تقود الحزب فلانة»).
bool Recognizer::BehindPersonVerb(uint32_t at) const {
  if (previous_ == nullptr || previous_->span.end != at) return false;
  if (previous_->type == ChunkType::kToken) return (previous_->classes & person_verbs_).any();
  if (previous_->type != ChunkType::kOrg || previous_->span.begin == begin_) return false;
  const uint32_t verb = previous_->span.begin - 1;
  return doc_.Is(verb, c_.appoint_verb) || doc_.Is(verb, c_.elect_verb) ||
         doc_.Is(verb, c_.lead_verb);
}

// A name whose first part no list has. The post behind it, the verb before it or the rest of the
// article vouches for it.
bool Recognizer::ReadUnlisted(uint32_t at, uint8_t allowed, NameParse& name, uint8_t& proclitics) {
  const NameShape shape = ShapeOf(at, true);
  if (shape == NameShape::kClosed) return false;
  if (shape == NameShape::kOpen && ReadLearned(at, name)) return true;
  NameParse read = ReadName(at, NameContext::kExpected);
  // «وفصلة فلان سكرتيرة الحزب»: the letter may be the conjunction.
  const bool conjunction = (allowed & kWa) != 0 && MayBeConjoinedName(at);
  if (conjunction) read = ReadOn({at + 1, 1, 1, kUnlistedFirst}, NameContext::kExpected);
  if (read.parts < 2) return false;
  const bool behind_verb = BehindPersonVerb(at) && ClosesSubject(read.end);
  const bool item = shape == NameShape::kOpen && IsItemNearPerson(at, read.end);
  if (!PostFollows(read.end) && !behind_verb && !item) return false;
  if (conjunction) proclitics = kWa;
  name = read;
  return true;
}

// The letters before «عبد», alone or joined to what follows it; 0 where there is none.
uint8_t Recognizer::AbdProclitics(const WordInfo& word, uint8_t allowed) const {
  if (const Reading* abd = word.Find(c_.abd, allowed)) return abd->proclitics;
  for (const Stem& stem : word.stems) {
    if (stem.proclitics == 0 || (stem.proclitics & ~allowed) != 0) continue;
    if (IsJoinedAbd(stem.k2)) return stem.proclitics;
  }
  return 0;
}

// «خلفا لحسين فلان»: the preposition that the cue wants, though «لحسين» is a name as well.
const Reading* Recognizer::GivenBehindTo(uint32_t at) const {
  if (previous_ == nullptr || previous_->span.end != at) return nullptr;
  if (!previous_->classes.test(c_.succeed_cue) || !previous_->classes.test(c_.person_cue))
    return nullptr;
  for (const Reading& reading : doc_.tokens[at].word->readings) {
    if (reading.Is(c_.given) && reading.proclitics == kLa && reading.letters == 1) return &reading;
  }
  return nullptr;
}

// «وخديجة حجوبي», «لمحمد سالم», «وعبدالباسط فلان»: letters joined to the first part. False where
// the word is read as it stands.
bool Recognizer::ReadJoined(uint32_t at, uint8_t allowed, NameContext context, NameParse& name,
                            uint8_t& proclitics) {
  const WordInfo& word = *doc_.tokens[at].word;
  NameParse first{at + 1, 1, 0, 3.0F, Gender::kMasculine, false};
  if (const uint8_t abd = AbdProclitics(word, allowed); abd != 0) {
    proclitics = abd;
    if (word.Find(c_.abd, allowed) != nullptr) ++first.end;
  } else if (const PhraseMatch compound = Longest(at, c_.given, allowed);
             compound.span.size() > 1 && compound.first.proclitics != 0) {  // «ونصر الله»
    proclitics = compound.first.proclitics;
    first.score = kJoinedGiven[0];
    first.gender = compound.first.gender;
    first.end = compound.span.end;
  } else {
    const Reading* given = GivenBehindTo(at);
    if (given == nullptr) given = word.Find(c_.given, allowed);
    // «لدى» is itself, not «ل» before a prefix of names, and «وبدأ» a verb.
    const bool verb = word.Find(c_.verb, kWa | kFa) != nullptr;
    if (given == nullptr && !verb && !ExactlyOrdinary(word))
      given = word.Find(c_.name_prefix, allowed);
    if (given == nullptr || (given->proclitics & ~kAl) == 0 || given->definite()) return false;
    // «وهنأ» is a verb, not «هناء» in another spelling.
    const bool better =
        std::any_of(word.readings.begin(), word.readings.end(), [&](const Reading& other) {
          return other.exact && other.proclitics == given->proclitics && other.Is(c_.verb);
        });
    if (!given->exact && better) return false;
    proclitics = given->proclitics;
    first.score = given->Is(c_.given) ? kJoinedGiven[given->word] : 1.6F;
    first.gender = given->gender;
    if (given->Is(c_.name_prefix)) ++first.end;
  }
  first.end = std::min(first.end, end_);
  name = ReadOn(first, context);
  return true;
}

// «أشرف كمال فلان على الندوة»: a verb that is a name as well, at the start of a sentence that has
// no other verb, before a name and what is no part of it.
bool Recognizer::IsVerbBeforeName(uint32_t at) {
  constexpr uint32_t kClause = 6;
  const WordInfo& word = *doc_.tokens[at].word;
  if (previous_ != nullptr || !word.Whole(c_.verb) || !word.Whole(c_.given)) return false;
  if (Boundary(at + 1) || !doc_.IsWhole(at + 1, c_.given)) return false;
  const NameParse name = ReadName(at + 1, NameContext::kNone);
  const uint32_t behind = name.end;
  if (name.parts < 2 || name.unknown > 0 || Boundary(behind) || StartsPost(behind) ||
      NameFollows(behind)) {
    return false;
  }
  for (uint32_t next = behind; next < behind + kClause && !Boundary(next); ++next) {
    if (doc_.IsWhole(next, c_.relative)) return next > behind;
    if (doc_.IsWhole(next, c_.verb) && !doc_.IsWhole(next, c_.given)) return false;
  }
  return doc_.IsWhole(behind, c_.function) || IsDefiniteWord(behind) ||
         JoinedPreposition(behind) != 0 || Word(behind, c_.meeting_noun) != nullptr;
}

// «وعز الدين»: a given name of two words behind a conjunction or preposition.
bool Recognizer::IsJoinedCompound(uint32_t at, uint8_t allowed) {
  const PhraseMatch compound = Longest(at, c_.given, allowed);
  return compound.span.size() > 1 && (compound.first.proclitics & ~kAl) != 0;
}

// `expected`: beside a post, behind a cue, in a list with certain members.
int Recognizer::ParsePerson(uint32_t at, uint8_t allowed, bool expected) {
  if (Boundary(at)) return -1;
  if (!expected && !MayBeginPerson(at)) return -1;
  if (const PhraseMatch no = Longest(at, c_.not_name, allowed); !no.span.empty()) return -1;
  if (const int titled = ParseTitledPerson(at, allowed); titled >= 0) return titled;
  if (!expected && IsVerbBeforeName(at)) return -1;
  if (const int family = ParseFamilyAlone(at); family >= 0) return family;
  const NameContext context = expected ? NameContext::kExpected : NameContext::kNone;
  NameParse name = ReadName(at, context);
  uint8_t proclitics = 0;
  const WordInfo& opening = *doc_.tokens[at].word;
  if (name.parts == 0 && !opening.Any(c_.given) && !opening.Any(c_.name_prefix) &&
      ReadUnlisted(at, allowed, name, proclitics)) {
    return AddPerson(at, at, name, proclitics, false);
  }
  const bool listed = GivenBehindTo(at) == nullptr &&
                      (opening.Whole(c_.given) || opening.Whole(c_.surname) ||
                       opening.Whole(c_.name_prefix) || Phrase(at, c_.given) != nullptr);
  // «وفوزات فلان»: in mid-list even a first part that no list knows.
  const uint8_t unlisted = listed ? 0 : UnlistedProclitic(at, allowed);
  const bool joined = !listed && (opening.Find(c_.given, allowed) != nullptr ||
                                  opening.Find(c_.abd, allowed) != nullptr || unlisted != 0 ||
                                  IsJoinedCompound(at, allowed));
  if ((name.parts < 2 || joined) && !ReadJoined(at, allowed, context, name, proclitics)) {
    if (unlisted != 0) {
      name = ReadOn({at + 1, 1, 1, kUnlistedFirst, Gender::kUnknown, false}, context);
      proclitics = unlisted;
    } else if (name.parts != 1 || (!opening.whole.any() &&
                                   !Knows(Topic::kLastPart, NameKey(doc_.Phrase({at, at + 1}))))) {
      return -1;
    }
  }
  return AcceptPerson(at, name, proclitics, expected);
}

// Adds the name where enough vouches for it.
int Recognizer::AcceptPerson(uint32_t at, const NameParse& name, uint8_t proclitics,
                             bool expected) {
  if (name.parts == 0) return -1;
  if (name.parts == 1) {
    // A bare surname counts only where the article has the full name.
    const Reading joined{nullptr, proclitics, static_cast<uint8_t>(std::popcount(proclitics)),
                         false};
    const std::string key =
        NameKey(doc_.Phrase({at, name.end}, proclitics == 0 ? nullptr : &joined));
    // «وقبيسي مفوضة للإعلام»: in a list of holders also behind the conjunction.
    const bool listed =
        proclitics == kWa && previous_ != nullptr &&
        (previous_->type == ChunkType::kPost || before_previous_ == ChunkType::kPost) &&
        PostFollows(name.end);
    const bool known =
        (proclitics == 0 || listed) && Knows(Topic::kLastPart, key) && name.unknown <= 1;
    return known ? AddPerson(at, at, name, proclitics, false) : -1;
  }
  // «وأشار فضل فلان إلى أن»: nobody but a person says something.
  const bool speaks =
      !expected && name.unknown == 0 && BehindPersonVerb(at) && ClosesSubject(name.end);
  const bool hinted = expected || speaks || PostFollows(name.end);
  const float threshold = !hinted            ? kWeakThreshold
                          : name.unknown > 0 ? kUnlistedThreshold
                                             : kStrongThreshold;
  // «خالد تيكوكين»: a given name and a word that no list knows in any way.
  const bool surely_unknown = name.parts == 2 && name.unknown == 1 && !IsDefiniteWord(at) &&
                              name.score >= kUnknownSecond && name.end == at + 2 &&
                              doc_.tokens[at + 1].word->readings.empty();
  if (name.score < threshold && !surely_unknown) {
    const std::string key = NameKey(doc_.Phrase({at, name.end}));
    if (!Knows(Topic::kPerson, key)) return -1;
  }
  return AddPerson(at, at, name, proclitics, false);
}

}  // namespace amana::ingest
