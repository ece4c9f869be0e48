// What keeps a reading that a rule proposes from being said of a meeting.
#include <algorithm>

#include "ingest/relations/assembler.h"

namespace amana::ingest {

// «أسفر المؤتمر، المنعقد يوم السبت، عن …», «ينتخبه المؤتمر في 2022»: directly behind the meeting
// stands when it was.
bool Assembler::IsToldBehind(const Candidate& candidate) const {
  constexpr int kDirectly = 3;
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const CoreClasses& c = rules_.core();
  const auto is = [&](int i, ClassId id) {
    return chunks[i].type == ChunkType::kToken && chunks[i].classes.test(id);
  };
  for (int i = candidate.subject + 1; i < candidate.object && i <= candidate.subject + kDirectly;
       ++i) {
    if (is(i, c.meet_participle) || (is(i, c.hold_verb) && is(i - 1, c.relative))) return true;
  }
  return candidate.predicate == "HELD_ON" && is(candidate.subject - 1, c.elect_verb) &&
         candidate.object - candidate.subject <= kDirectly;
}

// «ناقش الاجتماع الأوضاع في الجنوب»: the meeting speaks; where and when are of what it speaks of.
bool Assembler::Speaks(const Candidate& candidate) const {
  if (candidate.subject <= 0) return false;
  const Chunk& before = sentences_[candidate.sentence].chunks[candidate.subject - 1];
  const CoreClasses& c = rules_.core();
  if (before.type != ChunkType::kToken || !before.classes.test(c.verb) ||
      before.classes.test(c.function)) {
    return false;
  }
  // «تقرر انعقاد اللجنة»: the holding itself is told.
  const Chunk& meeting = sentences_[candidate.sentence].chunks[candidate.subject];
  if (doc_.Is(meeting.span.begin, c.hold_noun) || IsToldBehind(candidate)) return false;
  for (ClassId tells : {c.hold_verb, c.chair_verb, c.attend_verb, c.host_verb, c.cancel_cue,
                        c.begin_verb, c.supervise_verb}) {
    if (before.classes.test(tells)) return false;
  }
  return true;
}

// True where the last body of a list is one that a delegation comes from.
bool Assembler::EndsWithTeam(const GroupMention& group) const {
  if (group.orgs.empty() || m_.orgs[group.orgs.back()].full.end < group.span.end) return false;
  const uint32_t last = m_.orgs[group.orgs.back()].full.begin;
  for (uint32_t at = last; at > group.span.begin && last - at <= 2; --at) {
    if (doc_.Is(at, rules_.core().team_noun)) return true;
  }
  return false;
}

// «وفد من الحزب برئاسة فلان», «وفد من الحزب ترأسه فلان»: who heads a delegation chairs no meeting.
bool Assembler::HeadsTeam(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const CoreClasses& c = rules_.core();
  const auto is = [&](int i, ClassId id) {
    return chunks[i].type == ChunkType::kToken && chunks[i].classes.test(id);
  };
  // «استقبل وفدا وترأس فلان اجتماعا»: another clause.
  const auto heads = [&](int i) {
    const WordInfo* word = doc_.WordAt(chunks[i].span.begin);
    return is(i, c.chair_cue) || (is(i, c.chair_verb) && word != nullptr && !word->conjoined);
  };
  int i = candidate.object - 1;
  while (i >= 0 && i > candidate.object - 4 && !heads(i)) --i;
  if (i < 0 || !heads(i)) return false;
  // «التقى فلان قيادة القطاع برئاسة فلان»: of those whom he met.
  if (is(i, c.chair_cue) && candidate.subject >= 0 && candidate.subject < i) {
    if (m_.meetings[chunks[candidate.subject].index].sides) return true;
  }
  for (int last = i - 6; --i >= 0 && i > last;) {
    if (is(i, c.team_noun)) return true;
    if (chunks[i].type == ChunkType::kOrg &&
        doc_.Is(m_.orgs[chunks[i].index].full.begin, c.team_noun)) {
      return true;
    }
    // «بين حزب X ووفد من هيئة Y برئاسة فلان»: the last of a list
    if (chunks[i].type == ChunkType::kGroup && EndsWithTeam(m_.groups[chunks[i].index]))
      return true;
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

// «دعا المكتب إلى عقد دورة للجنة المركزية»: whoever wants another body's meeting held does not
// hold it.
bool Assembler::IsSummons(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  if (candidate.subject < 1) return false;
  const MeetingMention& meeting = m_.meetings[chunks[candidate.subject].index];
  const Chunk& before = chunks[candidate.subject - 1];
  return !meeting.orgs.empty() && before.type == ChunkType::kToken &&
         before.classes.test(rules_.core().hold_noun);
}

// «حضر الاجتماع فلان أمانة العمال وفلان», «فلان عن حزب X»: a body behind a name says where he
// belongs.
bool Assembler::IsBesideName(const Candidate& candidate, int body) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const Chunk& object = chunks[candidate.object];
  const auto beside = [&](const GroupMention& group, int org) {
    return resolver_.Org(org) == body && m_.orgs[org].proclitics == 0 &&
           std::any_of(group.persons.begin(), group.persons.end(), [&](int person) {
             return m_.persons[person].full.end == m_.orgs[org].full.begin;
           });
  };
  const bool behind =
      candidate.object > 0 && chunks[candidate.object - 1].type == ChunkType::kGroup;
  const GroupMention* before = behind ? &m_.groups[chunks[candidate.object - 1].index] : nullptr;
  const WordInfo* word =
      candidate.object > 0 ? doc_.WordAt(chunks[candidate.object - 1].span.begin) : nullptr;
  const auto is = [word](ClassId id) { return word != nullptr && word->Find(id, kWa) != nullptr; };
  const bool about = is(rules_.core().prep_about), from = is(rules_.core().prep_from);
  if (object.type == ChunkType::kGroup) {
    const GroupMention& group = m_.groups[object.index];
    return std::any_of(group.orgs.begin(), group.orgs.end(), [&](int org) {
      // «ومن حزب X أمين التنظيم فلان»
      const bool opens = (about || from) && !group.persons.empty() && resolver_.Org(org) == body &&
                         m_.orgs[org].full.begin == object.span.begin;
      return opens || beside(group, org) || (before != nullptr && beside(*before, org));
    });
  }
  const auto are_people = [&](size_t at) {
    return at < chunks.size() && chunks[at].type == ChunkType::kGroup &&
           !m_.groups[chunks[at].index].persons.empty();
  };
  if (object.type == ChunkType::kOrg && candidate.object > 1) {
    if (about && are_people(candidate.object - 2)) return true;
    // «حضر اللقاء من الأمانة العامة فلان، ومن حزب X فلان», «وعن حزب X فلان»
    if ((about || from) && are_people(candidate.object + 1)) return true;
  }
  // «زار فلان حزب X»: the verb's object.
  const bool verbal = candidate.subject >= 0 && m_.meetings[chunks[candidate.subject].index].verbal;
  return !verbal && object.type == ChunkType::kOrg && before != nullptr &&
         beside(*before, object.index);
}

// «عدد من أعضاء المجلس», «عضوي المكتب»: some of a body's people are not the body.
bool Assembler::AreSome(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const Chunk& object = chunks[candidate.object];
  if (object.type != ChunkType::kOrg || !m_.orgs[object.index].members || candidate.object < 1)
    return false;
  const Chunk& before = chunks[candidate.object - 1];
  return before.type == ChunkType::kToken && before.classes.test(rules_.core().group_noun);
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

// «مع جمعية X التي يرأسها فلان»: the head of the body before the relative word.
bool Assembler::IsOfBody(const Candidate& candidate) const {
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const CoreClasses& c = rules_.core();
  const auto is = [&](int i, ClassId id) {
    return chunks[i].type == ChunkType::kToken && chunks[i].classes.test(id);
  };
  for (int i = candidate.object - 1; i > 1 && i > candidate.object - 5; --i) {
    if (!is(i, c.chair_verb)) continue;
    // «كلف المجلس لجنة يرأسها فلان بالتحضير للمؤتمر»
    if (candidate.subject > candidate.object && is(i, c.head_verb))
      return chunks[i - 1].type == ChunkType::kOrg || is(i - 1, c.org_head);
    if (!is(i - 1, c.relative)) return false;
    int body = i - 2;
    while (body > 0 && chunks[body].type == ChunkType::kToken &&
           doc_.tokens[chunks[body].span.begin].kind == TokenKind::kPunctuation) {
      --body;
    }
    return chunks[body].type == ChunkType::kOrg;
  }
  return false;
}

// «انتخب المشاركون هيئة تنسيق من سبعة أعضاء، برئاسة فلان»: the head of what they chose.
bool Assembler::HeadsChosen(const Candidate& candidate) const {
  constexpr int kFarthestCue = 3, kFarthestVerb = 10;
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const CoreClasses& c = rules_.core();
  const auto is = [&](int i, ClassId id) {
    return chunks[i].type == ChunkType::kToken && chunks[i].classes.test(id);
  };
  int i = candidate.object - 1;
  while (i > 0 && i > candidate.object - kFarthestCue && !is(i, c.chair_cue)) --i;
  if (i <= 0 || !is(i, c.chair_cue)) return false;
  bool body = false;
  for (const int last = i - kFarthestVerb; --i >= 0 && i > last;) {
    if (is(i, c.presidium)) return false;
    body = body || chunks[i].type == ChunkType::kOrg || is(i, c.org_head);
    for (ClassId chosen :
         {c.elect_verb, c.elect_noun, c.form_verb, c.formed_noun, c.appoint_verb, c.appoint_noun}) {
      if (is(i, chosen)) return body;
    }
    const bool people =
        chunks[i].type == ChunkType::kGroup && !m_.groups[chunks[i].index].persons.empty();
    if (people || is(i, c.verb) || (body && chunks[i].type == ChunkType::kMeeting)) return false;
  }
  return false;
}

// «عقد فلان لقاء مع وفد من حزب X»: two sides meet, nobody presides.
bool Assembler::MeetsOthers(const Candidate& candidate) const {
  constexpr int kFarthest = 9;
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const CoreClasses& c = rules_.core();
  const int called = candidate.object - 1;
  const bool caller = candidate.subject > candidate.object && called >= 0 &&
                      chunks[called].type == ChunkType::kToken &&
                      chunks[called].classes.test(c.hold_verb);
  if (!caller) return false;
  const int last = std::min(static_cast<int>(chunks.size()) - 1, candidate.subject + kFarthest);
  for (int i = candidate.subject + 1; i < last; ++i) {
    // «جلسة مباحثات مع»: two nouns, one meeting
    if (chunks[i].type == ChunkType::kMeeting && i > candidate.subject + 1) return false;
    if (chunks[i].type != ChunkType::kToken || !chunks[i].classes.test(c.prep_with)) continue;
    const Chunk& side = chunks[i + 1];
    if (side.type == ChunkType::kGroup) return !m_.groups[side.index].persons.empty();
    if (side.type != ChunkType::kOrg) return false;
    const OrgMention& body = m_.orgs[side.index];
    return IsTeam(side) || (body.kind == "Party" && !body.anaphor &&
                            resolver_.Org(side.index) != resolver_.main_body());
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
    if (is.test(c.stand_in_verb)) return false;  // «غاب فلان وناب عنه فلان»
    if (is.test(c.absent_cue)) return true;
    if (is.test(c.attend_cue) || is.test(c.attend_verb) || is.test(c.say_verb)) return false;
  }
  return false;
}

// «من جهته أكد فلان»: of a meeting that the article tells of at its head or just before, and that
// took place; elsewhere people speak to the press.
bool Assembler::IsOnStage(const Candidate& candidate, const MeetingEvent& event) const {
  constexpr int kLead = 3, kNear = 2;
  const auto role = candidate.properties.find("role");
  if (role == candidate.properties.end() || role->second != "speaker") return true;
  if (event.status != "held" || event.kind == "call") return false;
  // Without a word of a speech, only what people speak at in public.
  const auto& chunks = sentences_[candidate.sentence].chunks;
  const bool speech = std::any_of(chunks.begin(), chunks.end(), [&](const Chunk& chunk) {
    return doc_.Is(chunk.span.begin, rules_.core().speech_noun);
  });
  const bool in_public = event.kind == "conference" || event.kind == "seminar" ||
                         event.kind == "ceremony" || event.kind == "rally" ||
                         std::any_of(event.mentions.begin(), event.mentions.end(),
                                     [&](int mention) { return m_.meetings[mention].festive; });
  if (!speech && !in_public) return false;
  return std::any_of(event.mentions.begin(), event.mentions.end(), [&](int mention) {
    const MeetingMention& m = m_.meetings[mention];
    const int sentence = SentenceOf(m.span.begin);
    return !m.previous && sentence <= candidate.sentence &&
           (sentence <= kLead || candidate.sentence - sentence <= kNear);
  });
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
  // «الحزب الديمقراطي الكردي في سوريا»
  constexpr int kAdjectives = 2;
  for (int skipped = 0; before > 0 && skipped < kAdjectives; ++skipped, --before) {
    const WordInfo* word = doc_.WordAt(chunks[before].span.begin);
    if (chunks[before].type != ChunkType::kToken || word == nullptr || !word->starts_with_article())
      break;
  }
  const bool country = place.entry != nullptr && place.entry->Get("level").empty();
  return before >= 0 && country && chunks[before].type == ChunkType::kOrg;
}

}  // namespace amana::ingest
