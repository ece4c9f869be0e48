#include "ingest/dates/date_words.h"

#include <unicode/uchar.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

enum class CharKind : uint8_t { kSpace, kLetter, kDigit, kMark, kInvisible };

CharKind ComputeKind(char32_t c) {
  const char32_t folded = FoldCodePointK1(c);
  if (folded == 0) return CharKind::kInvisible;
  if (folded >= '0' && folded <= '9') return CharKind::kDigit;
  if (folded == ' ' || u_isUWhiteSpace(static_cast<UChar32>(folded))) return CharKind::kSpace;
  return u_isalpha(static_cast<UChar32>(folded)) ? CharKind::kLetter : CharKind::kMark;
}

CharKind KindOf(char32_t c) {
  constexpr char32_t kTabled = 0x2100;  // Latin, Arabic and general punctuation
  static const std::vector<CharKind> table = [] {
    std::vector<CharKind> made(kTabled);
    for (char32_t i = 0; i < kTabled; ++i) made[i] = ComputeKind(i);
    return made;
  }();
  return c < kTabled ? table[c] : ComputeKind(c);
}

}  // namespace

DateLine SplitDateWords(std::string_view line) {
  DateLine out;
  std::vector<DateWord>& words = out.words;
  out.letters.reserve(line.size() * 3);  // no word grows more when it is folded
  CharKind last = CharKind::kSpace;
  size_t word_start = 0;  // byte offset of the word being read
  const auto finish = [&](size_t byte_end) {
    if (!words.empty() && words.back().k2.empty()) {
      const std::string k2 = FoldK2(line.substr(word_start, byte_end - word_start));
      const size_t at = out.letters.size();
      out.letters.insert(out.letters.end(), k2.begin(), k2.end());
      words.back().k2 = {out.letters.data() + at, k2.size()};
    }
  };
  uint32_t position = 0;
  for (size_t at = 0; at < line.size(); ++position) {
    const size_t start = at;
    const CharKind kind = KindOf(DecodeUtf8(line, at));
    if (kind == CharKind::kInvisible && last != CharKind::kSpace && last != CharKind::kMark) {
      words.back().end = position + 1;  // a vowel mark or tatweel within a word
      continue;
    }
    const bool joins = kind == last && (kind == CharKind::kLetter || kind == CharKind::kDigit);
    if (!joins) {
      finish(start);
      if (kind != CharKind::kSpace && kind != CharKind::kInvisible) {
        word_start = start;
        const DateWordKind word_kind = kind == CharKind::kLetter  ? DateWordKind::kWord
                                       : kind == CharKind::kDigit ? DateWordKind::kNumber
                                                                  : DateWordKind::kMark;
        words.push_back({{}, position, position + 1, word_kind});
      }
    } else {
      words.back().end = position + 1;
    }
    last = kind == CharKind::kInvisible ? CharKind::kSpace : kind;
  }
  finish(line.size());
  return out;
}

}  // namespace amana::ingest
