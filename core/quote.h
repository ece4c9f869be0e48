#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/article_record.h"

namespace amana {

// The words behind a piece of evidence, with enough around them to find the place again in another
// copy of the text (W3C Web Annotation: TextQuoteSelector).
struct Quote {
  std::string exact;   // code points [start, end) of the text
  std::string prefix;  // up to 32 code points before
  std::string suffix;  // up to 32 code points after

  bool operator==(const Quote&) const = default;
};

// Positions beyond the text are cut to it. O(end).
Quote QuoteText(std::string_view text, uint32_t start, uint32_t end);

// The id under which clients know the evidence: "ARTICLE#START-END".
std::string EvidenceId(const EvidenceItem& item);

}  // namespace amana
