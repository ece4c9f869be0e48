// What is said of posts and memberships without being so: denied, called for, or only to come.
#include <algorithm>

#include "ingest/relations/assembler.h"

namespace amana::ingest {

// «لم ينضم فلان», «نفى انضمامه», «طالب بإقالة فلان», «من المنتظر تعيين فلان»: the words closely
// before what the chunk `first` begins.
bool Assembler::IsUnreal(int sentence, int first) const {
  constexpr int kClose = 5;
  const CoreClasses& c = rules_.core();
  const auto& chunks = sentences_[sentence].chunks;
  for (int i = first - 1; i >= std::max(0, first - kClose); --i) {
    const Chunk& before = chunks[i];
    const bool people =
        before.type == ChunkType::kGroup && !m_.groups[before.index].persons.empty();
    if (people && i < first - 1) return false;  // directly before: «نفى فلان انضمامه»
    if (before.type != ChunkType::kToken) continue;
    const ClassSet& is = before.classes;
    if (is.test(c.wish_cue) || is.test(c.plan_cue)) return true;
    if (is.test(c.negation)) return i == first - 1 || is.test(c.verb);
    const bool mark = doc_.WordAt(before.span.begin) == nullptr;
    if (mark || is.test(c.say_verb) || (is.test(c.verb) && !is.test(c.function))) return false;
  }
  return false;
}

// «ترشيح فلان لرئاسة X عوضا عن رئيسها السابق فلان»: nobody has succeeded yet.
bool Assembler::IsCandidacy(const Candidate& c) const {
  constexpr int kClose = 2;
  const auto& chunks = sentences_[c.sentence].chunks;
  for (int i = c.first - 1; i >= std::max(0, c.first - kClose); --i) {
    if (chunks[i].classes.test(rules_.core().candidacy) ||
        chunks[i].classes.test(rules_.core().stand_verb))
      return true;
  }
  return false;
}

// «تحدث فلان عن حزب X»: what he speaks of, not whom he stands for.
bool Assembler::IsSaid(const Candidate& c) const {
  constexpr int kClose = 4;
  const auto& chunks = sentences_[c.sentence].chunks;
  for (int i = c.first - 1; i >= std::max(0, c.first - kClose); --i) {
    if (chunks[i].type == ChunkType::kToken && chunks[i].classes.test(rules_.core().say_verb))
      return true;
  }
  return false;
}

}  // namespace amana::ingest
