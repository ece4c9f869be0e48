#include "core/quote.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace amana {
namespace {

constexpr uint32_t kContext = 32;  // code points

}  // namespace

Quote QuoteText(std::string_view text, uint32_t start, uint32_t end) {
  const auto length = static_cast<uint32_t>(CountCodePoints(text));
  end = std::min(end, length);
  start = std::min(start, end);
  auto slice = [&](uint32_t from, uint32_t to) {
    return std::string(SliceCodePoints(text, from, to));
  };
  return {slice(start, end), slice(start - std::min(start, kContext), start),
          slice(end, std::min(length, end + kContext))};
}

std::string EvidenceId(const EvidenceItem& item) {
  return item.article + "#" + std::to_string(item.start) + "-" + std::to_string(item.end);
}

}  // namespace amana
