#include "ingest/resolve/bare_name.h"

#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {

std::string BareName(std::string_view folded) {
  std::string out;
  for (std::string& word : SplitWords(folded)) {
    std::string_view w = word;
    if (w.starts_with("لل") && w.size() > 8)
      w.remove_prefix(4);
    else if (w.starts_with("ال") && w.size() > 6)
      w.remove_prefix(4);
    if (!out.empty()) out += ' ';
    out += w;
  }
  return out;
}

}  // namespace amana::ingest
