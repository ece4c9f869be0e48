#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace amana::ingest {

struct DecodedText {
  std::string text;      // valid UTF-8, no byte-order mark; line ends are '\n'
  std::string encoding;  // "UTF-8", "UTF-16LE", "windows-1256", "ISO-8859-6", ...
  size_t bad = 0;        // how many malformed sequences became U+FFFD
};

// Reads bytes of unknown encoding: byte-order mark, then strict UTF-8, then UTF-16 by its pattern,
// then what an HTML head declares, then ICU's detection among the Arabic encodings. UTF-8 with a
// few bad bytes stays UTF-8. Fails with kInvalidArgument, naming the reason, for what is no text:
// known binary formats, NUL bytes, a flood of control characters.
Result<DecodedText> DecodeText(std::string_view bytes);

// The text with decomposed letters composed (alef + hamza above -> one letter), and nothing else
// changed: full NFC would reorder a shadda and its vowel, and evidence quotes the source.
std::string ComposeLetters(std::string text);

}  // namespace amana::ingest
