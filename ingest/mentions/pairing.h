#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/mentions/mention.h"

namespace amana::ingest {

enum class Separator : uint8_t { kNone, kComma, kColon, kAnd, kSemicolon };

struct Element {
  ChunkType type;  // kPerson, kPost, kOrg; kToken for unnamed people
  int index = -1;
  Separator before = Separator::kNone;
};

// What stands before the run: a verb speaks of it, one of appointing even.
enum class Behind : uint8_t { kNothing, kVerb, kSaying, kAppointing };

// Who holds what in a run: the cheapest way to cut it into pairs of one post and one name (in
// either order), distributed posts («والنائبين فلان وفلان») and leftovers.
std::vector<HoldingMention> PairPosts(std::span<const Element> elements, const Mentions& mentions,
                                      Behind behind);

}  // namespace amana::ingest
