// Meetings named by a noun («اجتماعا تنظيميا», «الدورة الأخيرة للمجلس الوطني») or told by a verb.
#include <algorithm>

#include "ingest/mentions/recognizer.h"

namespace amana::ingest {

// «الجلسة التشريعية», «لقاء حواري»: an adjective of relation that no list has, without its article
// and ending; empty where there is none.
std::string_view Recognizer::RelationAdjective(uint32_t at, bool definite) const {
  if (at >= end_ || doc_.tokens[at].kind != TokenKind::kWord || Conjoined(at)) return {};
  const WordInfo& word = *doc_.tokens[at].word;
  if (word.starts_with_article() != definite) return {};
  const Reading* known = Word(at, c_.ordinary);
  const bool adjective = known != nullptr && known->entry->Get("pos") == "adj";
  const bool other = Word(at, c_.nationality) != nullptr || Word(at, c_.surname) != nullptr ||
                     Word(at, c_.title) != nullptr || Word(at, c_.previous_adj) != nullptr;
  if (!adjective || other) return {};
  constexpr std::string_view kArticle = "ال", kFeminine = "ه", kAccusative = "ا", kRelation = "ي";
  std::string_view stem = word.k2;
  if (definite) stem.remove_prefix(kArticle.size());
  for (std::string_view ending : {kFeminine, kAccusative}) {
    if (stem.ends_with(ending)) stem.remove_suffix(ending.size());
  }
  return stem.ends_with(kRelation) ? stem : std::string_view();
}

// Bodies and adjectives in the noun phrase: «الاجتماع الأول للأمانة العامة».
void Recognizer::LinkMeeting(MeetingMention& meeting, uint32_t& at) {
  constexpr std::string_view kArticle = "ال";
  // «المؤتمر الثالث عام 2012»: the date is no adjective («عام»).
  for (int links = 0; links < 4 && at < end_ && date_at_[at] < 0; ++links) {
    // «الدورة الـ 47 لمجلس الشورى»
    if (meeting.definite && doc_.tokens[at].kind == TokenKind::kWord &&
        doc_.tokens[at].word->k2 == kArticle && at + 1 < end_ &&
        doc_.tokens[at + 1].kind == TokenKind::kNumber) {
      meeting.ordinal = std::atoi(doc_.Phrase({at + 1, at + 2}).c_str());
      at += 2;
      continue;
    }
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
      if (const std::string_view l = adjective.entry->Get("level"); !l.empty()) meeting.level = l;
      meeting.part = meeting.part || adjective.entry->Get("part") == "1";
      meeting.festive = meeting.festive || adjective.entry->Get("festive") == "1";
      if (adjective.entry->Get("trait") == "1") meeting.trait = adjective.entry->lemma;
      at = adjective.span.end;
      continue;
    }
    if (const std::string_view trait = RelationAdjective(at, meeting.definite || meeting.possessed);
        !trait.empty() && meeting.trait.empty() && meeting.orgs.empty()) {
      meeting.trait = trait;
      ++at;
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
    // «في اجتماع لها»
    if (!meeting.definite && !meeting.possessed && Word(at, c_.own_cue) != nullptr) {
      meeting.possessed = true;
      ++at;
      continue;
    }
    // «الجلسة الخاصة بالمجلس المركزي»
    if (meeting.definite && Word(at, c_.link_adj) != nullptr) {
      const int whose = ParseOrg(at + 1, kBa | kLa, 1, true);
      if (whose < 0) return;
      meeting.orgs.push_back(whose);
      at = mentions_.orgs[whose].full.end;
      continue;
    }
    if (meeting.part && !Longest(at, c_.meeting_noun, kLa).span.empty()) return;
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

// «الجلسة الافتتاحية للمؤتمر الجهوي الرابع»: a part of the meeting that it names.
bool Recognizer::TakeWhole(MeetingMention& part, uint32_t& at) {
  if (!part.part || !part.orgs.empty()) return false;
  const PhraseMatch head = Longest(at, c_.meeting_noun, kLa);
  if (head.span.empty() || (head.first.proclitics & kLa) == 0) return false;
  const int whole = ParseMeeting(at, kLa);
  if (whole < 0) return false;
  const uint8_t proclitics = part.proclitics;
  part = std::move(mentions_.meetings[whole]);
  mentions_.meetings.pop_back();
  part.proclitics = proclitics;
  at = part.span.end;
  return true;
}

// True where an ordinary noun follows that heads nothing with people in it.
bool Recognizer::OfThings(uint32_t at) const {
  if (at >= end_ || doc_.tokens[at].kind != TokenKind::kWord || Conjoined(at)) return false;
  const WordInfo& word = *doc_.tokens[at].word;
  for (ClassId people : {c_.title, c_.post_head, c_.given, c_.members_noun, c_.org_head,
                         c_.party_head, c_.party, c_.body, c_.team_noun, c_.function,
                         c_.meeting_adj, c_.previous_adj, c_.next_adj, c_.place, c_.place_head}) {
    if (word.Any(people)) return false;
  }
  const Reading* noun = Word(at, c_.ordinary);
  return noun != nullptr && noun->entry->Get("pos") == "n" && JoinedPreposition(at) == 0;
}

// «مراسم التنصيب», «حفل الافتتاح»: the occasion makes the noun before it a known one.
bool Recognizer::OfOccasion(uint32_t at) const {
  if (at >= end_ || doc_.tokens[at].kind != TokenKind::kWord || Conjoined(at)) return false;
  const Reading* noun = Word(at, c_.occasion);
  return noun != nullptr && noun->definite() && JoinedPreposition(at) == 0;
}

int Recognizer::ParseMeeting(uint32_t at, uint8_t allowed) {
  const PhraseMatch head = Longest(at, c_.meeting_noun, allowed);
  if (head.span.empty()) return -1;
  // «استقبال الطلبات»: of things, it is no meeting.
  if (head.entry->Get("of") == "people" && !head.entry->possessed && OfThings(head.span.end))
    return -1;
  // «مقر منتدى X»: whose seat it is.
  if (head.entry->Get("kind") == "conference" && !head.first.definite() && at > begin_) {
    const Reading* seat = Word(at - 1, c_.facility_head, kAnyProclitic);
    if (seat != nullptr && !seat->definite() && seat->entry->Get("seat") == "1") return -1;
  }
  if (head.entry->Get("def") == "0" && head.first.definite()) return -1;
  // «انعقاد المؤتمر»: the noun behind it tells of the meeting, «انعقاد المجلس» does so itself.
  const bool holding = head.entry->Get("of") == "body";
  if (holding && (head.first.definite() || !Longest(head.span.end, c_.meeting_noun).span.empty()))
    return -1;
  MeetingMention meeting;
  meeting.head = head.entry->Get("noun", head.entry->lemma);
  meeting.noun = meeting.head;
  meeting.kind = head.entry->Get("kind");
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
  meeting.generic = head.entry->Get("generic") == "1";
  meeting.festive = head.entry->Get("festive") == "1";
  uint32_t end = head.span.end;
  LinkMeeting(meeting, end);
  if (holding && meeting.orgs.empty()) return -1;
  if (meeting.kind == "ceremony" && end == head.span.end && OfOccasion(end)) {
    meeting.definite = true;
    ++end;
  }
  // «فعالية الدواء», but «الفعالية», «فعالية ثقافية»
  if (head.entry->Get("bare") == "def" && !meeting.definite && !meeting.possessed &&
      meeting.trait.empty() && meeting.level.empty() && meeting.orgs.empty())
    return -1;
  // «الدورة المقبلة» is a term of office as well; «الدورة العادية للمجلس» is a meeting.
  if (head.entry->Get("bare") == "0" && meeting.orgs.empty() && meeting.qualifier.empty() &&
      meeting.ordinal == 0 && !meeting.part && !(meeting.possessed && HoldVerbBefore(at)) &&
      Longest(end, c_.meet_participle).span.empty()) {
    // «الدورة», told of «دورته العادية» before; «الإفطار», of «إفطار رمضاني»
    const bool known = std::any_of(told_.begin(), told_.end(), [&](const LexEntry* told) {
      return told->lemma == head.entry->lemma || told->k2.starts_with(head.entry->k2);
    });
    if (!known || !meeting.definite || meeting.next || meeting.previous) return -1;
  } else if ((head.entry->Get("bare") == "0" || head.span.size() > 1) &&
             std::find(told_.begin(), told_.end(), head.entry) == told_.end()) {
    told_.push_back(head.entry);
  }
  // «المؤتمر العام», but «المؤتمر الوطني للمصالحة» is anybody's.
  const bool session = !meeting.level.empty() || meeting.ordinal != 0;
  meeting.own = head.entry->Get("own") == "1" && (meeting.definite || meeting.possessed) &&
                meeting.orgs.empty() && (session || meeting.qualifier == "founding") &&
                (JoinedPreposition(end) & kLa) == 0;
  if (TakeWhole(meeting, end)) {
    meeting.span.begin = at;
    meeting.full = meeting.span;
    mentions_.meetings.push_back(std::move(meeting));
    return static_cast<int>(mentions_.meetings.size()) - 1;
  }
  meeting.span = meeting.full = {at, end};
  meeting.name = NameOf(meeting.span, &head.first);
  mentions_.meetings.push_back(std::move(meeting));
  return static_cast<int>(mentions_.meetings.size()) - 1;
}

// «عقد المجلس الوطني للحزب دورته»
bool Recognizer::HoldVerbBefore(uint32_t at) const {
  constexpr uint32_t kFarthest = 12;
  for (uint32_t i = at; i > begin_ && at - i < kFarthest; --i) {
    if (doc_.Is(i - 1, c_.hold_verb)) return true;
  }
  return false;
}

// «استقبل الحزب في صفوفه فلانا»: he joined.
bool Recognizer::IntoRanks(uint32_t at) const {
  constexpr uint32_t kFarthest = 8;
  for (const uint32_t last = std::min(end_, at + kFarthest); at < last; ++at) {
    if (Word(at, c_.ranks_noun) != nullptr && doc_.Is(at - 1, c_.prep_in)) return true;
  }
  return false;
}

// The largest body that is named directly before a token; -1 where there is none.
int Recognizer::BodyEndingAt(uint32_t at) const {
  int largest = -1;
  for (size_t i = mentions_.orgs.size(); i > 0; --i) {
    const OrgMention& org = mentions_.orgs[i - 1];
    if (org.full.end < begin_) break;
    if (org.full.end != at) continue;
    if (largest < 0 || org.full.begin < mentions_.orgs[largest].full.begin)
      largest = static_cast<int>(i - 1);
  }
  return largest;
}

// «دعا الحزب مجلسه الوطني للانعقاد يوم السبت»: behind a body and before a day.
int Recognizer::ParseConvening(uint32_t at) {
  const PhraseMatch noun = Longest(at, c_.meeting_noun, kLa);
  if (noun.span.empty() || noun.entry->Get("of") != "body" || !noun.first.definite()) return -1;
  if (noun.span.end >= end_ || date_at_[noun.span.end] < 0) return -1;
  const bool joined = (noun.first.proclitics & kLa) != 0;
  if (!joined && (at == begin_ || !doc_.Is(at - 1, c_.prep_to))) return -1;
  const int body = BodyEndingAt(joined ? at : at - 1);
  if (body < 0) return -1;
  MeetingMention meeting;
  meeting.head = meeting.noun = noun.entry->Get("noun");
  meeting.kind = noun.entry->Get("kind");
  meeting.next = true;
  meeting.orgs.push_back(body);
  meeting.span = meeting.full = noun.span;
  meeting.name = NameOf(noun.span, &noun.first);
  mentions_.meetings.push_back(std::move(meeting));
  return static_cast<int>(mentions_.meetings.size()) - 1;
}

// «اجتمعت», «التقى», «استقبل»: the verb itself tells of a meeting.
int Recognizer::ParseMeetVerb(uint32_t at) {
  if (const int convening = ParseConvening(at); convening >= 0) return convening;
  PhraseMatch verb = Longest(at, c_.meet_verb, kWa | kFa | kSa);
  // «إن المجلس، المنعقد يوم السبت»
  const PhraseMatch participle = Longest(at, c_.meet_participle);
  if (!participle.span.empty() && participle.first.definite() && previous_ != nullptr &&
      previous_->type == ChunkType::kOrg &&
      (participle.entry->Get("dated") != "1" || (at + 1 < end_ && date_at_[at + 1] >= 0))) {
    verb = participle;
  } else if (verb.span.empty() || verb.first.definite() || IntoRanks(verb.span.end)) {
    return -1;
  }
  // «انعقد الاجتماع»: the noun tells of it.
  // «المؤتمر سينعقد», «الدورة التي انعقدت»: so does the noun before it.
  constexpr uint32_t kNounBefore = 6;
  const bool told = told_end_ > begin_ && at - told_end_ < kNounBefore;
  if (verb.entry->Is(c_.hold_verb) && told) return -1;
  constexpr uint32_t kFarthestNoun = 16;
  const uint32_t last = verb.entry->Is(c_.hold_verb) ? std::min(end_, at + kFarthestNoun) : at;
  for (uint32_t next = verb.span.end; next < last; ++next) {
    if (!Longest(next, c_.meeting_noun).span.empty()) return -1;
    if (doc_.Is(next, c_.org_head)) break;
  }
  MeetingMention meeting;
  meeting.verbal = true;
  meeting.head = verb.entry->lemma;
  meeting.noun = verb.entry->Get("noun");
  meeting.kind = verb.entry->Get("kind");
  meeting.sides = verb.entry->Get("sides") == "1";
  meeting.next = (verb.first.proclitics & kSa) != 0;
  meeting.span = meeting.full = verb.span;
  meeting.name = NameOf(verb.span, &verb.first);
  mentions_.meetings.push_back(std::move(meeting));
  return static_cast<int>(mentions_.meetings.size()) - 1;
}

}  // namespace amana::ingest
