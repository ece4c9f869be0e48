#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/dates/date_role.h"

namespace amana::ingest {

struct WordInfo;  // what the lexicon knows of a word form; see lexicon/word_info.h

enum class TokenKind : uint8_t { kWord, kNumber, kPunctuation };

// A word, number or punctuation mark of an article's text. Together with the white space between
// them, tokens cover the text; none of them overlap.
struct Token {
  uint32_t begin = 0;  // code points of Article.text, half-open
  uint32_t end = 0;
  uint32_t byte = 0;  // where its bytes begin, and how many there are
  uint32_t bytes = 0;
  TokenKind kind = TokenKind::kWord;
  bool space_before = false;
  bool glued = false;              // split from the token before it by the un-gluing rules
  bool marked = false;             // has harakat, tatweel or invisible marks
  char32_t mark = 0;               // kPunctuation: the folded mark
  uint32_t number = 0;             // kNumber: its value where it fits, else UINT32_MAX
  DateRole date_role;              // beside the word, which is far away
  const WordInfo* word = nullptr;  // kWord: never null after look-up; owned by the WordCache
};

// Half-open range of token positions.
struct TokenSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool empty() const { return begin >= end; }
  uint32_t size() const { return end - begin; }
  bool Contains(uint32_t at) const { return begin <= at && at < end; }
  bool operator==(const TokenSpan&) const = default;
};

}  // namespace amana::ingest
