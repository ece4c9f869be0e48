#pragma once

#include <string>
#include <vector>

#include "ingest/relations/candidate.h"
#include "ingest/resolve/resolver.h"

namespace amana::ingest {

// An event of the article: all mentions that tell of it, and what is said of it.
struct MeetingEvent {
  std::vector<int> mentions;  // meeting mentions, in text order
  std::string kind = "meeting";
  std::string qualifier;
  std::string status = "held";
  std::string mode;
  std::string date;
  int date_sentence = -1;
  std::string date_rule;
  float date_confidence = 0;
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
  // The event that the article is mostly about; -1 if there is none.
  int MainEvent() const;
  std::vector<MeetingEvent>& events() { return events_; }

 private:
  enum class Modality { kHeld, kPlanned, kCancelled, kWished };
  int Assign(const MeetingMention& mention, int sentence, size_t chunk);
  int NewEvent(const MeetingMention& mention, int sentence, size_t chunk);
  bool Compatible(const MeetingMention& mention, const MeetingEvent& event,
                  const std::vector<int>& orgs) const;
  Modality ModalityOf(const MeetingMention& mention, int sentence, size_t chunk) const;
  std::vector<int> OrgsOf(const MeetingMention& mention, int sentence, size_t chunk);

  const Document& doc_;
  const RuleSet& rules_;
  Mentions& m_;
  const std::vector<ReadSentence>& sentences_;
  Resolver& resolver_;
  std::vector<MeetingEvent> events_;
  std::vector<int> event_of_;
  std::map<int, std::pair<float, int>> holder_;  // mention -> weight, organization a rule proposes
  int current_ = -1;
};

}  // namespace amana::ingest
