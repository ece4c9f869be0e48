#pragma once

#include <vector>

#include "ingest/mentions/mention.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// What a line of nothing but one mention and marks has.
enum class LineKind : uint8_t { kEmpty, kName, kPost, kPosts, kOther };

LineKind KindOfLine(const Chunks& chunks, const Document& document, const Mentions& mentions);

// The first group of a line, an index into Mentions::groups; -1 where it has none.
int GroupIn(const Chunks& line);

// Office holders whose names and posts stand below each other: tables of a line with a name, a line
// with his post, and so on, in either order; a signature («الأمين العام», and below it a name);
// names below the post that they share. The lines are given from the top; pairs become holdings.
void PairLines(const std::vector<const Chunks*>& lines, const Document& document,
               Mentions& mentions);

}  // namespace amana::ingest
