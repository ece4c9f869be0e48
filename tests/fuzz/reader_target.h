#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "ingest/page/segment_page.h"
#include "ingest/readers/read_inputs.h"

namespace amana::test {

// What must hold for any bytes whatever: the reader refuses them or gives well-formed articles
// whose blocks follow each other within the text. Aborts where it does not. The first byte chooses
// the format, so that one corpus reaches all readers.
inline void ReadAnything(std::string_view bytes, const ingest::PageRules& rules) {
  const auto require = [](bool holds) {
    if (!holds) std::abort();
  };
  if (bytes.empty()) return;
  ingest::ReadOptions options;
  options.format = bytes[0] % 2 == 0 ? ingest::InputFormat::kText : ingest::InputFormat::kHtml;
  const auto document = ingest::ReadDocument("page", std::string(bytes.substr(1)), options);
  if (!document) {
    require(!document.error().message.empty());
    return;
  }
  for (const ingest::Article& article : ingest::SegmentPage(*document, rules)) {
    require(IsValidUtf8(article.text));
    require(!article.id.empty() && !article.content_hash.empty());
    const size_t length = CountCodePoints(article.text);
    uint32_t end = 0;
    for (const ingest::Block& block : article.blocks) {
      require(block.begin >= end && block.begin <= block.end && block.end <= length);
      end = block.end;
      require(SliceCodePoints(article.text, block.begin, block.end).find('\n') ==
              std::string_view::npos);
    }
  }
}

}  // namespace amana::test
