#include "ingest/relations/asides.h"

#include <algorithm>
#include <utility>

namespace amana::ingest {
namespace {

constexpr size_t kShortest = 4, kLongest = 26;  // chunks, with the commas

bool IsComma(const Chunk& chunk, const Document& document) {
  return chunk.type == ChunkType::kToken && document.IsMark(chunk.span.begin, 0x60C);
}

// What goes on with the clause around an aside; a name or what «و» joins may be one more item of a
// list inside it.
bool GoesOn(const Chunk& chunk, const Document& document) {
  if (chunk.type == ChunkType::kGroup || chunk.type == ChunkType::kOrg) return false;
  const WordInfo* word = document.WordAt(chunk.span.begin);
  return word != nullptr && !word->conjoined;
}

bool Crosses(const RuleMatch& match, const Aside& aside) {
  return match.first < static_cast<int>(aside.begin) && match.last > static_cast<int>(aside.end);
}

bool LeadsOut(const RuleMatch& match, const Aside& aside) {
  const auto begin = static_cast<int>(aside.begin), end = static_cast<int>(aside.end);
  bool inside = false, behind = false;
  for (const int at : match.captures) {
    inside = inside || (at > begin && at < end);
    behind = behind || at >= end;
  }
  return inside && behind;
}

}  // namespace

std::vector<Aside> FindAsides(const Chunks& chunks, const Document& document,
                              const CoreClasses& classes) {
  std::vector<Aside> asides;
  for (size_t at = 1; at + 1 < chunks.size(); ++at) {
    const ClassSet& opens = chunks[at + 1].classes;
    if (!opens.test(classes.relative) && !opens.test(classes.is_cue)) continue;
    if (!IsComma(chunks[at], document)) continue;
    // «قرر كذا، والذي تضمن تعيين فلان»: goes on, to the end.
    const WordInfo* word = document.WordAt(chunks[at + 1].span.begin);
    if (opens.test(classes.relative) && word != nullptr && word->conjoined) continue;
    const size_t last = std::min(chunks.size() - 1, at + kLongest);
    size_t close = at + 2;
    while (close < last && !IsComma(chunks[close], document)) ++close;
    if (close >= last || close - at + 1 < kShortest || !GoesOn(chunks[close + 1], document))
      continue;
    asides.push_back({at, close + 1});
    at = close;
  }
  return asides;
}

void MatchAroundAsides(const Chunks& chunks, const std::vector<Aside>& asides, Matcher& matcher,
                       std::vector<RuleMatch>& matches) {
  std::erase_if(matches, [&](const RuleMatch& match) {
    return std::ranges::any_of(asides, [&](const Aside& aside) { return LeadsOut(match, aside); });
  });
  Chunks rest(chunks.get_allocator());
  std::vector<int> places;  // by chunk of the rest: which it is of all
  size_t from = 0;
  const auto keep = [&](size_t end) {
    for (; from < end; ++from) {
      rest.push_back(chunks[from]);
      places.push_back(static_cast<int>(from));
    }
  };
  for (const Aside& aside : asides) {
    keep(aside.begin);
    from = aside.end;
  }
  keep(chunks.size());
  std::vector<RuleMatch> around;
  matcher.Match(rest, around);
  for (RuleMatch& match : around) {
    for (int& at : match.captures) {
      if (at >= 0) at = places[static_cast<size_t>(at)];
    }
    match.last = match.last > match.first ? places[static_cast<size_t>(match.last - 1)] + 1
                                          : places[static_cast<size_t>(match.first)];
    match.first = places[static_cast<size_t>(match.first)];
    if (std::ranges::any_of(asides, [&](const Aside& aside) { return Crosses(match, aside); }))
      matches.push_back(std::move(match));
  }
}

}  // namespace amana::ingest
