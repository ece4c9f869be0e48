#pragma once

#include <cstdint>
#include <string>

#include "query/source_text.h"

namespace amana::query {

enum class TokenKind : uint8_t {
  kEnd,
  kIdentifier,        // a name or a keyword: which one, only the parser can tell
  kQuotedIdentifier,  // in back-ticks: never a keyword, never an alias
  kInteger,
  kFloat,
  kString,
  kParameter,  // $name, $`name` or $0
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kComma,
  kDot,
  kDotDot,
  kColon,
  kSemicolon,
  kEqual,
  kNotEqual,
  kLess,
  kGreater,
  kLessEqual,
  kGreaterEqual,
  kPlus,
  kPlusEqual,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kCaret,
  kPipe,
  kRegexMatch,
  kAmpersand,
  kBang,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  std::string text;      // of identifiers, strings and parameters, unescaped
  uint64_t integer = 0;  // magnitude; at most 2^63, which only a minus sign makes legal
  double real = 0;
};

}  // namespace amana::query
