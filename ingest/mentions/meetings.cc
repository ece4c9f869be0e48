// Meetings named by a noun («اجتماعا تنظيميا», «الدورة الأخيرة للمجلس الوطني») or told by a verb.
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {

// Bodies and adjectives in the noun phrase: «الاجتماع الأول للأمانة العامة».
void Recognizer::LinkMeeting(MeetingMention& meeting, uint32_t& at) {
  for (int links = 0; links < 4 && at < end_; ++links) {
    const PhraseMatch adjective = Longest(at, c_.meeting_adj);
    const PhraseMatch previous = Longest(at, c_.previous_adj);
    const PhraseMatch next = Longest(at, c_.next_adj);
    if (!previous.span.empty() || !next.span.empty()) {
      meeting.previous = meeting.previous || !previous.span.empty();
      meeting.next = meeting.next || !next.span.empty();
      at = !previous.span.empty() ? previous.span.end : next.span.end;
      continue;
    }
    if (!adjective.span.empty() && !Conjoined(at)) {
      if (const std::string_view q = adjective.entry->Get("qualifier"); !q.empty())
        meeting.qualifier = q;
      if (const std::string_view o = adjective.entry->Get("ordinal"); !o.empty()) {
        meeting.ordinal = std::atoi(std::string(o).c_str());
      }
      meeting.part = meeting.part || adjective.entry->Get("part") == "1";
      at = adjective.span.end;
      continue;
    }
    if (!meeting.orgs.empty()) {
      // «اجتماع هيئة الرئاسة والأمانة العامة»
      if (!Conjoined(at)) return;
      const int also = ParseOrg(at, kWa, 1, true);
      if (also < 0) return;
      if (mentions_.orgs[also].number != Number::kSingular) return;
      meeting.orgs.push_back(also);
      at = mentions_.orgs[also].full.end;
      continue;
    }
    const bool construct = !meeting.definite && !meeting.possessed && links == 0;
    const uint8_t preposition = JoinedPreposition(at);
    if (!construct && (preposition & kLa) == 0) return;
    const int org = ParseOrg(at, kLa, 1, !construct);
    if (org < 0) return;
    if (!construct && (mentions_.orgs[org].proclitics & kLa) == 0) return;
    meeting.orgs.push_back(org);
    at = mentions_.orgs[org].full.end;
  }
}

int Recognizer::ParseMeeting(uint32_t at, uint8_t allowed) {
  const PhraseMatch head = Longest(at, c_.meeting_noun, allowed);
  if (head.span.empty()) return -1;
  MeetingMention meeting;
  meeting.head = head.entry->lemma;
  meeting.kind = std::string(head.entry->Get("kind"));
  meeting.number = head.entry->number;
  // «أول اجتماعاتها» is one meeting.
  if (meeting.number == Number::kPlural && at > begin_) {
    const Reading* ordinal = Word(at - 1, c_.meeting_adj);
    if (ordinal != nullptr && !ordinal->definite() && !ordinal->entry->Get("ordinal").empty()) {
      meeting.number = Number::kSingular;
    }
  }
  meeting.definite = head.first.definite();
  meeting.possessed = head.entry->possessed;
  meeting.proclitics = head.first.proclitics & ~kAl;
  uint32_t end = head.span.end;
  LinkMeeting(meeting, end);
  meeting.span = meeting.full = {at, end};
  meeting.name = doc_.Phrase(meeting.span, &head.first);
  mentions_.meetings.push_back(std::move(meeting));
  return static_cast<int>(mentions_.meetings.size()) - 1;
}

// «اجتمعت», «التقى», «استقبل»: the verb itself tells of a meeting.
int Recognizer::ParseMeetVerb(uint32_t at) {
  const PhraseMatch verb = Longest(at, c_.meet_verb, kWa | kFa | kSa);
  if (verb.span.empty() || verb.first.definite()) return -1;
  MeetingMention meeting;
  meeting.verbal = true;
  meeting.head = verb.entry->lemma;
  meeting.kind = std::string(verb.entry->Get("kind"));
  meeting.next = (verb.first.proclitics & kSa) != 0;
  meeting.span = meeting.full = verb.span;
  meeting.name = doc_.Phrase(verb.span, &verb.first);
  mentions_.meetings.push_back(std::move(meeting));
  return static_cast<int>(mentions_.meetings.size()) - 1;
}

}  // namespace amana::ingest
