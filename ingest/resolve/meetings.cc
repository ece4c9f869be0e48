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

std::vector<int> MeetingResolver::OrgsOf(const MeetingMention& mention, int sentence,
                                         size_t chunk) {
  std::vector<int> orgs;
  for (int org : mention.orgs) {
    if (const int entity = resolver_.Org(org); entity >= 0) orgs.push_back(entity);
  }
  if (const auto held = holder_.find(static_cast<int>(&mention - m_.meetings.data()));
      held != holder_.end() && orgs.empty()) {
    orgs.push_back(held->second.second);
  }
  // «اجتماعها»: the body named last before it in the sentence, or at all.
  if (mention.possessed && orgs.empty()) {
    const auto& chunks = sentences_[sentence].chunks;
    for (size_t i = chunk; i-- > 0 && orgs.empty();) {
      if (chunks[i].type == ChunkType::kGroup && m_.groups[chunks[i].index].persons.empty()) {
        for (int org : m_.groups[chunks[i].index].orgs) {
          if (const int entity = resolver_.Org(org); entity >= 0) orgs.push_back(entity);
        }
        continue;
      }
      if (chunks[i].type != ChunkType::kOrg) continue;
      if (const int entity = resolver_.Org(chunks[i].index); entity >= 0) orgs.push_back(entity);
    }
    if (orgs.empty()) {
      if (const int entity = resolver_.BodyBefore(mention.span.begin); entity >= 0)
        orgs.push_back(entity);
    }
  }
  return orgs;
}

// Planned, cancelled or only wished for: cues before the meeting in its clause, and «المقبل» behind
// it.
MeetingResolver::Modality MeetingResolver::ModalityOf(const MeetingMention& mention, int sentence,
                                                      size_t chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  const CoreClasses& c = rules_.core();
  int steps = 0;
  for (size_t i = chunk; i-- > 0 && steps < 9; ++steps) {
    const Chunk& before = chunks[i];
    if (before.type == ChunkType::kMeeting && m_.meetings[before.index].verbal) break;
    if (before.type != ChunkType::kToken) continue;
    const ClassSet& classes = before.classes;
    if (classes.test(c.cancel_cue)) return Modality::kCancelled;
    if (classes.test(c.wish_cue)) return Modality::kWished;
    if (classes.test(c.plan_cue)) return Modality::kPlanned;
    if (classes.test(c.negation) && steps < 3) return Modality::kWished;
    if (classes.test(c.hold_verb)) {
      // «سيعقد», «ستعقد»: the future sign is written with the verb.
      const WordInfo* word = doc_.WordAt(before.span.begin);
      const Reading* future = word == nullptr ? nullptr : word->Find(c.hold_verb, kSa | kWa);
      if (future != nullptr && (future->proclitics & kSa) != 0) return Modality::kPlanned;
    }
  }
  for (size_t i = chunk + 1; i < chunks.size() && i <= chunk + 4; ++i) {
    if (chunks[i].type == ChunkType::kToken && chunks[i].classes.test(c.plan_cue))
      return Modality::kPlanned;
  }
  return mention.next ? Modality::kPlanned : Modality::kHeld;
}

bool MeetingResolver::Compatible(const MeetingMention& mention, const MeetingEvent& event,
                                 const std::vector<int>& orgs) const {
  if (event.mentions.empty()) return false;
  const MeetingMention& first = m_.meetings[event.mentions.front()];
  if (mention.previous != first.previous) return false;
  if (!mention.qualifier.empty() && !event.qualifier.empty() &&
      mention.qualifier != event.qualifier)
    return false;
  if (!orgs.empty() && !event.orgs.empty()) {
    // A joint meeting of two bodies is not one of either.
    if (mention.qualifier == "joint" && orgs.size() != event.orgs.size()) return false;
    return std::any_of(orgs.begin(), orgs.end(), [&](int org) {
      return std::find(event.orgs.begin(), event.orgs.end(), org) != event.orgs.end();
    });
  }
  return true;
}

