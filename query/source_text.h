#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace amana::query {

// A stretch of a query's text, in bytes, half-open.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// The position of a byte of `text`: line, column and offset in code points.
SourcePosition PositionOf(std::string_view text, size_t byte);

// An error that blames a place of the text. Its message ends with the place, the line and a caret:
//   Variable `x` not defined (line 1, column 8 (offset: 7))
//   "RETURN x"
//           ^
// `detail` is what the conformance kit names, such as "SyntaxError:UndefinedVariable".
Error ErrorAt(std::string_view text, Span where, ErrorCode code, std::string detail,
              std::string message);

}  // namespace amana::query
