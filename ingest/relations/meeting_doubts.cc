// What keeps a reading that a rule proposes from being said of a meeting.
#include <algorithm>

#include "ingest/relations/assembler.h"

namespace amana::ingest {

// «ناقش الاجتماع الأوضاع في الجنوب»: the meeting speaks; where and when are of what it speaks of.
bool Assembler::Speaks(const Candidate& candidate) const {
  if (candidate.subject <= 0) return false;
  const Chunk& before = sentences_[candidate.sentence].chunks[candidate.subject - 1];
  const CoreClasses& c = rules_.core();
  if (before.type != ChunkType::kToken || !before.classes.test(c.verb) ||
      before.classes.test(c.function)) {
    return false;
  }
  for (ClassId tells : {c.hold_verb, c.chair_verb, c.attend_verb, c.host_verb, c.cancel_cue,
                        c.begin_verb, c.supervise_verb}) {
    if (before.classes.test(tells)) return false;
  }
  return true;
}

// «وفد من الحزب برئاسة فلان»: who heads a delegation chairs no meeting.
bool Assembler::HeadsTeam(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const CoreClasses& c = rules_.core();
  const auto is = [&](int i, ClassId id) {
    return chunks[i].type == ChunkType::kToken && chunks[i].classes.test(id);
  };
  int i = candidate.object - 1;
  while (i >= 0 && i > candidate.object - 4 && !is(i, c.chair_cue)) --i;
  if (i < 0 || !is(i, c.chair_cue)) return false;
  for (int last = i - 6; --i >= 0 && i > last;) {
    if (is(i, c.team_noun)) return true;
    if (chunks[i].type == ChunkType::kOrg &&
        doc_.Is(m_.orgs[chunks[i].index].full.begin, c.team_noun)) {
      return true;
    }
    const bool other = chunks[i].type == ChunkType::kMeeting || chunks[i].type == ChunkType::kGroup;
    if (is(i, c.verb) || (other && (i == 0 || !is(i - 1, c.team_noun)))) return false;
  }
  return false;
}

// «عقد فلان اجتماعا مع الحزب، وعقد …»: a partner holds no meeting.
bool Assembler::IsPartner(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const int before = candidate.object - 1;
  return before >= 0 && chunks[before].type == ChunkType::kToken &&
         chunks[before].classes.test(rules_.core().prep_with);
}

// «العلاقات بين الحزبين بقيادة فلان»: whoever leads a party chairs no meeting by that.
bool Assembler::LeadsParty(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const ClassId leads = rules_.core().led_by_cue;
  for (int i = candidate.object - 1; i > 0 && i > candidate.object - 3; --i) {
    if (chunks[i].type != ChunkType::kToken || !chunks[i].classes.test(leads)) continue;
    const Chunk& body = chunks[i - 1];
    if (body.type == ChunkType::kGroup) {
      const GroupMention& bodies = m_.groups[body.index];
      return bodies.persons.empty() && !bodies.orgs.empty() &&
             m_.orgs[bodies.orgs.back()].kind == "Party";
    }
    return body.type == ChunkType::kOrg && m_.orgs[body.index].kind == "Party" &&
           m_.orgs[body.index].parent < 0;
  }
  return false;
}

// «غاب عن اللقاء فلان، وحضر فلان»: between the word of absence and one of attendance nobody was
// there.
bool Assembler::Absent(const Candidate& candidate) const {
  constexpr int kFarthest = 14;
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const CoreClasses& c = rules_.core();
  // «لم يشارك فلان في الاجتماع»
  const int ends[] = {std::max(candidate.subject, 0), candidate.object};
  for (int i = std::max(1, *std::min_element(std::begin(ends), std::end(ends)) - 1);
       i < *std::max_element(std::begin(ends), std::end(ends)); ++i) {
    if (chunks[i].type == ChunkType::kToken && chunks[i].classes.test(c.attend_verb) &&
        chunks[i - 1].type == ChunkType::kToken && chunks[i - 1].classes.test(c.negation)) {
      return true;
    }
  }
  for (int i = candidate.object - 1, last = candidate.object - kFarthest; i >= 0 && i > last; --i) {
    if (chunks[i].type != ChunkType::kToken) continue;
    const ClassSet& is = chunks[i].classes;
    if (is.test(c.absent_cue)) return true;
    if (is.test(c.attend_cue) || is.test(c.attend_verb) || is.test(c.say_verb)) return false;
  }
  return false;
}

// «استقبل وفدا من حزب X في سوريا»: a country behind a body says whose it is, not where it met.
bool Assembler::IsBodysCountry(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const PlaceMention& place = m_.places[chunks[candidate.object].index];
  int before = candidate.object - 1;
  if (before > 0 && chunks[before].type == ChunkType::kToken &&
      chunks[before].classes.test(rules_.core().prep_in)) {
    --before;
  }
  const bool country = place.entry != nullptr && place.entry->Get("level").empty();
  return before >= 0 && country && chunks[before].type == ChunkType::kOrg;
}

}  // namespace amana::ingest
