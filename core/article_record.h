#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace amana {

// What the store keeps of an article. Core reads none of it but `id`.
struct ArticleRecord {
  std::string id;            // the public article id; unique in the store
  std::string content_hash;  // of the original; tells "the same again" from "changed"
  std::string url;
  std::string source;
  std::string title;
  std::string author;
  std::string language;
  std::string published;              // ISO 8601, may be partial, "" for unknown
  std::vector<std::string> carriers;  // ids of the pages that embed it, ascending
  std::vector<std::string> tags;
  std::vector<std::pair<std::string, std::string>> attributes;  // whatever else ingest wants kept

  std::string text;        // cleaned, UTF-8; what evidence spans refer to
  std::string original;    // the bytes as they were read
  std::string extraction;  // what the extractor read in it, in ingest's own encoding
};

// Which parts of an article to read. Texts are compressed: leave out what is not needed.
enum class ArticleParts : uint8_t { kMeta, kMetaAndText, kAll };

// One sentence that says a fact. Positions are code points of the article's cleaned text,
// half-open.
struct EvidenceItem {
  std::string article;
  uint32_t start = 0;
  uint32_t end = 0;
  std::string rule;
  double confidence = 0;  // 0..1, kept to four decimals

  bool operator==(const EvidenceItem&) const = default;
};

// What a person decided about the graph. The log is append-only; an undo is a decision, too.
// Stored on disk: do not renumber.
enum class DecisionKind : uint8_t {
  kMerge = 1,
  kSplit = 2,
  kConfirm = 3,
  kReject = 4,  // the fact is wrong: do not derive it again
  kRename = 5,
  kUndo = 6,  // anchors[0] is the number of the decision undone
};

struct Decision {
  uint64_t number = 0;  // 1, 2, 3, …; given by the store when appended
  DecisionKind kind = DecisionKind::kReject;
  // What it is about, in terms that survive re-extraction: public ids and mention keys
  // ("article|start|end|TYPE" for the evidence of a rejected relationship).
  std::vector<std::string> anchors;
  std::string reason;
  std::string author;
  std::string time;     // ISO 8601 in UTC
  std::string payload;  // further data of the layer that wrote it

  bool operator==(const Decision&) const = default;
};

}  // namespace amana
