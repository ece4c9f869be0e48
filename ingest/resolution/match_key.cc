#include "ingest/resolution/match_key.h"

#include "core/ontology.h"
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

std::string PartyNameKey(std::string_view name) {
  std::string key = MatchKey(name);
  const std::string word = MatchKey(ArabicLabel("Party").value_or("")) + " ";
  if (key.size() > word.size() && key.starts_with(word)) key.erase(0, word.size());
  return key;
}

std::vector<std::string> PersonParts(std::string_view name) { return SplitWords(NameKey(name)); }

}  // namespace amana::ingest
