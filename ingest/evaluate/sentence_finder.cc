#include "ingest/evaluate/sentence_finder.h"

#include <algorithm>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

constexpr int kWhole = 2;  // a whole name outweighs the last word of another
constexpr int kLastWord = 1;

bool EndsSentence(char32_t c) {
  return c == U'\n' || c == U'.' || c == U'!' || c == U'؟' || c == U'؛';
}

std::vector<std::string_view> Sentences(std::string_view text) {
  std::vector<std::string_view> sentences;
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    const bool last = EndsSentence(DecodeUtf8(text, at)) || at >= text.size();
    if (!last) continue;
    std::string_view one = text.substr(begin, at - begin);
    while (!one.empty() && (one.front() == ' ' || one.front() == '\n')) one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\n')) one.remove_suffix(1);
    if (!one.empty()) sentences.push_back(one);
    begin = at;
  }
  return sentences;
}

int ScoreOf(const std::string& sentence, const EndNames& names) {
  int best = 0;
  for (const std::string& name : names) {
    const std::string key = FoldK2(name);
    if (key.empty()) continue;
    if (sentence.find(key) != std::string::npos) return kWhole;
    const size_t space = key.rfind(' ');
    const std::string word = space == std::string::npos ? key : key.substr(space + 1);
    if (sentence.find(word) != std::string::npos) best = kLastWord;
  }
  return best;
}

}  // namespace

std::string FindSentence(std::string_view text, const std::vector<EndNames>& ends) {
  std::string_view found;
  int best = 0;
  for (const std::string_view sentence : Sentences(text)) {
    const std::string folded = FoldK2(sentence);
    int score = 0;
    for (const EndNames& names : ends) score += ScoreOf(folded, names);
    if (score <= best) continue;
    best = score;
    found = sentence;
  }
  return std::string(found);
}

}  // namespace amana::ingest
