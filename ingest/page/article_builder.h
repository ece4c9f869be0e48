#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/article.h"

namespace amana::ingest {

// Gathers the lines of one article and makes the cleaned text, its blocks and its hashes.
class ArticleBuilder {
 public:
  // Adds `text` (one line, no line break) as a block. Empty text is passed over.
  void Add(BlockKind kind, std::string_view text);
  // The same for a line whose first `dateline_bytes` bytes are a dateline and the rest a paragraph.
  void AddWithDateline(std::string_view text, size_t dateline_bytes);

  bool HasTitle() const;
  bool HasBody() const;
  Article& article() { return article_; }

  // SHA-256 (32 hex digits) over the letters of the two longest paragraphs: the same for a text
  // and for copies of it with small edits elsewhere.
  std::string BodyKey() const;

  // Completes title and content hash. The builder is used up.
  Article Finish();

 private:
  Article article_;
  std::vector<std::string> paragraphs_;  // texts of kBody blocks
  uint32_t length_ = 0;                  // of article_.text, in code points
};

}  // namespace amana::ingest
