// Lines below a statement: «فلان – حزب X», «حزب X: فلان».
#include "ingest/relations/assembler.h"

namespace amana::ingest {

// A line of a person without a post and a party, a mark between them: nothing else.
Assembler::Signature Assembler::SignatureIn(int sentence) const {
  Signature signature;
  bool marked = false;
  for (const Chunk& chunk : sentences_[sentence].chunks) {
    if (chunk.type == ChunkType::kToken && doc_.WordAt(chunk.span.begin) == nullptr) {
      const bool between = (signature.person >= 0) != (signature.body >= 0);
      marked =
          marked ||
          (between && (doc_.IsMark(chunk.span.begin, '-') || doc_.IsMark(chunk.span.begin, ':')));
    } else if (chunk.type == ChunkType::kGroup && signature.person < 0) {
      const GroupMention& group = m_.groups[chunk.index];
      if (group.persons.size() != 1 || !group.holdings.empty() || !group.orgs.empty() ||
          !group.posts.empty()) {
        return {};
      }
      signature.person = resolver_.Person(group.persons.front());
    } else if (chunk.type == ChunkType::kOrg && signature.body < 0) {
      const OrgMention& org = m_.orgs[chunk.index];
      if (org.anaphor || org.members || (org.kind != "Party" && org.kind != "Coalition")) return {};
      signature.body = resolver_.Org(chunk.index);
    } else {
      return {};
    }
  }
  return marked && signature.person >= 0 && signature.body >= 0 ? signature : Signature{};
}

// «فلان (حزب X)», «وفلان عن حزب Y»: in lists.
void Assembler::ApplySenders() {
  for (size_t s = 0; s < sentences_.size(); ++s) {
    for (const Chunk& chunk : sentences_[s].chunks) {
      if (chunk.type != ChunkType::kGroup) continue;
      for (const int mention : m_.groups[chunk.index].persons) {
        const int person = resolver_.Person(mention);
        const int party = resolver_.Org(m_.persons[mention].sender);
        if (person >= 0 && party >= 0)
          Add(person, "MEMBER_OF", party, {}, static_cast<int>(s), "member.sender", 0.86F);
      }
    }
  }
}

// Several such lines, one below the other: each signs for the party beside his name.
void Assembler::ApplySignatures() {
  Signature above, here, below;
  const int count = static_cast<int>(sentences_.size());
  for (int line = -1; line < count; ++line) {
    below = line + 1 < count ? SignatureIn(line + 1) : Signature{};
    if (here.person >= 0 && (above.person >= 0 || below.person >= 0))
      Add(here.person, "MEMBER_OF", here.body, {}, line, "member.signature", 0.84F);
    above = here;
    here = below;
  }
}

}  // namespace amana::ingest
