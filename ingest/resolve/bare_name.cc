#include "ingest/resolve/bare_name.h"

#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {

std::string BareName(std::string_view folded) {
  std::string out;
  out.reserve(folded.size());
  ForEachWord(folded, [&out](std::string_view word) {
    if ((word.starts_with("لل") && word.size() > 8) || (word.starts_with("ال") && word.size() > 6))
      word.remove_prefix(4);
    if (!out.empty()) out += ' ';
    out += word;
  });
  return out;
}

}  // namespace amana::ingest
