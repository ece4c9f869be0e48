#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace amana::ingest {

// A line of a page in the forms that cues are compared in.
struct PageLine {
  std::string text;     // without outer white space; never empty
  std::string letters;  // K2 letters only, run together, of the beginning of the line
  std::string words;    // K2 words, each between single spaces: " a b "; empty for long paragraphs
  uint32_t word_count = 0;     // counted up to 64
  bool ends_sentence = false;  // ends with a full stop, question or exclamation mark
  bool after_blank = false;    // an empty line stands before it

  // Long enough, or closed like a sentence, to be a paragraph and no title or label.
  bool IsParagraph() const { return word_count >= 25 || (ends_sentence && word_count >= 9); }
};

// The lines of a text that hold anything but white space.
std::vector<PageLine> SplitPageLines(std::string_view text);

// Where the letters of `cue` (K2 letters, run together) end in `line`, as a byte offset, if the
// line begins with them; npos otherwise. Leading marks are passed over. Unless `glued`, the cue
// must end where a word ends.
size_t MatchLineStart(std::string_view line, std::string_view cue, bool glued);

// K2 letters of a text, run together: how cues are stored.
std::string CueLetters(std::string_view text);

}  // namespace amana::ingest
