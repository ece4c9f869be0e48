// Whose a meeting is: the bodies of its own noun phrase, or what a pronoun stands for.
#include <algorithm>

#include "ingest/resolve/meetings.h"

namespace amana::ingest {
// «كلفت اللجنة المكتب بعرضها في اجتماعها»: the pronoun is of another gender than the body.
bool MeetingResolver::Disagrees(const MeetingMention& mention, int org) const {
  if (!doc_.Is(m_.orgs[org].full.begin, rules_.core().org_head)) return false;
  const Gender gender = resolver_.PronounGender(mention.span);
  return gender != Gender::kUnknown && gender != resolver_.BodyGender(m_.orgs[org].name);
}

std::vector<int> MeetingResolver::OrgsOf(const MeetingMention& mention, int sentence,
                                         size_t chunk) {
  std::vector<int> orgs;
  // «المؤتمر العام», «مؤتمره الثاني»: of the party that the article is about.
  if (mention.own && resolver_.main_body() >= 0) return {resolver_.main_body()};
  for (int org : mention.orgs) {
    if (const int entity = resolver_.Org(org); entity >= 0) orgs.push_back(entity);
  }
  if (const auto held = holder_.find(static_cast<int>(&mention - m_.meetings.data()));
      held != holder_.end() && orgs.empty()) {
    orgs.push_back(held->second.second);
  }
  // «اجتماعها»: the body named last before it in the sentence, or at all.
  if (mention.possessed && orgs.empty() && !OfPerson(sentence, chunk) &&
      PersonOf(mention, sentence, chunk) < 0) {
    const auto& chunks = sentences_[sentence].chunks;
    for (size_t i = chunk; i-- > 0 && orgs.empty();) {
      if (chunks[i].type == ChunkType::kGroup && m_.groups[chunks[i].index].persons.empty()) {
        for (int org : m_.groups[chunks[i].index].orgs) {
          if (const int entity = resolver_.Org(org); entity >= 0) orgs.push_back(entity);
        }
        continue;
      }
      if (chunks[i].type != ChunkType::kOrg || Disagrees(mention, chunks[i].index)) continue;
      if (const int entity = resolver_.Org(chunks[i].index); entity >= 0) orgs.push_back(entity);
    }
    if (orgs.empty()) orgs = SubjectBehind(sentence, chunk);
    if (orgs.empty()) {
      if (const int entity = resolver_.BodyBefore(mention.span.begin); entity >= 0)
        orgs.push_back(entity);
    }
  }
  return orgs;
}

// «في اجتماعها أمس أقرت اللجنة …»: at the head of a sentence the pronoun is the subject's behind.
std::vector<int> MeetingResolver::SubjectBehind(int sentence, size_t chunk) const {
  constexpr size_t kHead = 4, kFarthest = 40;
  const auto& chunks = sentences_[sentence].chunks;
  if (chunk > kHead) return {};
  for (size_t i = chunk + 1; i + 1 < chunks.size() && i <= chunk + kFarthest; ++i) {
    const bool verb = chunks[i].type == ChunkType::kToken &&
                      chunks[i].classes.test(rules_.core().verb) &&
                      !chunks[i].classes.test(rules_.core().function);
    if (!verb || chunks[i + 1].type != ChunkType::kOrg) continue;
    const int entity = resolver_.Org(chunks[i + 1].index);
    return entity >= 0 ? std::vector<int>{entity} : std::vector<int>{};
  }
  return {};
}

// «انتخب المجلس الوطني فلانا … . وترأس الجلسة فلان»: the body that decided something just before.
std::vector<int> MeetingResolver::DecidingBefore(int sentence, size_t chunk) const {
  constexpr int kSentences = 4;
  for (int s = sentence; s >= 0 && s > sentence - kSentences; --s) {
    const auto& chunks = sentences_[s].chunks;
    for (size_t i = s == sentence ? chunk : chunks.size(); i-- > 1;) {
      if (chunks[i].type != ChunkType::kOrg || chunks[i - 1].type != ChunkType::kToken) continue;
      const ClassSet& before = chunks[i - 1].classes;
      const std::string_view kind = m_.orgs[chunks[i].index].kind;
      const bool meets = kind == "Council" || kind == "Committee" || kind == "Bureau";
      if (!meets || !before.test(rules_.core().verb) || before.test(rules_.core().function))
        continue;
      const int entity = resolver_.Org(chunks[i].index);
      if (entity >= 0) return {entity};
    }
  }
  return {};
}

// The person behind the verb of speech before a chunk, the last one; -1 if a body speaks or nobody.
int MeetingResolver::SpeakerBefore(int sentence, size_t chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  for (size_t i = std::min(chunk, chunks.size()); i-- > 1;) {
    if (chunks[i].type != ChunkType::kGroup && chunks[i].type != ChunkType::kOrg) continue;
    const Chunk* verb = nullptr;
    for (size_t before = i; before-- > 0 && i - before <= 3 && verb == nullptr;) {
      const Chunk& word = chunks[before];
      if (word.type == ChunkType::kToken && word.classes.test(rules_.core().say_verb)) verb = &word;
      if (word.type != ChunkType::kToken) break;
    }
    if (verb == nullptr) continue;
    if (chunks[i].type == ChunkType::kOrg) return -1;
    const GroupMention& group = m_.groups[chunks[i].index];
    return group.persons.size() == 1 ? group.persons.front() : -1;
  }
  return -1;
}

// «أكد فلان أن … . جاء ذلك خلال اجتماعه مع …»: the pronoun is the speaker's, across what he says.
int MeetingResolver::PersonOf(const MeetingMention& mention, int sentence, size_t chunk) const {
  constexpr size_t kHead = 5;
  constexpr int kSentences = 3;
  const auto& chunks = sentences_[sentence].chunks;
  const CoreClasses& c = rules_.core();
  const Gender pronoun = resolver_.PronounGender(mention.span);
  if (!mention.possessed || !mention.orgs.empty() || pronoun == Gender::kUnknown || chunk == 0)
    return -1;
  const Chunk& cue = chunks[chunk - 1];
  if (cue.type != ChunkType::kToken ||
      (!cue.classes.test(c.within_cue) && !doc_.Is(cue.span.begin, c.prep_in)))
    return -1;
  bool that = false;  // «جاء ذلك»
  for (size_t i = chunk; i-- > 0 && chunk - i <= 4;) {
    const WordInfo* near = doc_.WordAt(chunks[i].span.begin);
    if (near == nullptr) continue;
    that = that || std::any_of(near->readings.begin(), near->readings.end(),
                               [](const Reading& r) { return r.entry->Get("said") == "1"; });
  }
  if (!that) return -1;
  int person = SpeakerBefore(sentence, chunk);
  for (int s = sentence - 1; person < 0 && chunk <= kHead && s >= 0 && s >= sentence - kSentences;
       --s)
    person = SpeakerBefore(s, sentences_[s].chunks.size());
  if (person < 0) return -1;
  const Gender gender = m_.persons[person].gender;
  return gender == Gender::kUnknown || gender == pronoun ? person : -1;
}

// «أكد فلان خلال لقائه»: the pronoun is a person's, not a body's.
bool MeetingResolver::OfPerson(int sentence, size_t chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  const CoreClasses& c = rules_.core();
  for (size_t i = chunk; i-- > 0;) {
    if (chunks[i].type == ChunkType::kOrg) return false;
    if (chunks[i].type != ChunkType::kGroup) continue;
    const GroupMention& group = m_.groups[chunks[i].index];
    if (group.persons.empty()) return group.orgs.empty();
    // «برئاسة فلان»: beside the subject.
    const bool beside =
        i > 0 && chunks[i - 1].type == ChunkType::kToken &&
        (chunks[i - 1].classes.test(c.chair_cue) || chunks[i - 1].classes.test(c.attend_cue));
    if (!beside) return true;
  }
  return false;
}

}  // namespace amana::ingest
