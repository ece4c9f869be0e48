#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace amana::ingest {

enum class DateWordKind : uint8_t { kWord, kNumber, kMark };

// What the date finder reads of a text: a word, a run of digits or a mark, folded by K2. Letters
// and digits never share a word («و25», «2024م» are two each).
struct DateWord {
  std::string_view k2;  // kNumber: ASCII digits; kMark: one folded character
  uint32_t begin = 0;   // code points of the text, half-open
  uint32_t end = 0;
  DateWordKind kind = DateWordKind::kWord;
  bool plain = false;    // known to begin no entry of the calendar
  uint8_t known = 0xFF;  // bit i: the calendar may know the i-th way to split letters off
};

// The date words of a line of UTF-8.
struct DateLine {
  std::vector<DateWord> words;
  std::vector<char> letters;  // what the words' k2 refer to
};
DateLine SplitDateWords(std::string_view line);

}  // namespace amana::ingest
