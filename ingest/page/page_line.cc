#include "ingest/page/page_line.h"

#include <unicode/uchar.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/dates/date_words.h"

namespace amana::ingest {
namespace {

// Longer lines are never compared with cues other than at their start, which is no longer than
// this.
constexpr uint32_t kMostCueWords = 40;
constexpr size_t kCueBytes = 512;
constexpr uint32_t kMostWords = 64;   // more than that need not be counted
constexpr char32_t kTabled = 0x2100;  // Latin, Arabic and general punctuation

bool IsWhite(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x200B || c == 0x200E || c == 0x200F ||
         c == 0xFEFF || u_isUWhiteSpace(static_cast<UChar32>(c));
}

std::string_view Trim(std::string_view text) {
  while (!text.empty()) {
    size_t at = 0;
    if (!IsWhite(DecodeUtf8(text, at))) break;
    text.remove_prefix(at);
  }
  while (!text.empty()) {
    size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    size_t at = last;
    if (!IsWhite(DecodeUtf8(text, at))) break;
    text = text.substr(0, last);
  }
  return text;
}

char32_t ComputeLetter(char32_t c) {
  const char32_t folded = FoldCodePointK2(c);
  return folded != 0 && u_isalpha(static_cast<UChar32>(folded)) ? folded : 0;
}

// The folded letter; 0 for what is no letter or is dropped.
char32_t Letter(char32_t c) {
  static const std::vector<char16_t> table = [] {
    std::vector<char16_t> made(kTabled);
    for (char32_t i = 0; i < kTabled; ++i) made[i] = static_cast<char16_t>(ComputeLetter(i));
    return made;
  }();
  return c < kTabled ? table[c] : ComputeLetter(c);
}

// Runs of letters, up to kMostWords; a number counts for nothing.
uint32_t CountWords(std::string_view text) {
  uint32_t count = 0;
  bool in_word = false;
  for (size_t at = 0; at < text.size() && count < kMostWords;) {
    const char32_t c = DecodeUtf8(text, at);
    const bool letter = Letter(c) != 0 || (in_word && FoldCodePointK2(c) == 0);
    count += letter && !in_word;
    in_word = letter;
  }
  return count;
}

bool EndsSentence(std::string_view text) {
  while (text.ends_with("\"") || text.ends_with(")") || text.ends_with("»") ||
         text.ends_with("”")) {
    text.remove_suffix(text.ends_with("»") ? 2 : text.ends_with("”") ? 3 : 1);
  }
  return text.ends_with('.') || text.ends_with('!') || text.ends_with("؟") || text.ends_with("…");
}

PageLine MakeLine(std::string_view text) {
  PageLine line;
  line.text = text;
  line.ends_sentence = EndsSentence(text);
  line.word_count = CountWords(text);
  line.letters = CueLetters(text.substr(0, kCueBytes));
  if (line.word_count > kMostCueWords) return line;
  line.words = " ";
  for (const DateWord& word : SplitDateWords(text).words) {
    if (word.kind != DateWordKind::kMark) line.words.append(word.k2).append(" ");
  }
  return line;
}

}  // namespace

std::string CueLetters(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (const char32_t letter = Letter(DecodeUtf8(text, at))) AppendUtf8(letter, out);
  }
  return out;
}

std::vector<PageLine> SplitPageLines(std::string_view text) {
  std::vector<PageLine> lines;
  bool blank = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view trimmed = Trim(text.substr(at, end - at));
    if (!trimmed.empty()) {
      lines.push_back(MakeLine(trimmed));
      lines.back().after_blank = blank;
    }
    blank = trimmed.empty();
    at = end + 1;
  }
  return lines;
}

size_t MatchLineStart(std::string_view line, std::string_view cue, bool glued) {
  size_t at = 0;
  size_t cue_at = 0;
  while (cue_at < cue.size()) {
    if (at >= line.size()) return std::string_view::npos;
    const char32_t letter = Letter(DecodeUtf8(line, at));
    if (letter == 0) continue;
    if (letter != DecodeUtf8(cue, cue_at)) return std::string_view::npos;
  }
  // Vowel marks of the last letter belong to it.
  for (size_t next = at; next < line.size();) {
    const char32_t c = DecodeUtf8(line, next);
    if (FoldCodePointK2(c) == 0) {
      at = next;
      continue;
    }
    if (!glued && Letter(c) != 0) return std::string_view::npos;
    break;
  }
  return at;
}

}  // namespace amana::ingest
