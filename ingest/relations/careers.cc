// Careers: whom clauses without a subject and lines of a curriculum vitae are about.
#include <algorithm>
#include <map>
#include <set>

#include "ingest/relations/assembler.h"

namespace amana::ingest {

// «من قبل فلان», «خلفا لفلان», «بفلان»: people whom a preposition joins to the clause are not its
// subject.
bool Assembler::IsComplement(int sentence, int chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  const GroupMention& group = m_.groups[chunks[chunk].index];
  if ((group.proclitics & (kBa | kLa | kKa)) != 0) return true;
  if (chunk == 0 || chunks[chunk - 1].type != ChunkType::kToken) return false;
  const CoreClasses& c = rules_.core();
  const ClassSet& is = chunks[chunk - 1].classes;
  return is.test(c.succeed_cue) || is.test(c.prep_with) || is.test(c.prep_from) ||
         is.test(c.prep_to) || is.test(c.prep_about) ||
         (chunk > 1 && chunks[chunk - 2].type == ChunkType::kToken &&
          chunks[chunk - 2].classes.test(c.prep_from));  // «من قبل», «من طرف»
}

// Whom a clause without a subject is about («وشغل منصب …»): the only person before it in its
// sentence, else in the nearest of the sentences before that names one; of several the one whom the
// article is about. -1 where nobody is meant for certain.
int Assembler::SpokenOf(const Candidate& c) const {
  constexpr int kNear = 4;
  const auto subject_of = [this](int sentence, int end) {
    std::set<int> persons;
    for (int i = 0; i < end; ++i) {
      const Chunk& chunk = sentences_[sentence].chunks[i];
      if (chunk.type != ChunkType::kGroup || IsComplement(sentence, i)) continue;
      for (const int person : m_.groups[chunk.index].persons)
        persons.insert(resolver_.Person(person));
    }
    persons.erase(-1);
    if (persons.size() == 1) return *persons.begin();
    return persons.empty() ? -1 : persons.contains(topic_) ? topic_ : -2;
  };
  // «الحزب انتخب رئيسا»: who does it stands before the verb.
  if (c.first > 0) {
    const ChunkType before = sentences_[c.sentence].chunks[c.first - 1].type;
    if (before == ChunkType::kOrg || before == ChunkType::kMeeting) return -1;
  }
  int person = subject_of(c.sentence, c.first);
  for (int s = c.sentence - 1; person == -1 && s >= std::max(0, c.sentence - kNear); --s)
    person = subject_of(s, static_cast<int>(sentences_[s].chunks.size()));
  // Lines of a career, far below the name.
  if (person == -1 && topic_ >= 0 && c.sentence >= kNear) person = topic_;
  return person;
}

// The person whom the article names most often; -1 where there is no such.
void Assembler::FindTopic() {
  std::map<int, int> count;
  for (size_t i = 0; i < m_.persons.size(); ++i) {
    if (const int person = resolver_.Person(static_cast<int>(i)); person >= 0) ++count[person];
  }
  int most = 1;
  for (const auto& [person, n] : count) {
    if (n == most) topic_ = -1;
    if (n <= most) continue;
    most = n;
    topic_ = person;
  }
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
