#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace amana::ingest {

// Names by which one end of a relation may stand in a text.
using EndNames = std::vector<std::string>;

// The first sentence of `text` that names most of the ends, spelling folded; a name counts whole,
// or by its last word where that is not found. Empty where none is named.
std::string FindSentence(std::string_view text, const std::vector<EndNames>& ends);

}  // namespace amana::ingest
