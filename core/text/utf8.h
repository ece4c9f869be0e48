#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace amana {

// UTF-8 by the Unicode Standard, section 3.9: overlong forms, surrogates and values above U+10FFFF
// are ill-formed. Positions in texts are code points everywhere above this file.

inline constexpr char32_t kReplacement = 0xFFFD;

// The code point that starts at text[at], and in `at` the offset behind it. An ill-formed sequence
// yields kReplacement and advances over its maximal subpart (at least one byte).
// REQUIRES: at < text.size().
char32_t DecodeUtf8(std::string_view text, size_t& at);

void AppendUtf8(char32_t code_point, std::string& out);

std::u32string ToUtf32(std::string_view utf8);
std::string ToUtf8(std::u32string_view utf32);

// True where the whole text is well-formed; otherwise `bad_byte` (if given) is the first offender.
bool IsValidUtf8(std::string_view text, size_t* bad_byte = nullptr);

// The number of code points of a well-formed text.
size_t CountCodePoints(std::string_view text);

// The bytes of code points [begin, end) of a well-formed text.
std::string_view SliceCodePoints(std::string_view text, size_t begin, size_t end);

}  // namespace amana
