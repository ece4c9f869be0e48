#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "ingest/page/segment_page.h"
#include "ingest/readers/read_inputs.h"

namespace amana::test {

inline void Require(bool holds) {
  if (!holds) std::abort();
}

// Well-formed articles whose blocks follow each other within the text.
inline void RequireArticles(const ingest::SourceDocument& document,
                            const ingest::PageRules& rules) {
  for (const ingest::Article& article : ingest::SegmentPage(document, rules)) {
    Require(IsValidUtf8(article.text));
    Require(!article.id.empty() && !article.content_hash.empty());
    const size_t length = CountCodePoints(article.text);
    uint32_t end = 0;
    for (const ingest::Block& block : article.blocks) {
      Require(block.begin >= end && block.begin <= block.end && block.end <= length);
      end = block.end;
      Require(SliceCodePoints(article.text, block.begin, block.end).find('\n') ==
              std::string_view::npos);
    }
  }
}

inline void ReadOne(std::string_view bytes, ingest::InputFormat format,
                    const ingest::PageRules& rules) {
  ingest::ReadOptions options;
  options.format = format;
  const auto document = ingest::ReadDocument("page", std::string(bytes), options);
  if (document) {
    RequireArticles(*document, rules);
  } else {
    Require(!document.error().message.empty());
  }
}

// A file of records, through standard input as it would come.
inline void ReadRecords(std::string_view bytes, ingest::InputFormat format,
                        const ingest::PageRules& rules) {
  if (bytes.empty()) return;
  std::string copy(bytes);
  std::FILE* in = ::fmemopen(copy.data(), copy.size(), "r");
  Require(in != nullptr);
  ingest::ReadOptions options;
  options.format = format;
  options.max_document_bytes = 1 << 16;
  options.standard_input = in;
  const std::string path = "-";
  uint64_t documents = 0, failures = 0;
  const auto summary = ingest::ReadInputs(
      std::span(&path, 1), options,
      [&](ingest::SourceDocument&& document) {
        ++documents;
        RequireArticles(document, rules);
        return true;
      },
      [&](ingest::ReadFailure&& failure) {
        ++failures;
        Require(!failure.error.message.empty());
        return true;
      });
  Require(summary.documents == documents && summary.failures == failures);
  std::fclose(in);
}

// What must hold for any bytes whatever: the reader refuses them or gives sound articles. Aborts
// where it does not. The first byte chooses the format, so that one corpus reaches all readers.
inline void ReadAnything(std::string_view bytes, const ingest::PageRules& rules) {
  if (bytes.empty()) return;
  const std::string_view rest = bytes.substr(1);
  switch (bytes[0] % 4) {
    case 0:
      return ReadRecords(rest, ingest::InputFormat::kJsonLines, rules);
    case 1:
      return ReadOne(rest, ingest::InputFormat::kHtml, rules);
    case 2:
      return ReadOne(rest, ingest::InputFormat::kText, rules);
    default:
      return ReadRecords(rest, ingest::InputFormat::kCsv, rules);
  }
}

}  // namespace amana::test
