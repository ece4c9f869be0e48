#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace amana {

// UTF-8 by the Unicode Standard, section 3.9: overlong forms, surrogates and values above U+10FFFF
// are ill-formed. Positions in texts are code points everywhere above this file.

inline constexpr char32_t kReplacement = 0xFFFD;

// DecodeUtf8 for what takes more than two bytes or is ill-formed.
char32_t DecodeRareUtf8(std::string_view text, size_t& at);

// The code point that starts at text[at], and in `at` the offset behind it. An ill-formed sequence
// yields kReplacement and advances over its maximal subpart (at least one byte).
// REQUIRES: at < text.size().
inline char32_t DecodeUtf8(std::string_view text, size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    ++at;
    return first;
  }
  if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((second & 0xC0) == 0x80) {
      at += 2;
      return static_cast<char32_t>(first & 0x1F) << 6 | (second & 0x3F);
    }
  }
  return DecodeRareUtf8(text, at);
}

// Writes a code point, four bytes at most, and returns what is behind it.
inline char* PutUtf8(char32_t c, char* out) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | c >> 6);
    *out++ = tail(0);
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | c >> 12);
    *out++ = tail(6);
    *out++ = tail(0);
  } else {
    *out++ = static_cast<char>(0xF0 | c >> 18);
    *out++ = tail(12);
    *out++ = tail(6);
    *out++ = tail(0);
  }
  return out;
}

inline void AppendUtf8(char32_t code_point, std::string& out) {
  char bytes[4];
  out.append(bytes, static_cast<size_t>(PutUtf8(code_point, bytes) - bytes));
}

std::u32string ToUtf32(std::string_view utf8);
std::string ToUtf8(std::u32string_view utf32);

// True where the whole text is well-formed; otherwise `bad_byte` (if given) is the first offender.
bool IsValidUtf8(std::string_view text, size_t* bad_byte = nullptr);

// The number of code points of a well-formed text.
size_t CountCodePoints(std::string_view text);

// The bytes of code points [begin, end) of a well-formed text.
std::string_view SliceCodePoints(std::string_view text, size_t begin, size_t end);

}  // namespace amana
