#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace amana::cli {

// How many terminal columns a text takes: marks, joiners and controls none, wide characters two,
// all else one. Lam and alef count as two: not every terminal joins them.
size_t DisplayWidth(std::string_view utf8);

// The text, or as much of it as fits into `columns` with a final "…". Cut between grapheme
// clusters, never before a mark.
std::string FitWidth(std::string_view utf8, size_t columns);

// The text with everything a terminal or a table would act on shown as an escape: line breaks and
// tabs as \n and \t, other controls as \u001b, bidi controls as U+FFFD.
std::string Printable(std::string_view utf8);

}  // namespace amana::cli
