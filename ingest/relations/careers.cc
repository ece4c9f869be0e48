// Careers: whom clauses without a subject and lines of a curriculum vitae are about.
#include <algorithm>
#include <map>
#include <set>

#include "ingest/relations/assembler.h"

namespace amana::ingest {

// «من قبل فلان», «خلفا لفلان», «على منافسه فلان», «بحضور فلان»: people whom a preposition or a cue
// joins to the clause are not its subject.
bool Assembler::IsComplement(int sentence, int chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  const GroupMention& group = m_.groups[chunks[chunk].index];
  if ((group.proclitics & (kBa | kLa | kKa)) != 0) return true;
  if (chunk == 0 || chunks[chunk - 1].type != ChunkType::kToken) return false;
  const CoreClasses& c = rules_.core();
  const ClassSet& is = chunks[chunk - 1].classes;
  return is.test(c.succeed_cue) || is.test(c.prep_with) || is.test(c.prep_from) ||
         is.test(c.prep_to) || is.test(c.prep_about) || is.test(c.person_cue) ||
         is.test(c.chair_cue) || is.test(c.attend_cue) || IsPhrasePreposition(chunks[chunk - 1]) ||
         (chunk > 1 && chunks[chunk - 2].type == ChunkType::kToken &&
          chunks[chunk - 2].classes.test(c.prep_from));  // «من قبل», «من طرف»
}

// Whom an interview is with: the person whom its introduction names first.
void Assembler::FindSpeaker() {
  for (int s = 0; s < resolver_.first_question(); ++s) {
    for (const Chunk& chunk : sentences_[s].chunks) {
      if (chunk.type != ChunkType::kGroup) continue;
      for (const int person : m_.groups[chunk.index].persons) {
        if (m_.persons[person].parts < 2) continue;
        speaker_ = resolver_.Person(person);
        return;
      }
    }
  }
}

// «كنت أمينا للحزب», in the answer or in the question. «وانتخبت رئيسة» may be said of a woman whom
// the sentence has named.
bool Assembler::TellsOfSelf(const Candidate& c) const {
  const auto& chunks = sentences_[c.sentence].chunks;
  if (!chunks[c.first].classes.test(rules_.core().self_cue)) return false;
  return std::none_of(chunks.begin(), chunks.begin() + c.first, [this](const Chunk& chunk) {
    if (chunk.type != ChunkType::kGroup) return false;
    const auto& persons = m_.groups[chunk.index].persons;
    return std::any_of(persons.begin(), persons.end(), [this](int person) {
      return m_.persons[person].gender == Gender::kFeminine;
    });
  });
}

// «لفائدة فلان», «بقيادة فلان»: a noun with a preposition joined to it.
bool Assembler::IsPhrasePreposition(const Chunk& chunk) const {
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  return word != nullptr && word->preposition != 0 && !chunk.classes.test(rules_.core().verb);
}

// The chunk before the relative pronoun of the clause that a match stands in («الذي كان قد شغل …»),
// its comma left out; -1 where it stands in none.
int Assembler::RelativeBefore(const Candidate& c) const {
  constexpr int kAuxiliaries = 2;  // «قد», «كان»
  const auto& chunks = sentences_[c.sentence].chunks;
  const CoreClasses& is = rules_.core();
  int at = c.first - 1;
  for (int skipped = 0; skipped < kAuxiliaries && at > 0 && chunks[at].classes.test(is.function) &&
                        !chunks[at].classes.test(is.relative);
       ++skipped) {
    --at;
  }
  if (at < 1 || !chunks[at].classes.test(is.relative)) return -1;
  return doc_.IsMark(chunks[at - 1].span.begin, 0x60C) ? at - 2 : at - 1;
}

// «فلان، الذي كان يشغل منصب …»: whom the relative clause that a match stands in is about.
int Assembler::Antecedent(const Candidate& c) const {
  const int at = RelativeBefore(c);
  if (at < 0 || sentences_[c.sentence].chunks[at].type != ChunkType::kGroup) return -1;
  const auto& persons = m_.groups[sentences_[c.sentence].chunks[at].index].persons;
  return persons.empty() ? -1 : resolver_.Person(persons.back());
}

// «أشاد فلان بمناقب الفقيد الذي تقلد منصب …»: somebody else than those named before.
bool Assembler::FollowsNoun(const Candidate& c) const {
  const int at = RelativeBefore(c);
  const auto& chunks = sentences_[c.sentence].chunks;
  return at >= 0 && chunks[at].type == ChunkType::kToken &&
         chunks[at + 1].classes.test(rules_.core().relative);  // no comma between them
}

// What the verbs and posts of a match say of the one who is meant: «شغلت», «نائبة».
Gender Assembler::GenderTold(const Candidate& c) const {
  const auto& chunks = sentences_[c.sentence].chunks;
  for (int i = c.first; i < c.last; ++i) {
    if (const LexEntry* verb = VerbAt(chunks[i]);
        verb != nullptr && !verb->possessed && verb->gender != Gender::kUnknown)
      return verb->gender;
    if (chunks[i].type != ChunkType::kGroup) continue;
    for (const int post : m_.groups[chunks[i].index].posts) {
      if (m_.posts[post].gender == Gender::kFeminine) return Gender::kFeminine;
    }
  }
  return Gender::kUnknown;
}

// «الحزب انتخب رئيسا», «نوابا انسحبوا»: the clause has a subject, and that is nobody.
bool Assembler::HasOtherSubject(const Candidate& c) const {
  const auto& chunks = sentences_[c.sentence].chunks;
  const LexEntry* verb = VerbAt(chunks[c.first]);
  if (verb != nullptr && verb->number != Number::kSingular) return true;
  return c.first > 0 && (chunks[c.first - 1].type == ChunkType::kOrg ||
                         chunks[c.first - 1].type == ChunkType::kMeeting);
}

const LexEntry* Assembler::VerbAt(const Chunk& chunk) const {
  const ClassId verb = rules_.core().verb;
  if (chunk.type != ChunkType::kToken || !chunk.classes.test(verb)) return nullptr;
  for (const Reading& reading : doc_.WordAt(chunk.span.begin)->readings) {
    if (reading.Is(verb)) return reading.entry;
  }
  return nullptr;
}

// False where a person's name or title shows another gender.
bool Assembler::MayBe(int person, Gender gender) const {
  const auto known = gender_.find(person);
  return person >= 0 &&
         (gender == Gender::kUnknown || known == gender_.end() || known->second == gender);
}

// Whom a sentence is about, as far as its chunk `end`: the only person who may be meant, of several
// the one whom the article is about, or else who becomes something there («عين فلان فلانة منسقة»).
// -1 where it names nobody, -2 where nobody is meant for certain.
int Assembler::SubjectOf(int sentence, int end, Gender gender) const {
  std::set<int> persons, becoming;
  for (int i = 0; i < end; ++i) {
    const Chunk& chunk = sentences_[sentence].chunks[i];
    if (chunk.type != ChunkType::kGroup || IsComplement(sentence, i)) continue;
    const GroupMention& group = m_.groups[chunk.index];
    for (const int mention : group.persons) {
      if (MayBe(resolver_.Person(mention), gender)) persons.insert(resolver_.Person(mention));
    }
    for (const HoldingMention& holding : group.holdings) {
      const PostMention& post = m_.posts[holding.post];
      const bool becomes = post.accusative || (post.gender == Gender::kFeminine && !post.definite);
      if (becomes && MayBe(resolver_.Person(holding.person), gender))
        becoming.insert(resolver_.Person(holding.person));
    }
  }
  if (persons.size() == 1) return *persons.begin();
  if (persons.empty()) return -1;
  if (persons.contains(topic_)) return topic_;
  return becoming.size() == 1 ? *becoming.begin() : -2;
}

// «إعفاء فلان وتكليف فلان بدلا منه»: whom a pronoun stands for, the person named last before.
int Assembler::PronounOf(const Candidate& c) const {
  const auto& chunks = sentences_[c.sentence].chunks;
  for (int i = c.first - 1; i >= 0; --i) {
    if (chunks[i].type != ChunkType::kGroup) continue;
    const auto& persons = m_.groups[chunks[i].index].persons;
    if (!persons.empty()) return resolver_.Person(persons.back());
  }
  return SpokenOf(c);
}

// «فلان انضم إلى حزب X»: who stands directly before a match.
int Assembler::NamedBefore(const Candidate& c) const {
  if (c.first == 0) return -1;
  const Chunk& before = sentences_[c.sentence].chunks[c.first - 1];
  if (before.type != ChunkType::kGroup || IsComplement(c.sentence, c.first - 1)) return -1;
  const auto& persons = m_.groups[before.index].persons;
  return persons.size() == 1 ? resolver_.Person(persons.front()) : -1;
}

// «وتأسس الحزب عام 2014، وانضم إلى تحالف X»: a body before a match may be what it is about.
bool Assembler::NamesBody(const Candidate& c) const {
  const auto& chunks = sentences_[c.sentence].chunks;
  return std::any_of(chunks.begin(), chunks.begin() + c.first,
                     [](const Chunk& chunk) { return chunk.type == ChunkType::kOrg; });
}

// Whom a clause without a subject is about («وشغل منصب …»): the antecedent of its relative clause,
// else whom its sentence is about so far, else the nearest of the sentences before that names one.
// -1 where nobody is meant for certain.
int Assembler::SpokenOf(const Candidate& c) const {
  constexpr int kNear = 4;
  if (speaker_ >= 0 && c.sentence >= resolver_.first_question() && TellsOfSelf(c)) return speaker_;
  Gender gender = Gender::kUnknown;
  if (c.object == kSpokenOf)
    gender = resolver_.PronounGender(sentences_[c.sentence].chunks[c.last - 1].span);
  if (c.subject == kSpokenOf) {
    if (const int person = Antecedent(c); person >= 0) return person;
    if (HasOtherSubject(c)) return -1;
    if (const int person = NamedBefore(c); person >= 0) return person;
    gender = GenderTold(c);
  }
  int person = SubjectOf(c.sentence, c.first, gender);
  const int other = person >= 0 && FollowsNoun(c) ? person : -1;
  if (other >= 0) person = -1;
  if (person == -1 && portrayed_ && !NamesBody(c) && MayBe(topic_, gender)) person = topic_;
  for (int s = c.sentence - 1; person == -1 && s >= std::max(0, c.sentence - kNear); --s) {
    person = SubjectOf(s, static_cast<int>(sentences_[s].chunks.size()), gender);
    if (person == other) person = -1;
  }
  // Lines of a career, far below the name.
  if (person == -1 && topic_ >= 0 && c.sentence >= kNear) person = topic_;
  return person;
}

// «زار وفد الحزب المدينة»: a body does what a sentence tells, as far as its chunk `end`.
bool Assembler::BodyActs(int sentence, int end) const {
  const auto& chunks = sentences_[sentence].chunks;
  for (int i = 1; i < end; ++i) {
    const Chunk& before = chunks[i - 1];
    const bool verbal = before.type == ChunkType::kMeeting && m_.meetings[before.index].verbal;
    if (chunks[i].type == ChunkType::kOrg && (verbal || VerbAt(before) != nullptr)) return true;
  }
  return false;
}

// «زار فلان المدينة. كما اجتمع بالمحافظ»: who goes on unnamed, from the same sentence or from the
// one before it; -1 where nobody is meant for certain.
int Assembler::GoesOn(const Candidate& c) const {
  const ClassId is_verb = rules_.core().verb;
  Gender gender = Gender::kUnknown;
  if (const WordInfo* word = doc_.WordAt(sentences_[c.sentence].chunks[c.first].span.begin)) {
    for (const Reading& reading : word->readings) {
      if (!reading.Is(is_verb)) continue;
      if (reading.entry->number != Number::kSingular) return -1;
      gender = reading.entry->gender;
      break;
    }
  }
  if (BodyActs(c.sentence, c.first)) return -1;
  const int person = SubjectOf(c.sentence, c.first, gender);
  const int before = c.sentence - 1;
  if (person != -1 || before < 0) return person;
  const int end = static_cast<int>(sentences_[before].chunks.size());
  return BodyActs(before, end) ? -1 : SubjectOf(before, end, gender);
}

// The person whom the article names most often; -1 where there is no such. And what the names of
// all say of their gender.
void Assembler::FindTopic() {
  constexpr int kPortrait = 4, kShare = 3;
  std::map<int, int> count;
  for (size_t i = 0; i < m_.persons.size(); ++i) {
    const int person = resolver_.Person(static_cast<int>(i));
    if (person < 0) continue;
    ++count[person];
    if (m_.persons[i].gender != Gender::kUnknown) gender_.emplace(person, m_.persons[i].gender);
  }
  int most = 1, next = 0;
  for (const auto& [person, n] : count) {
    if (n == most) topic_ = -1;
    next = std::max(next, std::min(n, most));
    if (n <= most) continue;
    most = n;
    topic_ = person;
  }
  portrayed_ = most >= kPortrait && most >= kShare * next;
}

void Assembler::ApplySpokenOf(const Candidate& c) {
  const int person = SpokenOf(c);
  if (person < 0) return;
  if (c.object == kHeldPost) {
    ApplyHeld(c, person);
    return;
  }
  if (c.properties.contains("post")) {
    AddHeadOf(c, {person}, c.properties.at("post"));
    return;
  }
  const Chunk& object = sentences_[c.sentence].chunks[c.object];
  if (c.predicate == "HOLDS" && object.type == ChunkType::kGroup) {
    for (const int post : m_.groups[object.index].posts)
      AddHolding(person, post, -1, c.properties, c.sentence, c.rule, c.weight);
    return;
  }
  const bool people = c.predicate == "SUCCEEDED";
  for (const int other : Entities(c.sentence, c.object, people, !people)) {
    if (person == other) continue;
    if (people) later_.emplace(person, other);
    Add(person, c.predicate, other, c.properties, c.sentence, c.rule, c.weight);
  }
}

// «- رئيس مجلس محافظة X (2017 - 2021)»: a line that names a post and nobody.
bool Assembler::IsCareerLine(int sentence) const {
  const auto& chunks = sentences_[sentence].chunks;
  size_t first = 0;
  // «• », «2009 – 2013: », «منذ 2022: »
  while (first < chunks.size() && (chunks[first].type == ChunkType::kDate ||
                                   (chunks[first].type == ChunkType::kToken &&
                                    doc_.WordAt(chunks[first].span.begin) == nullptr))) {
    ++first;
  }
  if (first == chunks.size() || chunks[first].type != ChunkType::kGroup) return false;
  const GroupMention& group = m_.groups[chunks[first].index];
  if (group.posts.empty() || m_.posts[group.posts.front()].number != Number::kSingular)
    return false;
  return std::none_of(chunks.begin(), chunks.end(), [&](const Chunk& chunk) {
    return chunk.classes.test(rules_.core().verb) ||
           (chunk.type == ChunkType::kGroup && !m_.groups[chunk.index].persons.empty());
  });
}

const DateMention* Assembler::DateOf(int sentence) const {
  for (const Chunk& chunk : sentences_[sentence].chunks) {
    if (chunk.type == ChunkType::kDate) return &m_.dates[chunk.index];
  }
  return nullptr;
}

void Assembler::ApplyCareerLine(int person, int sentence) {
  Properties term;
  const DateMention* date = DateOf(sentence);
  if (date != nullptr && !date->value.empty() &&
      (!date->until.empty() || doc_.Is(date->span.begin, rules_.core().since_cue))) {
    term.emplace("since", date->value);
    if (!date->until.empty()) term.emplace("until", date->until);
  }
  for (const Chunk& chunk : sentences_[sentence].chunks) {
    if (chunk.type != ChunkType::kGroup) continue;
    for (const int post : m_.groups[chunk.index].posts) {
      // «المسيرة المهنية»: a heading says neither where nor when.
      if (date == nullptr && m_.posts[post].org < 0 && m_.posts[post].places.empty()) continue;
      AddHolding(person, post, -1, term, sentence, "career.line", 0.82F);
    }
    return;
  }
}

// Lines of posts, one below the other, some with years, are somebody's career.
void Assembler::ApplyCareerLines() {
  const int count = static_cast<int>(sentences_.size());
  for (int begin = 0; begin < count; ++begin) {
    if (!IsCareerLine(begin)) continue;
    int end = begin;
    bool dated = false;
    for (; end < count && IsCareerLine(end); ++end) dated = dated || DateOf(end) != nullptr;
    const int last = end - 1;
    if (dated && last > begin) {
      Candidate about;
      about.sentence = begin;
      const int person = topic_ >= 0 ? topic_ : SpokenOf(about);
      for (int line = begin; person >= 0 && line <= last; ++line) ApplyCareerLine(person, line);
    }
    begin = last;
  }
}

}  // namespace amana::ingest