int MeetingResolver::NewEvent(const MeetingMention& mention, int sentence, size_t chunk) {
  MeetingEvent event;
  if (!mention.kind.empty()) event.kind = mention.kind;
  event.qualifier = mention.qualifier;
  event.orgs = OrgsOf(mention, sentence, chunk);
  switch (ModalityOf(mention, sentence, chunk)) {
    case Modality::kPlanned:
      event.status = "scheduled";
      break;
    case Modality::kCancelled:
      event.status = "cancelled";
      break;
    case Modality::kWished:
      event.wished = true;
      break;
    case Modality::kHeld:
      break;
  }
  events_.push_back(std::move(event));
  return static_cast<int>(events_.size()) - 1;
}

int MeetingResolver::Assign(const MeetingMention& mention, int sentence, size_t chunk) {
  if (mention.number == Number::kPlural) return -1;
  const std::vector<int> orgs = OrgsOf(mention, sentence, chunk);
  const int oldest = std::max(0, static_cast<int>(events_.size()) - kMostEvents);
  if (mention.part && current_ >= 0) return current_;
  const bool bare_definite = mention.definite && orgs.empty() && mention.qualifier.empty();
  const bool other = mention.previous || mention.next;
  if (bare_definite && !other) {
    // «الاجتماع», «اللقاء»: the meeting at hand, of whatever noun it was called.
    for (int i = static_cast<int>(events_.size()); i-- > oldest;) {
      const MeetingMention& first = m_.meetings[events_[i].mentions.front()];
      if (first.head == mention.head && !first.previous && !events_[i].wished) return i;
    }
    if (current_ >= 0) return current_;
    return NewEvent(mention, sentence, chunk);
  }
  if (mention.next && !orgs.empty()) {
    for (int i = static_cast<int>(events_.size()); i-- > oldest;) {
      if (events_[i].status == "scheduled" && Compatible(mention, events_[i], orgs)) return i;
    }
  }
  if (!other) {
    for (int i = static_cast<int>(events_.size()); i-- > oldest;) {
      const MeetingEvent& event = events_[i];
      if (!Compatible(mention, event, orgs)) continue;
      const MeetingMention& first = m_.meetings[event.mentions.front()];
      const bool same_org = !orgs.empty() && !event.orgs.empty();
      const bool same_head = first.head == mention.head;
      // A body's meeting told again (title and lead, «اجتماعها»), or the noun behind its verb.
      if (same_org && (same_head || first.verbal || mention.verbal)) return i;
      // «عقدت … اجتماعا», when the title already told of «اجتماع»: the same head, no body on one
      // side.
      const bool from_title = sentences_.front().sentence.tokens.Contains(first.span.begin) &&
                              sentences_.front().sentence.kind == BlockKind::kTitle;
      if (same_head && from_title && event.mentions.size() == 1 && i == 0) return i;
    }
  }
  return NewEvent(mention, sentence, chunk);
}

void MeetingResolver::Resolve(const std::vector<Candidate>& candidates) {
  for (const Candidate& candidate : candidates) {
    if (candidate.predicate != "HELD_BY" || candidate.subject < 0) continue;
    const auto& chunks = sentences_[candidate.sentence].chunks;
    if (chunks[candidate.subject].type != ChunkType::kMeeting ||
        chunks[candidate.object].type != ChunkType::kOrg) {
      continue;
    }
    const int org = resolver_.Org(chunks[candidate.object].index);
    const float score = candidate.weight - 0.02F * static_cast<float>(candidate.gap);
    auto& best = holder_[chunks[candidate.subject].index];
    if (org >= 0 && score > best.first) best = {score, org};
  }
  std::erase_if(holder_, [](const auto& entry) { return entry.second.first <= 0; });
  for (size_t s = 0; s < sentences_.size(); ++s) {
    const auto& chunks = sentences_[s].chunks;
    for (size_t i = 0; i < chunks.size(); ++i) {
      if (chunks[i].type != ChunkType::kMeeting) continue;
      const MeetingMention& mention = m_.meetings[chunks[i].index];
      const int event = Assign(mention, static_cast<int>(s), i);
      event_of_[chunks[i].index] = event;
      if (event < 0) continue;
      MeetingEvent& e = events_[event];
      e.mentions.push_back(chunks[i].index);
      for (int org : OrgsOf(mention, static_cast<int>(s), i)) {
        if (std::find(e.orgs.begin(), e.orgs.end(), org) == e.orgs.end()) e.orgs.push_back(org);
      }
      if (e.qualifier.empty()) e.qualifier = mention.qualifier;
      if (!e.wished && !mention.previous && e.status == "held") current_ = event;
    }
  }
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
