#include "core/text/utf8.h"

#include <algorithm>

namespace amana {
namespace {

// The bounds of the second byte depend on the first one (Unicode table 3-7); all later bytes are
// 80..BF. `length` 0 marks a byte that starts nothing.
struct Lead {
  int length;
  unsigned char low, high;
  char32_t bits;
};

Lead Classify(unsigned char b) {
  if (b < 0x80) return {1, 0, 0, b};
  if (b < 0xC2) return {0, 0, 0, 0};
  if (b < 0xE0) return {2, 0x80, 0xBF, b & 0x1Fu};
  if (b == 0xE0) return {3, 0xA0, 0xBF, 0};
  if (b == 0xED) return {3, 0x80, 0x9F, 0xD};
  if (b < 0xF0) return {3, 0x80, 0xBF, b & 0x0Fu};
  if (b == 0xF0) return {4, 0x90, 0xBF, 0};
  if (b < 0xF4) return {4, 0x80, 0xBF, b & 0x07u};
  if (b == 0xF4) return {4, 0x80, 0x8F, 4};
  return {0, 0, 0, 0};
}

}  // namespace

char32_t DecodeRareUtf8(std::string_view text, size_t& at) {
  const Lead lead = Classify(static_cast<unsigned char>(text[at++]));
  if (lead.length == 0) return kReplacement;
  char32_t code_point = lead.bits;
  for (int i = 1; i < lead.length; ++i) {
    const unsigned char low = i == 1 ? lead.low : 0x80;
    const unsigned char high = i == 1 ? lead.high : 0xBF;
    if (at >= text.size()) return kReplacement;
    const auto next = static_cast<unsigned char>(text[at]);
    if (next < low || next > high) return kReplacement;
    code_point = code_point << 6 | (next & 0x3Fu);
    ++at;
  }
  return code_point;
}

std::u32string ToUtf32(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size() / 2 + 1);
  for (size_t at = 0; at < utf8.size();) out.push_back(DecodeUtf8(utf8, at));
  return out;
}

std::string ToUtf8(std::u32string_view utf32) {
  std::string out;
  out.reserve(utf32.size() * 2);
  for (char32_t c : utf32) AppendUtf8(c, out);
  return out;
}

bool IsValidUtf8(std::string_view text, size_t* bad_byte) {
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    // U+FFFD itself is well-formed; it is the only way to get it from a full three bytes.
    if (DecodeUtf8(text, at) == kReplacement && text.substr(start, at - start) != "\xEF\xBF\xBD") {
      if (bad_byte != nullptr) *bad_byte = start;
      return false;
    }
  }
  return true;
}

size_t CountCodePoints(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string_view SliceCodePoints(std::string_view text, size_t begin, size_t end) {
  size_t byte = 0;
  auto skip = [&](size_t count) {
    while (byte < text.size() && count > 0) {
      ++byte;
      while (byte < text.size() && (text[byte] & 0xC0) == 0x80) ++byte;
      --count;
    }
  };
  skip(begin);
  const size_t first = byte;
  skip(end - begin);
  return text.substr(first, byte - first);
}

}  // namespace amana
