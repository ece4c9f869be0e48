#include "ingest/resolution/match_key.h"

#include "core/text/fold.h"
#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {
namespace {

// In bytes: every letter of the folded key is two bytes long.
constexpr size_t kArticle = 4;
constexpr size_t kShortestStem = 4;

}  // namespace

std::string MatchKey(std::string_view name) {
  std::string out;
  for (const std::string& word : SplitWords(NameKey(name))) {
    std::string_view rest = word;
    if ((rest.starts_with("ال") || rest.starts_with("لل")) &&
        rest.size() >= kArticle + kShortestStem) {
      rest.remove_prefix(kArticle);
    }
    if (!out.empty()) out += ' ';
    out += rest;
  }
  return out;
}

std::vector<std::string> PersonParts(std::string_view name) { return SplitWords(NameKey(name)); }

bool LeavesOutMiddleParts(const std::vector<std::string>& shorter,
                          const std::vector<std::string>& longer) {
  if (shorter.size() < 2 || shorter.size() >= longer.size()) return false;
  if (shorter.front() != longer.front() || shorter.back() != longer.back()) return false;
  size_t at = 0;
  for (const std::string& part : longer) {
    if (at < shorter.size() && shorter[at] == part) ++at;
  }
  return at == shorter.size();
}

}  // namespace amana::ingest
