#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "ingest/page/segment_page.h"
#include "ingest/readers/read_inputs.h"

namespace amana::test {

// What must hold of the extraction of any article whatever; aborts where it does not.
inline void RequireSound(const ingest::Article& article, const ingest::Extraction& extraction) {
  const auto require = [](bool holds) {
    if (!holds) std::abort();
  };
  const size_t length = CountCodePoints(article.text);
  for (const ingest::ExtractedEntity& entity : extraction.entities) {
    require(!entity.type.empty() && IsValidUtf8(entity.name));
    require(entity.begin < entity.end && entity.end <= length);
  }
  for (const ingest::ExtractedTriple& triple : extraction.triples) {
    require(triple.subject < extraction.entities.size() && !triple.predicate.empty());
    require(!triple.date.empty() || triple.object < extraction.entities.size());
    require(!triple.evidence.empty());
    for (const ingest::ExtractedEvidence& evidence : triple.evidence) {
      require(evidence.begin < evidence.end && evidence.end <= length);
      require(evidence.confidence > 0 && evidence.confidence <= 1);
    }
  }
}

// The bytes as an article whose lines are blocks of all kinds in turn; ill-formed bytes left out.
inline ingest::Article RawArticle(std::string_view bytes) {
  ingest::Article article;
  article.id = "fuzz";
  article.published = "2024-06-15";
  uint32_t at = 0, begin = 0;
  int kind = 0;
  const auto end_block = [&] {
    if (at > begin)
      article.blocks.push_back({begin, at, static_cast<ingest::BlockKind>(kind++ % 4)});
  };
  for (size_t i = 0; i < bytes.size();) {
    size_t next = i + 1;
    while (next < bytes.size() && (static_cast<unsigned char>(bytes[next]) & 0xC0) == 0x80) ++next;
    const std::string_view one = bytes.substr(i, next - i);
    i = next;
    if (!IsValidUtf8(one)) continue;
    if (one == "\n") end_block();
    article.text += one;
    ++at;
    if (one == "\n") begin = at;
  }
  end_block();
  return article;
}

// Extracts whatever the bytes say; the first one chooses whether they are a page or bare blocks.
inline void ExtractAnything(std::string_view bytes, ingest::Extractor& extractor,
                            const ingest::PageRules& pages) {
  if (bytes.empty()) return;
  std::vector<ingest::Article> articles;
  if (bytes[0] % 2 == 0) {
    ingest::ReadOptions options;
    options.format = ingest::InputFormat::kText;
    auto document = ingest::ReadDocument("page", std::string(bytes.substr(1)), options);
    if (!document) return;
    articles = ingest::SegmentPage(*document, pages);
  } else {
    articles.push_back(RawArticle(bytes.substr(1)));
  }
  for (const ingest::Article& article : articles) {
    const ingest::Extraction extraction = extractor.Extract(article);
    RequireSound(article, extraction);
    // Neither what the word cache holds by now nor being watched changes a result.
    ingest::Trace trace;
    if (!(extractor.Extract(article, &trace) == extraction)) std::abort();
  }
}

}  // namespace amana::test
