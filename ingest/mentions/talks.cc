// Which words tell of a meeting only by their sentence: «بحث فلان مع فلان», where two sides did it,
// but not «استقبل فلان قبل الاجتماع وفدا».
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

bool IsSide(const Chunk& chunk) {
  return chunk.type == ChunkType::kPerson || chunk.type == ChunkType::kPost ||
         chunk.type == ChunkType::kOrg;
}

}  // namespace

// True where «مع» and another side follow. Of a noun («بحث الحزب التعاون مع الحكومة») «مع» says
// whom the topic concerns, unless it is a person with whom to talk.
bool Recognizer::IsTalk(const Chunks& chunks, size_t verb) const {
  constexpr size_t kFarthestWith = 18, kFarthestSide = 3;
  size_t with = verb + 1;
  for (; with < chunks.size() && with <= verb + kFarthestWith; ++with) {
    const Chunk& chunk = chunks[with];
    if (chunk.type == ChunkType::kMeeting) return false;
    if (chunk.type != ChunkType::kToken) continue;
    if (chunk.classes.test(c_.prep_with)) break;
    const bool ends = chunk.classes.test(c_.verb) && !chunk.classes.test(c_.function) &&
                      !doc_.WordAt(chunk.span.begin)->starts_with_article();
    if (ends || chunk.classes.test(c_.relative) || doc_.IsMark(chunk.span.begin, ':')) return false;
  }
  if (with >= chunks.size() || with > verb + kFarthestWith) return false;
  // Who talks stands behind the verb or, in a headline, before it.
  const bool subject = with > verb + 1 ? IsSide(chunks[verb + 1]) || IsTeam(chunks[verb + 1])
                                       : verb > 0 && IsSide(chunks[verb - 1]);
  const Chunk& before = chunks[with - 1];
  const bool topic = with > verb + 1 && before.type == ChunkType::kToken &&
                     doc_.tokens[before.span.begin].kind == TokenKind::kWord;
  if (!subject) return false;
  for (size_t i = with + 1; i < chunks.size() && i <= with + kFarthestSide; ++i) {
    if (chunks[i].type == ChunkType::kOrg || IsTeam(chunks[i])) return !topic;
    if (chunks[i].type == ChunkType::kPost || chunks[i].type == ChunkType::kPerson) return true;
    if (chunks[i].type != ChunkType::kToken) return false;
  }
  return false;
}

bool Recognizer::IsTeam(const Chunk& chunk) const {
  return chunk.type == ChunkType::kToken && doc_.Is(chunk.span.begin, c_.team_noun);
}

void Recognizer::FindTalks(Chunks& chunks) {
  for (size_t i = 0; i < chunks.size(); ++i) {
    if (chunks[i].type != ChunkType::kToken || chunks[i].span.size() != 1) continue;
    const Reading* verb = Word(chunks[i].span.begin, c_.talk_verb, kWa | kFa | kSa);
    if (verb == nullptr || verb->definite() || !IsTalk(chunks, i)) continue;
    MeetingMention meeting;
    meeting.verbal = meeting.talk = true;
    meeting.head = verb->entry->lemma;
    meeting.noun = verb->entry->Get("noun");
    meeting.kind = verb->entry->Get("kind");
    meeting.next = (verb->proclitics & kSa) != 0;
    meeting.span = meeting.full = chunks[i].span;
    meeting.name = NameOf(meeting.span, verb);
    mentions_.meetings.push_back(std::move(meeting));
    chunks[i].type = ChunkType::kMeeting;
    chunks[i].index = static_cast<int>(mentions_.meetings.size()) - 1;
  }
}

// «استقبل فلان قبل الاجتماع وفدا»: of two meetings in one clause, one says only when the other was.
bool Recognizer::DatesAnother(const Chunks& chunks, size_t meeting) const {
  constexpr size_t kFarthest = 8;
  const MeetingMention& mention = mentions_.meetings[chunks[meeting].index];
  const bool bare = mention.definite && mention.orgs.empty() && mention.qualifier.empty() &&
                    mention.level.empty() && mention.trait.empty() && mention.ordinal == 0;
  if (mention.verbal || !bare) return false;
  // «عقب اختتام أعمال المؤتمر»
  size_t cue = meeting;
  for (size_t words = 0; cue > 0 && words < 3; ++words) {
    --cue;
    const bool holding = doc_.Is(chunks[cue].span.begin, c_.hold_noun) ||
                         doc_.Is(chunks[cue].span.begin, c_.meeting_adj);
    if (chunks[cue].type != ChunkType::kToken || !holding) break;
  }
  if (chunks[cue].type != ChunkType::kToken || !chunks[cue].classes.test(c_.time_cue)) return false;
  // «وعقب الحفل، عقد فلان لقاء»
  const size_t comma =
      meeting + 1 < chunks.size() && doc_.IsMark(chunks[meeting + 1].span.begin, 0x60C);
  const size_t next = meeting + 1 + comma;
  if (next < chunks.size() && (chunks[next].type == ChunkType::kToken
                                   ? chunks[next].classes.test(c_.hold_verb)
                                   : chunks[next].type == ChunkType::kMeeting &&
                                         mentions_.meetings[chunks[next].index].verbal)) {
    return true;
  }
  bool held = false;
  for (size_t i = cue; i-- > 0 && meeting - i <= kFarthest;) {
    if (chunks[i].type == ChunkType::kMeeting) return mentions_.meetings[chunks[i].index].verbal;
    if (chunks[i].type != ChunkType::kToken || !chunks[i].classes.test(c_.verb)) continue;
    held = chunks[i].classes.test(c_.hold_verb);
    break;
  }
  for (size_t i = meeting + 1; held && i < chunks.size() && i - meeting <= kFarthest; ++i) {
    if (chunks[i].type == ChunkType::kMeeting) return true;
  }
  return false;
}

void Recognizer::SetTimesAside(Chunks& chunks) const {
  for (size_t i = 0; i < chunks.size(); ++i) {
    if (chunks[i].type == ChunkType::kMeeting && DatesAnother(chunks, i))
      chunks[i].type = ChunkType::kToken;
  }
}

}  // namespace amana::ingest
