#include "ingest/resolve/bare_name.h"

#include <algorithm>

#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {

std::string BareName(std::string folded) {
  // Written over what has been read: no word gets longer.
  char* const begin = folded.data();
  char* end = begin;
  ForEachWord(folded, [&](std::string_view word) {
    if ((word.starts_with("لل") && word.size() > 8) || (word.starts_with("ال") && word.size() > 6))
      word.remove_prefix(4);
    if (end != begin) *end++ = ' ';
    end = std::copy(word.begin(), word.end(), end);
  });
  folded.resize(static_cast<size_t>(end - begin));
  return folded;
}

}  // namespace amana::ingest
