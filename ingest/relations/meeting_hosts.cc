// «استقبل فلان السفير … . ثم التقى المفتي»: who receives goes on unnamed in a row of receptions.
#include <algorithm>

#include "ingest/relations/assembler.h"

namespace amana::ingest {
namespace {

bool Receives(const MeetingMention& meeting) { return meeting.sides && meeting.kind != "visit"; }

}  // namespace

// The one chunk of people or a body that a verb of receiving has in its clause, directly behind it;
// -1 where there is none, or more than one.
int Assembler::OnlyArgument(int sentence, int verb) const {
  constexpr int kFarthest = 14;
  const auto& chunks = sentences_[sentence].chunks;
  const CoreClasses& c = rules_.core();
  const auto is_actor = [&](int i) {
    return chunks[i].type == ChunkType::kGroup || chunks[i].type == ChunkType::kOrg;
  };
  for (int i = 0; i < verb; ++i) {
    if (is_actor(i)) return -1;
  }
  const int size = static_cast<int>(chunks.size());
  if (verb + 1 >= size || !is_actor(verb + 1)) return -1;
  if (chunks[verb + 1].type == ChunkType::kGroup) {
    const GroupMention& group = m_.groups[chunks[verb + 1].index];
    if (group.persons.size() + group.posts.size() != 1) return -1;
  }
  for (int i = verb + 2; i < size && i < verb + kFarthest; ++i) {
    const Chunk& chunk = chunks[i];
    if (is_actor(i) || chunk.type == ChunkType::kMeeting) return -1;
    if (chunk.type != ChunkType::kToken) continue;
    if (chunk.classes.test(c.attend_cue) || chunk.classes.test(c.relative) ||
        chunk.classes.test(c.clause_cue) || chunk.classes.test(c.verb)) {
      break;
    }
    const bool mark = doc_.tokens[chunk.span.begin].kind == TokenKind::kPunctuation;
    // «استقبل رئيس الحزب الطلاب»: another object, whoever it is.
    if (i == verb + 2 && !mark) return -1;
    if (doc_.Is(chunk.span.begin, c.team_noun)) return -1;
  }
  return verb + 1;
}

void Assembler::AddHosts() {
  constexpr int kNear = 2;
  int host = -1, hosted = -1;  // who received last, and in which sentence
  for (int s = 0; s < static_cast<int>(sentences_.size()); ++s) {
    const auto& chunks = sentences_[s].chunks;
    if (sentences_[s].sentence.kind == BlockKind::kTitle) continue;
    for (int i = 0; i < static_cast<int>(chunks.size()); ++i) {
      if (chunks[i].type != ChunkType::kMeeting || !Receives(m_.meetings[chunks[i].index]))
        continue;
      const int event = meetings_.EventOf(chunks[i].index);
      if (event < 0 || meetings_.events()[event].wished) continue;
      const int guest = OnlyArgument(s, i);
      if (guest < 0) {
        const bool named =
            i + 1 < static_cast<int>(chunks.size()) && chunks[i + 1].type == ChunkType::kGroup;
        const EntityList people = named ? Entities(s, i + 1, true, false) : EntityList();
        host = people.empty() ? -1 : people.front();
        hosted = s;
        continue;
      }
      if (host < 0 || s - hosted > kNear) continue;
      hosted = s;
      const EntityList guests = Entities(s, guest, true, true);
      if (guests.empty() || std::find(guests.begin(), guests.end(), host) != guests.end()) continue;
      event_relations_[event].push_back(
          {"ATTENDED_BY", host, {{"role", "host"}}, s, "meeting.host.goes_on", 0.78F});
    }
  }
}

}  // namespace amana::ingest
