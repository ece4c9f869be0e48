#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "tests/support/rules.h"

namespace amana::test {

// An article with a block for each line; "¶" stands for the break.
inline ingest::Article Lines(std::string_view text) {
  constexpr std::string_view kBreak = "¶";
  ingest::Article article;
  uint32_t begin = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(kBreak), text.size());
    const std::string line(text.substr(0, end));
    const auto length = static_cast<uint32_t>(CountCodePoints(line));
    article.text += line + "\n";
    article.blocks.push_back({begin, begin + length, ingest::BlockKind::kBody});
    begin += length + 1;
    text.remove_prefix(std::min(end + kBreak.size(), text.size()));
  }
  return article;
}

// What such an article says on 15 June 2024.
inline ingest::Extraction ExtractLines(std::string_view text) {
  static ingest::Extractor extractor(Rules());
  ingest::Article article = Lines(text);
  article.published = "2024-06-15";
  return extractor.Extract(article);
}

}  // namespace amana::test
