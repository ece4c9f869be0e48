#include "ingest/resolution/stored_article.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/extraction_codec.h"

namespace amana::ingest {

ArticleRecord ToRecord(const Article& article, const Extraction& extraction, std::string original) {
  ArticleRecord record;
  record.id = article.id;
  record.content_hash = article.content_hash;
  record.url = article.url;
  record.source = article.source;
  record.title = article.title;
  record.author = article.author;
  record.language = article.language;
  record.published = article.published;
  if (!article.carrier.empty()) record.carriers.push_back(article.carrier);
  record.tags = article.tags;
  record.attributes = {{"published_from", article.published_from},
                       {"rules", extraction.rules_version},
                       {"signature", ContentSignature(article)}};
  record.text = article.text;
  record.original = std::move(original);
  record.extraction = EncodeExtraction(extraction);
  return record;
}

std::string_view Attribute(const ArticleRecord& record, std::string_view name) {
  for (const auto& [key, value] : record.attributes) {
    if (key == name) return value;
  }
  return {};
}

std::string ContentSignature(const Article& article) {
  std::string body;
  size_t at = 0, byte = 0;  // the same place, in code points and in bytes
  const auto advance = [&](uint32_t to) {
    for (; at < to && byte < article.text.size(); ++at) DecodeUtf8(article.text, byte);
    return byte;
  };
  for (const Block& block : article.blocks) {
    const size_t begin = advance(block.begin), end = advance(block.end);
    if (block.kind != BlockKind::kBody) continue;
    body += NameKey(std::string_view(article.text).substr(begin, end - begin));
    body += ' ';
  }
  // An article without a body is like no other.
  if (body.find_first_not_of(' ') == std::string::npos) body = article.id;
  return fmt::format("{:016x}", XXH3_64bits(body.data(), body.size()));
}

}  // namespace amana::ingest
