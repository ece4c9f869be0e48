#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace amana::ingest {

// What a reader hands over: one source text, decoded but not yet cleaned. A file of many records
// (JSON Lines, CSV) gives one document for each record.
struct SourceDocument {
  std::string path;      // as named on the command line, joined below a directory; "-" for stdin
  uint64_t record = 0;   // line of the record in its file, from 1; 0 where the file is the document
  std::string bytes;     // the original bytes of the file or record
  std::string encoding;  // what the bytes were read as: "UTF-8", "windows-1256", ...
  std::string text;      // valid UTF-8; markup removed, block elements on lines of their own

  // What the container says about the text: record fields, HTML metadata. Empty where unknown.
  std::string id, url, source, title, author, language;
  std::string
      published;  // as found, not yet understood ("2024-11-10T09:00:00Z", "5th, January 2025")
  std::vector<std::string> tags;

  std::vector<std::string> warnings;  // encoding faults and the like; the text was read anyway
};

enum class BlockKind : uint8_t {
  kTitle,     // first block of every article that has a title
  kDateline,  // place, agency, byline: not facts about what the article tells
  kBody,      // a paragraph
  kHeadline,  // a related headline: another article's title, a fact only where it states one itself
};

// A line of Article.text, or part of one: a dateline may open the line of the first paragraph.
// Ranges are half-open, in code points, and hold no line break.
struct Block {
  uint32_t begin = 0;
  uint32_t end = 0;
  BlockKind kind = BlockKind::kBody;

  bool operator==(const Block&) const = default;
};

// One article as extraction sees it. Immutable once segmented.
struct Article {
  // Given id, else URL, else path (with "#RECORD" for a record). An embedded article has
  // "sha:" + BodyKey of its text, so that two pages that embed it name one article.
  std::string id;
  std::string url, source, title, author, language;
  std::string published;       // ISO 8601, possibly partial ("2024-11"); empty where unknown
  std::string published_from;  // "option", "metadata", "dateline" or "url"; empty where unknown

  // Cleaned text, UTF-8: title line and body, lines joined by '\n'. Characters are
  // kept as they are in the source; only furniture, blank lines and outer white space are gone.
  std::string text;
  std::vector<Block> blocks;  // in order of text; they cover all of it but white space

  std::vector<std::string> tags;  // tag lines, unsplit: confirmation of names, never their source
  std::string carrier;            // id of the page that embeds this article; empty for a page's own
  // SHA-256 (hex, 32 digits) over everything that extraction or the store reads from this article.
  std::string content_hash;
};

// Pages quote an embedded article with small edits, so two texts may claim one id. The store keeps
// one of them, and the same one in whatever order they arrive: the longer text, then the smaller
// content hash. True if `a` is to be kept rather than `b`.
bool PrefersVariant(const Article& a, const Article& b);

// The lower-case name of a kind: "title", "dateline", "body", "headline".
std::string_view BlockKindName(BlockKind kind);

}  // namespace amana::ingest
