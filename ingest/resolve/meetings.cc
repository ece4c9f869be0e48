#include "ingest/resolve/meetings.h"

#include <algorithm>

namespace amana::ingest {
namespace {

// A mention is compared with so many of the latest events, so that a text of nothing but meetings
// takes time in proportion to its length.
constexpr int kMostEvents = 200;

}  // namespace

MeetingResolver::MeetingResolver(const Document& document, const RuleSet& rules, Mentions& mentions,
                                 const std::vector<ReadSentence>& sentences, Resolver& resolver)
    : doc_(document), rules_(rules), m_(mentions), sentences_(sentences), resolver_(resolver) {
  event_of_.assign(m_.meetings.size(), -1);
}

// The sessions that their adjectives tell apart: «المؤتمر الجهوي», «المؤتمر الإقليمي».
bool MeetingResolver::SameSession(const MeetingMention& mention, const MeetingEvent& event) const {
  if (!mention.qualifier.empty() && !event.qualifier.empty() &&
      mention.qualifier != event.qualifier)
    return false;
  if (!mention.level.empty() && !event.level.empty() && mention.level != event.level) return false;
  if (!mention.trait.empty() && !event.trait.empty() && mention.trait != event.trait) return false;
  // «المؤتمر التأسيسي» is not the fifth one.
  const bool founding = mention.qualifier == "founding", founded = event.qualifier == "founding";
  if (founding != founded && (mention.ordinal > 1 || event.ordinal > 1)) return false;
  return mention.ordinal == 0 || event.ordinal == 0 || mention.ordinal == event.ordinal;
}

bool MeetingResolver::Compatible(const MeetingMention& mention, const MeetingEvent& event,
                                 const std::vector<int>& orgs) const {
  if (event.mentions.empty()) return false;
  const MeetingMention& first = m_.meetings[event.mentions.front()];
  if (mention.previous != first.previous || !SameSession(mention, event)) return false;
  if (!orgs.empty() && !event.orgs.empty()) {
    // A joint meeting of two bodies is not one of either.
    if (mention.qualifier == "joint" && orgs.size() != event.orgs.size()) return false;
    const bool congress = mention.own && first.head == mention.head;
    return std::any_of(orgs.begin(), orgs.end(), [&](int org) {
      return std::any_of(event.orgs.begin(), event.orgs.end(), [&](int other) {
        return org == other || (congress && IsWithin(other, org));
      });
    });
  }
  return true;
}

// «مؤتمر المكتب الجهوي للحزب», called «المؤتمر الجهوي» further on: the party is not told there.
bool MeetingResolver::IsWithin(int body, int whole) const {
  const auto parent = resolver_.parents().find(body);
  return parent != resolver_.parents().end() && parent->second == whole;
}

int MeetingResolver::NewEvent(const MeetingMention& mention, const std::vector<int>& orgs) {
  MeetingEvent& event = events_.emplace_back();
  if (!mention.kind.empty()) event.kind = mention.kind;
  event.orgs = orgs;
  return static_cast<int>(events_.size()) - 1;
}

// What a mention adds to its event.
void MeetingResolver::Tell(MeetingEvent& event, const MeetingMention& mention, Modality modality) {
  if (event.qualifier.empty()) event.qualifier = mention.qualifier;
  if (event.level.empty()) event.level = mention.level;
  if (event.trait.empty()) event.trait = mention.trait;
  if (event.ordinal == 0) event.ordinal = mention.ordinal;
  switch (modality) {
    case Modality::kPlanned:
      if (!event.told) event.status = "scheduled";
      break;
    case Modality::kPostponed:
      event.status = "postponed";
      break;
    case Modality::kCancelled:
      event.status = "cancelled";
      break;
    case Modality::kWished:
      event.wished = event.wished || event.mentions.empty();
      break;
    case Modality::kHeld:
      event.told = true;
      break;
    case Modality::kUnmarked:
      break;
  }
}

// In the title, or in lines as short as one below it.
bool MeetingResolver::InTitle(const MeetingMention& mention) const {
  constexpr uint32_t kHeadingTokens = 18;
  constexpr size_t kHeadings = 5;
  if (sentences_.empty() || sentences_.front().sentence.kind != BlockKind::kTitle) return false;
  for (size_t i = 0; i < kHeadings && i + 1 < sentences_.size(); ++i) {
    const TokenSpan tokens = sentences_[i].sentence.tokens;
    if (i > 0 && tokens.size() > kHeadingTokens) return false;
    if (tokens.Contains(mention.span.begin)) return true;
  }
  return false;
}

// Directly behind a verb.
bool MeetingResolver::IsSubject(const MeetingMention& mention) const {
  if (mention.span.begin == 0 || mention.proclitics != 0) return false;
  const WordInfo* before = doc_.WordAt(mention.span.begin - 1);
  return before != nullptr && before->Find(rules_.core().verb, kWa | kFa) != nullptr &&
         !before->Any(rules_.core().function);
}

// By the noun of a later mention, or by the verb that it belongs to: «التقى», then «اللقاء».
bool MeetingResolver::Calls(const MeetingMention& told, const MeetingMention& later) {
  return told.head == later.head || (told.verbal && told.noun == later.head && later.trait.empty());
}

// True where one of the first mentions names the event by this noun.
bool MeetingResolver::IsCalled(const MeetingEvent& event, const MeetingMention& mention) const {
  constexpr size_t kMost = 6;
  const auto last = event.mentions.begin() + std::min(event.mentions.size(), kMost);
  return std::any_of(event.mentions.begin(), last,
                     [&](int told) { return Calls(m_.meetings[told], mention); });
}

bool MeetingResolver::IsFestive(const MeetingEvent& event) const {
  return std::any_of(event.mentions.begin(), event.mentions.end(),
                     [&](int mention) { return m_.meetings[mention].festive; });
}

// «الاجتماع», «اللقاء»: the meeting at hand. One of the same noun before all others; «اللقاء» takes
// up whatever there was.
int MeetingResolver::AtHand(const MeetingMention& mention, Modality modality, int oldest) const {
  int held = -1, planned = -1;
  if (current_ >= 0 && modality != Modality::kPlanned &&
      Calls(m_.meetings[events_[current_].mentions.front()], mention) &&
      SameSession(mention, events_[current_])) {
    return current_;
  }
  for (int i = static_cast<int>(events_.size()); i-- > oldest;) {
    const MeetingMention& first = m_.meetings[events_[i].mentions.front()];
    if (events_[i].wished || first.previous || !IsCalled(events_[i], mention)) continue;
    if (!SameSession(mention, events_[i])) continue;
    int& same = events_[i].status == "held" ? held : planned;
    if (same < 0) same = i;
  }
  if (modality == Modality::kPlanned && planned >= 0) return planned;
  if (held >= 0) return held;
  // «اللقاء التشاوري» is not just any meeting.
  const bool fits = current_ >= 0 && mention.trait == events_[current_].trait &&
                    (mention.generic || events_[current_].kind == mention.kind);
  if (mention.generic && fits) return current_;
  // «الحفل», told of a «مهرجان»
  if (mention.festive && current_ >= 0 && IsFestive(events_[current_]) &&
      SameSession(mention, events_[current_]))
    return current_;
  if (planned >= 0) return planned;
  // «تميز المؤتمر بحضور فلان», told of a session: the meeting at hand by a larger word.
  const bool subject = current_ >= 0 && mention.definite && mention.trait.empty() &&
                       IsSubject(mention) &&
                       !IsEncounter(m_.meetings[events_[current_].mentions.front()]);
  return fits || subject ? current_ : -1;
}

// «اجتمع المجلس في دورة عادية», «زار الوفد الحزب وعقد الجانبان اجتماعا»: the verb's own event.
int MeetingResolver::SameClause(const MeetingMention& mention, int sentence, size_t chunk) const {
  if (mention.talk) return TalkedAt(sentence, chunk);
  if (chunk == 0) return -1;
  const auto& chunks = sentences_[sentence].chunks;
  const CoreClasses& c = rules_.core();
  // «مؤتمرها الرابع "مؤتمر الشهيد فلان"»: what it is called
  if (chunk > 1 && doc_.IsMark(chunks[chunk - 1].span.begin, '"') &&
      chunks[chunk - 2].type == ChunkType::kMeeting &&
      m_.meetings[chunks[chunk - 2].index].head == mention.head)
    return event_of_[chunks[chunk - 2].index];
  // «اجتماع دورتها الثالثة»
  if (chunks[chunk - 1].type == ChunkType::kMeeting && mention.proclitics == 0 && !mention.verbal) {
    const MeetingMention& before = m_.meetings[chunks[chunk - 1].index];
    if (!before.verbal && !before.definite && !before.possessed && before.orgs.empty())
      return event_of_[chunks[chunk - 1].index];
  }
  // «المؤتمر … في دورته الأولى», «اجتماعها الثاني في دورتها الحالية»
  const bool inside =
      chunks[chunk - 1].type == ChunkType::kToken && chunks[chunk - 1].classes.test(c.prep_in);
  if (mention.possessed && mention.kind == "session" && inside) {
    constexpr size_t kDirectly = 2, kFarthest = 16;
    for (size_t i = chunk; i-- > 0 && chunk - i <= kFarthest;) {
      if (chunks[i].type != ChunkType::kMeeting) continue;
      const MeetingMention& before = m_.meetings[chunks[i].index];
      const bool sitting = before.kind == "meeting" && !before.verbal && chunk - i <= kDirectly;
      return before.kind == "conference" || sitting ? event_of_[chunks[i].index] : -1;
    }
  }
  if (mention.definite) return -1;
  // «الزيارة التي قام بها والتقى خلالها»
  if (mention.verbal) {
    const bool during = chunk + 1 < chunks.size() && chunks[chunk + 1].type == ChunkType::kToken &&
                        chunks[chunk + 1].classes.test(c.during_cue);
    for (size_t i = chunk; during && i-- > 0 && chunk - i <= 24;) {
      if (chunks[i].type == ChunkType::kMeeting) return event_of_[chunks[i].index];
    }
    return -1;
  }
  const auto is = [&](size_t i, ClassId id) {
    return chunks[i].type == ChunkType::kToken && chunks[i].classes.test(id);
  };
  bool within = is(chunk - 1, c.prep_in) || is(chunk - 1, c.within_cue);
  for (size_t i = chunk; i-- > 0 && chunk - i <= 24;) {
    within = within || (chunk - i <= 3 && is(i, c.both_sides));
    if (chunks[i].type != ChunkType::kMeeting) continue;
    const int event = event_of_[chunks[i].index];
    return within && event >= 0 && m_.meetings[chunks[i].index].verbal ? event : -1;
  }
  return -1;
}

// «استقبل فلان فلانا … وبحث فلان مع ضيفه»: the encounter that the sentence, or the one before it,
// tells of.
int MeetingResolver::TalkedAt(int sentence, size_t chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  for (size_t i = chunk; i-- > 0;) {
    if (chunks[i].type != ChunkType::kMeeting) continue;
    const MeetingMention& before = m_.meetings[chunks[i].index];
    return IsEncounter(before) || before.kind == "call" ? event_of_[chunks[i].index] : -1;
  }
  if (current_ < 0 || sentence == 0) return -1;
  const MeetingMention& last = m_.meetings[events_[current_].mentions.back()];
  const bool just_told = sentences_[sentence - 1].sentence.tokens.Contains(last.span.begin);
  return just_told && IsEncounter(last) && !InTitle(last) ? current_ : -1;
}

// «زار الوفد الحزب، وكان في استقباله فلان»: the visit at hand, from the host's side.
bool MeetingResolver::IsWelcome(const MeetingMention& mention) const {
  if (mention.kind != "reception" || mention.verbal || mention.definite || current_ < 0 ||
      mention.span.begin == 0)
    return false;
  const std::string_view kind = events_[current_].kind;
  return (kind == "visit" || kind == "reception") &&
         doc_.Is(mention.span.begin - 1, rules_.core().prep_in);
}

// «المؤتمر», where the article is about «المؤتمر الشعبي» and has told of no congress.
bool MeetingResolver::NamesParty(const MeetingMention& mention, int oldest) const {
  const int party = resolver_.main_body();
  const bool bare = mention.definite && mention.span.size() == 1;
  if (party < 0 || !bare || mention.verbal) return false;
  const std::string word = "ال" + std::string(mention.head);
  const std::string name = " " + resolver_.entities()[party].name + " ";
  if (name.find(" " + word + " ") == std::string::npos) return false;
  for (int event = static_cast<int>(events_.size()); event-- > oldest;) {
    if (IsCalled(events_[event], mention)) return false;
  }
  return true;
}

int MeetingResolver::Assign(const MeetingMention& mention, Modality modality, int sentence,
                            size_t chunk) {
  const std::vector<int> orgs = OrgsOf(mention, sentence, chunk);
  // «اختتمت اللجنة اجتماعاتها»
  if (mention.number == Number::kPlural && (orgs.empty() || modality != Modality::kHeld)) return -1;
  const int oldest = std::max(0, static_cast<int>(events_.size()) - kMostEvents);
  if (NamesParty(mention, oldest)) return -1;
  if (mention.part && current_ >= 0) return WholeOf(current_, oldest);
  if (IsWelcome(mention)) return current_;
  if (const int same = SameClause(mention, sentence, chunk); same >= 0) return same;
  const bool told_apart =
      !orgs.empty() || !mention.qualifier.empty() || !mention.level.empty() || mention.ordinal != 0;
  const bool other = mention.previous || mention.next;
  // «استمع الاجتماع إلى تقرير من فلان عن لقائه بالسفير»
  if (mention.possessed && !told_apart && current_ >= 0 && !events_[current_].orgs.empty() &&
      !InTitle(mention) && !IsCalled(events_[current_], mention) && OfPerson(sentence, chunk)) {
    return NewEvent(mention, orgs);
  }
  if ((mention.definite || mention.possessed) && !told_apart && !other) {
    if (const int event = AtHand(mention, modality, oldest); event >= 0) return event;
    return NewEvent(mention, orgs.empty() && mention.kind == "session" && mention.definite
                                 ? DecidingBefore(sentence, chunk)
                                 : orgs);
  }
  if (mention.next && !orgs.empty()) {
    for (int i = static_cast<int>(events_.size()); i-- > oldest;) {
      if (events_[i].status == "scheduled" && Compatible(mention, events_[i], orgs)) return i;
    }
  }
  for (int i = static_cast<int>(events_.size()); i-- > oldest && !other;) {
    if (ToldAgain(mention, modality, events_[i], orgs, i == 0)) return i;
  }
  return NewEvent(mention, orgs);
}

// Two sides that met: «زار», «استقبل», «التقى», «لقاء».
bool MeetingResolver::IsEncounter(const MeetingMention& mention) {
  return mention.kind == "visit" || mention.kind == "reception" ||
         (mention.kind == "meeting" && (mention.verbal || mention.generic));
}

// A visit is no session, but «اجتمع المجلس» may be one.
bool MeetingResolver::SameKind(const MeetingMention& mention, const MeetingEvent& event) {
  const auto social = [](std::string_view kind) {
    return kind == "visit" || kind == "reception" || kind == "call";
  };
  return mention.kind == event.kind || mention.generic ||
         (!social(mention.kind) && !social(event.kind));
}

// True where a mention tells of an event that is known: a body's meeting told again (title and
// lead, «اجتماعها»), the noun behind its verb, a definite noun that goes back to it.
bool MeetingResolver::ToldAgain(const MeetingMention& mention, Modality modality,
                                const MeetingEvent& event, const std::vector<int>& orgs,
                                bool first_event) const {
  if (!Compatible(mention, event, orgs)) return false;
  const MeetingMention& first = m_.meetings[event.mentions.front()];
  const bool from_title = InTitle(first);
  // What is planned is another than what was held, unless the title did not say which.
  if (!from_title && modality == Modality::kPlanned && event.told) return false;
  if (!from_title && modality == Modality::kHeld && event.status == "scheduled") return false;
  const bool same_head = first.head == mention.head;
  if (!orgs.empty() && !event.orgs.empty())
    return same_head || ((first.verbal || mention.verbal) && SameKind(mention, event));
  if (same_head && mention.definite) return true;
  if (!from_title || !first_event || event.mentions.size() != 1) return false;
  // «عقدت … اجتماعا», when the title already told of «اجتماع»; «فلان يستقبل وفدا» and «التقى فلان».
  return same_head || (mention.verbal && IsEncounter(first) && IsEncounter(mention));
}

void MeetingResolver::Resolve(const std::vector<Candidate>& candidates) {
  for (const Candidate& candidate : candidates) {
    if (candidate.predicate != "HELD_BY" || candidate.subject < 0) continue;
    const auto& chunks = sentences_[candidate.sentence].chunks;
    if (chunks[candidate.subject].type != ChunkType::kMeeting ||
        chunks[candidate.object].type != ChunkType::kOrg) {
      continue;
    }
    // «عقد فلان اجتماعا مع الحزب، وعقد …»: a partner holds no meeting.
    const Chunk* before = candidate.object > 0 ? &chunks[candidate.object - 1] : nullptr;
    if (before != nullptr && before->type == ChunkType::kToken &&
        before->classes.test(rules_.core().prep_with)) {
      continue;
    }
    // «عقد وفد من الحزب اجتماعا»
    if (doc_.Is(m_.orgs[chunks[candidate.object].index].full.begin, rules_.core().team_noun))
      continue;
    const int org = resolver_.Org(chunks[candidate.object].index);
    const float score = candidate.weight - 0.02F * static_cast<float>(candidate.gap);
    auto& best = holder_[chunks[candidate.subject].index];
    if (org >= 0 && score > best.first) best = {score, org};
  }
  std::erase_if(holder_, [](const auto& entry) { return entry.second.first <= 0; });
  at_hand_.assign(sentences_.size(), -1);
  for (size_t s = 0; s < sentences_.size(); ++s) {
    const auto& chunks = sentences_[s].chunks;
    for (size_t i = 0; i < chunks.size(); ++i) {
      if (chunks[i].type == ChunkType::kMeeting) Place(chunks[i].index, static_cast<int>(s), i);
    }
    at_hand_[s] = current_;
  }
  main_ = MainEvent();
}

// Gives a mention its event.
void MeetingResolver::Place(int index, int sentence, size_t chunk) {
  const MeetingMention& mention = m_.meetings[index];
  const Modality modality = ModalityOf(mention, sentence, chunk);
  const int event = Assign(mention, modality, sentence, chunk);
  event_of_[index] = event;
  if (event < 0) return;
  MeetingEvent& e = events_[event];
  Tell(e, mention, modality);
  e.mentions.push_back(index);
  const bool inferred = mention.own && !e.orgs.empty();
  for (int org : inferred ? std::vector<int>() : OrgsOf(mention, sentence, chunk)) {
    if (std::find(e.orgs.begin(), e.orgs.end(), org) == e.orgs.end()) e.orgs.push_back(org);
  }
  // A meeting named in passing («ذكر بالدورة الثانية للمجلس») does not become the one at hand.
  const bool leads =
      modality == Modality::kHeld || current_ < 0 || (mention.definite && e.mentions.size() > 1);
  if (leads && !e.wished && !mention.previous && e.status == "held") current_ = event;
}

// «الجلسة الافتتاحية»: of the congress that was told of last, where what is at hand is none.
int MeetingResolver::WholeOf(int at_hand, int oldest) const {
  constexpr std::string_view kCongress = "conference";
  if (events_[at_hand].kind == kCongress) return at_hand;
  for (int event = static_cast<int>(events_.size()) - 1; event >= oldest; --event) {
    if (events_[event].kind == kCongress && !events_[event].wished) return event;
  }
  return at_hand;
}

int MeetingResolver::EventAt(int sentence) const {
  const int main = main_, near = at_hand_[sentence];
  if (near < 0 || near == main) return main;
  if (main < 0) return near;
  // Told at length, an event is not left for one named once.
  const bool passing = events_[near].mentions.size() == 1 && events_[main].mentions.size() >= 4 &&
                       !InSentence(near, sentence);
  return passing ? main : near;
}

bool MeetingResolver::InSentence(int event, int sentence) const {
  return sentences_[sentence].sentence.tokens.Contains(
      m_.meetings[events_[event].mentions.back()].span.begin);
}

int MeetingResolver::MainEvent() const {
  int best = -1;
  size_t most = 0;
  for (size_t i = 0; i < events_.size(); ++i) {
    if (events_[i].wished) continue;
    if (events_[i].mentions.size() > most) {
      most = events_[i].mentions.size();
      best = static_cast<int>(i);
    }
  }
  return best;
}

}  // namespace amana::ingest
