#pragma once

#include <string>
#include <vector>

#include "ingest/relations/candidate.h"
#include "ingest/resolve/resolver.h"

namespace amana::ingest {

// An event of the article: all mentions that tell of it, and what is said of it.
struct MeetingEvent {
  std::vector<int> mentions;  // meeting mentions, in text order
  std::string_view kind = "meeting";
  std::string_view qualifier;
  std::string_view level, trait;
  int ordinal = 0;
  std::string_view status = "held";
  bool told = false;  // a mention says that it took place
  std::string_view mode;
  std::string date;
  int date_sentence = -1;
  std::string_view date_rule;
  float date_confidence = 0;
  int seat = -1;  // place mention: «مقر الحزب»
  int seat_sentence = -1;
  std::string_view seat_rule;
  std::vector<int> orgs;  // entities that held it
  bool wished = false;    // only wished for: not a fact
  int entity = -1;
};

// Tells the meetings of an article apart: an indefinite noun or a verb starts an event, a definite
// one («الاجتماع») goes on with the one at hand, «السابق» and «المقبل» are others.
class MeetingResolver {
 public:
  MeetingResolver(const Document& document, const RuleSet& rules, Mentions& mentions,
                  const std::vector<ReadSentence>& sentences, Resolver& resolver);

  // Assigns every meeting mention to an event. Bodies that rules propose as holders tell events
  // apart.
  void Resolve(const std::vector<Candidate>& candidates);

  // The event of a mention, -1 for a generic plural.
  int EventOf(int mention) const { return event_of_[mention]; }
  // The meeting that a sentence goes on with where it names none: the one at hand before it, or the
  // one that the article is mostly about; -1 if there is none.
  int EventAt(int sentence) const;
  int WholeOf(int at_hand, int oldest) const;
  // The person mention that a meeting's pronoun stands for («جاء ذلك خلال لقائه»); -1 if none.
  int PersonOf(const MeetingMention& mention, int sentence, size_t chunk) const;
  std::vector<MeetingEvent>& events() { return events_; }

 private:
  enum class Modality { kUnmarked, kHeld, kPlanned, kPostponed, kCancelled, kWished };
  int MainEvent() const;
  int Assign(const MeetingMention& mention, Modality modality, int sentence, size_t chunk);
  bool ToldAgain(const MeetingMention& mention, Modality modality, const MeetingEvent& event,
                 const std::vector<int>& orgs, bool first_event) const;
  void Place(int index, int sentence, size_t chunk);
  bool IsFuture(const Chunk& chunk) const;
  bool Decides(int sentence, size_t cue, size_t chunk) const;
  bool IsDated(int sentence, size_t chunk) const;
  bool IsHoldNoun(const Chunk& chunk) const;
  bool InTitle(const MeetingMention& mention) const;
  bool InSentence(int event, int sentence) const;
  static bool Calls(const MeetingMention& told, const MeetingMention& later);
  bool IsCalled(const MeetingEvent& event, const MeetingMention& mention) const;
  bool NamesParty(const MeetingMention& mention, int oldest) const;
  bool IsWelcome(const MeetingMention& mention) const;
  bool IsFestive(const MeetingEvent& event) const;
  bool IsSubject(const MeetingMention& mention) const;
  static bool IsEncounter(const MeetingMention& mention);
  static bool SameKind(const MeetingMention& mention, const MeetingEvent& event);
  int AtHand(const MeetingMention& mention, Modality modality, int oldest) const;
  int SameClause(const MeetingMention& mention, int sentence, size_t chunk) const;
  int TalkedAt(int sentence, size_t chunk) const;
  int NewEvent(const MeetingMention& mention, const std::vector<int>& orgs);
  bool Compatible(const MeetingMention& mention, const MeetingEvent& event,
                  const std::vector<int>& orgs) const;
  bool IsWithin(int body, int whole) const;
  bool SameSession(const MeetingMention& mention, const MeetingEvent& event) const;
  void Tell(MeetingEvent& event, const MeetingMention& mention, Modality modality);
  Modality ModalityOf(const MeetingMention& mention, int sentence, size_t chunk) const;
  Modality ModalityBefore(int sentence, size_t chunk) const;
  Modality ModalityBehind(int sentence, size_t chunk) const;
  std::vector<int> DecidingBefore(int sentence, size_t chunk) const;
  int SpeakerBefore(int sentence, size_t chunk) const;
  bool Disagrees(const MeetingMention& mention, int org) const;
  bool OfPerson(int sentence, size_t chunk) const;
  std::vector<int> SubjectBehind(int sentence, size_t chunk) const;
  std::vector<int> OrgsOf(const MeetingMention& mention, int sentence, size_t chunk);

  const Document& doc_;
  const RuleSet& rules_;
  Mentions& m_;
  const std::vector<ReadSentence>& sentences_;
  Resolver& resolver_;
  std::vector<MeetingEvent> events_;
  std::vector<int> event_of_;
  std::map<int, std::pair<float, int>> holder_;  // mention -> weight, organization a rule proposes
  std::vector<int> at_hand_;                     // sentence -> the meeting at hand before it
  int current_ = -1;
  int main_ = -1;  // what the article is mostly about
};

}  // namespace amana::ingest
