// Whether a meeting took place, is planned, or is only wished for: what its clause says before and
// behind it.
#include "ingest/resolve/meetings.h"

namespace amana::ingest {

// Planned, cancelled or only wished for: cues before the meeting in its clause.
MeetingResolver::Modality MeetingResolver::ModalityBefore(int sentence, size_t chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  const CoreClasses& c = rules_.core();
  Modality found = Modality::kUnmarked;
  int steps = 0;
  bool called = false;  // «دعا الحزب إلى عقد»
  for (size_t i = chunk; i-- > 0 && steps < 9; ++steps) {
    const Chunk& before = chunks[i];
    if (before.type == ChunkType::kMeeting && m_.meetings[before.index].verbal) break;
    if (before.type != ChunkType::kToken) continue;
    const ClassSet& classes = before.classes;
    if (classes.test(c.prep_to) && (steps == 0 || (steps == 1 && IsHoldNoun(chunks[i + 1]))))
      called = true;
    if (called && classes.test(c.call_verb))
      return IsDated(sentence, chunk) ? Modality::kPlanned : Modality::kWished;
    if (classes.test(c.postpone_cue)) return Modality::kPostponed;
    if (classes.test(c.cancel_cue)) return Modality::kCancelled;
    if (classes.test(c.wish_cue)) {
      const bool call = doc_.Is(before.span.begin, c.call_verb);
      return call && IsDated(sentence, chunk) ? Modality::kPlanned : Modality::kWished;
    }
    if (classes.test(c.plan_cue)) return Modality::kPlanned;
    if (classes.test(c.call_verb) && Decides(sentence, i, chunk)) return Modality::kPlanned;
    if (classes.test(c.negation) && steps < 3) return Modality::kWished;
    if (!classes.test(c.hold_verb) && !classes.test(c.chair_verb)) continue;
    // «لن يعقد الحزب أي اجتماع»
    if (i > 0 && chunks[i - 1].type == ChunkType::kToken && chunks[i - 1].classes.test(c.negation))
      return Modality::kWished;
    if (IsFuture(before)) return Modality::kPlanned;
    found = Modality::kHeld;
  }
  return found;
}

// «قرر المكتب عقد دورة», «قرر انعقاد اللجنة»
bool MeetingResolver::Decides(int sentence, size_t cue, size_t chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  const WordInfo* word = doc_.WordAt(chunks[cue].span.begin);
  const Reading* verb = word == nullptr ? nullptr : word->Find(rules_.core().call_verb, kWa | kFa);
  if (verb == nullptr || verb->entry->Get("of") != "decision") return false;
  return (cue + 1 < chunk && IsHoldNoun(chunks[chunk - 1])) ||
         doc_.Is(chunks[chunk].span.begin, rules_.core().hold_noun);
}

// «دعا الحزب إلى عقد دورة يوم السبت»: with a day behind it, a call is a summons.
bool MeetingResolver::IsDated(int sentence, size_t chunk) const {
  constexpr size_t kFarthest = 14;
  const auto& chunks = sentences_[sentence].chunks;
  for (size_t i = chunk + 1; i < chunks.size() && i <= chunk + kFarthest; ++i) {
    if (chunks[i].type == ChunkType::kDate) return true;
    if (chunks[i].type == ChunkType::kMeeting) return false;
    if (chunks[i].type == ChunkType::kToken && chunks[i].classes.test(rules_.core().say_verb))
      return false;
  }
  return false;
}

bool MeetingResolver::IsHoldNoun(const Chunk& chunk) const {
  return chunk.type == ChunkType::kToken && chunk.classes.test(rules_.core().hold_noun);
}

// «سيعقد», «ستعقد»: the future sign is written with the verb.
bool MeetingResolver::IsFuture(const Chunk& chunk) const {
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  return word != nullptr && SaysFuture(*word, rules_.core().verb);
}

// «المؤتمر الذي كان مقررا … ألغي», «المؤتمر المزمع عقده»: what its clause says behind it.
MeetingResolver::Modality MeetingResolver::ModalityBehind(int sentence, size_t chunk) const {
  const auto& chunks = sentences_[sentence].chunks;
  const CoreClasses& c = rules_.core();
  Modality found = Modality::kUnmarked;
  for (size_t i = chunk + 1; i < chunks.size() && i <= chunk + 14; ++i) {
    if (chunks[i].type == ChunkType::kMeeting) break;
    if (chunks[i].type != ChunkType::kToken) continue;
    const ClassSet& classes = chunks[i].classes;
    if (classes.test(c.verb) && classes.test(c.postpone_cue)) return Modality::kPostponed;
    if (classes.test(c.verb) && classes.test(c.cancel_cue)) return Modality::kCancelled;
    if (found != Modality::kUnmarked) continue;
    if (i <= chunk + 4 && classes.test(c.plan_adj)) found = Modality::kPlanned;
    if (i <= chunk + 6 && classes.test(c.hold_verb))
      found = IsFuture(chunks[i]) ? Modality::kPlanned : Modality::kHeld;
  }
  return found;
}

MeetingResolver::Modality MeetingResolver::ModalityOf(const MeetingMention& mention, int sentence,
                                                      size_t chunk) const {
  const Modality before = ModalityBefore(sentence, chunk);
  const Modality behind = ModalityBehind(sentence, chunk);
  if (behind == Modality::kPostponed || behind == Modality::kCancelled) return behind;
  if (before != Modality::kUnmarked && before != Modality::kHeld) return before;
  if (mention.next || behind == Modality::kPlanned) return Modality::kPlanned;
  return mention.verbal || before == Modality::kHeld ? Modality::kHeld : behind;
}

}  // namespace amana::ingest
