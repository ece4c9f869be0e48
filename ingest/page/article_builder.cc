#include "ingest/page/article_builder.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "core/text/utf8.h"
#include "ingest/page/page_line.h"

namespace amana::ingest {
namespace {

// The first 16 bytes of SHA-256, in hexadecimal.
std::string HashHex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (size_t i = 0; i < 16; ++i) {
    out += kDigits[digest[i] >> 4];
    out += kDigits[digest[i] & 15];
  }
  return out;
}

}  // namespace

void ArticleBuilder::Add(BlockKind kind, std::string_view text) {
  if (text.empty()) return;
  if (!article_.text.empty()) {
    article_.text += '\n';
    ++length_;
  }
  const auto size = static_cast<uint32_t>(CountCodePoints(text));
  article_.blocks.push_back({length_, length_ + size, kind});
  article_.text += text;
  length_ += size;
  if (kind == BlockKind::kBody) paragraphs_.emplace_back(text);
  if (kind == BlockKind::kTitle && article_.title.empty()) article_.title = text;
}

void ArticleBuilder::AddWithDateline(std::string_view text, size_t dateline_bytes) {
  Add(BlockKind::kBody, text);
  std::string_view dateline = text.substr(0, dateline_bytes);
  Block& body = article_.blocks.back();
  const uint32_t start = body.begin;
  body.begin += static_cast<uint32_t>(CountCodePoints(dateline));
  while (dateline.ends_with(' ')) dateline.remove_suffix(1);
  const Block head{start, start + static_cast<uint32_t>(CountCodePoints(dateline)),
                   BlockKind::kDateline};
  article_.blocks.insert(article_.blocks.end() - 1, head);
}

bool ArticleBuilder::HasTitle() const { return !article_.title.empty(); }
bool ArticleBuilder::HasBody() const { return !paragraphs_.empty(); }

std::string ArticleBuilder::BodyKey() const {
  std::vector<std::string> letters;
  for (const std::string& paragraph : paragraphs_) letters.push_back(CueLetters(paragraph));
  if (letters.empty()) letters.push_back(CueLetters(article_.text));
  std::sort(letters.begin(), letters.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  std::string key = letters[0];
  if (letters.size() > 1) key += "\n" + letters[1];
  return HashHex(key);
}

Article ArticleBuilder::Finish() {
  std::string all;
  for (const std::string* field : {&article_.text, &article_.url, &article_.source, &article_.title,
                                   &article_.author, &article_.language, &article_.published}) {
    all += *field;
    all += '\x1f';
  }
  for (const std::string& tag : article_.tags) all += tag + '\x1e';
  for (const Block& block : article_.blocks) {
    all += std::to_string(block.begin) + ':' + std::string(BlockKindName(block.kind)) + ';';
  }
  article_.content_hash = HashHex(all);
  return std::move(article_);
}

}  // namespace amana::ingest
