#include "query/source_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/utf8.h"

namespace amana::query {
namespace {

// A long line is cut to this many code points around the place.
constexpr size_t kExcerptWidth = 80;

struct Excerpt {
  std::string line;
  size_t caret;  // code points before the place
};

Excerpt Cut(std::string_view text, size_t byte) {
  size_t begin = text.rfind('\n', byte == 0 ? 0 : byte - 1);
  begin = (byte == 0 || begin == std::string_view::npos) ? 0 : begin + 1;
  size_t end = std::min(text.find('\n', byte), text.size());
  std::u32string line = ToUtf32(text.substr(begin, end - begin));
  size_t caret = CountCodePoints(text.substr(begin, byte - begin));
  size_t from = caret > kExcerptWidth / 2 ? caret - kExcerptWidth / 2 : 0;
  return {ToUtf8(std::u32string_view(line).substr(from, kExcerptWidth)), caret - from};
}

}  // namespace

SourcePosition PositionOf(std::string_view text, size_t byte) {
  SourcePosition position;
  position.line = 1;
  position.column = 1;
  byte = std::min(byte, text.size());
  for (size_t at = 0; at < byte;) {
    char32_t c = DecodeUtf8(text, at);
    ++position.offset;
    ++position.column;
    if (c == U'\n') {
      ++position.line;
      position.column = 1;
    }
  }
  return position;
}

Error ErrorAt(std::string_view text, Span where, ErrorCode code, std::string detail,
              std::string message) {
  size_t byte = std::min<size_t>(where.begin, text.size());
  SourcePosition position = PositionOf(text, byte);
  Excerpt excerpt = Cut(text, byte);
  Error error(code, fmt::format("{} (line {}, column {} (offset: {}))\n\"{}\"\n {:>{}}", message,
                                position.line, position.column, position.offset, excerpt.line, "^",
                                excerpt.caret + 1));
  error.detail = std::move(detail);
  error.position = position;
  return error;
}

}  // namespace amana::query
