#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/article_record.h"
#include "core/element.h"
#include "core/key_layout.h"
#include "core/result.h"

namespace amana {

// How records look on disk (docs/storage-format.md). Decoders take any bytes and answer kCorruption
// for those that no encoder wrote.

// Ordinals and numbers handed out so far; none is given again.
struct StoreCounters {
  uint64_t next_node = 0;
  uint64_t next_relationship = 0;
  uint64_t next_article = 0;
  uint64_t next_decision = 1;
  uint64_t articles = 0;  // that exist

  bool operator==(const StoreCounters&) const = default;
};

std::string EncodeCounters(const StoreCounters& counters);
Result<StoreCounters> DecodeCounters(std::string_view bytes);

// Derived state only: an overlay has a record of its own.
std::string EncodeNode(const NodeState& node);
Result<NodeState> DecodeNode(std::string_view bytes);
std::string EncodeRelationship(const RelationshipState& relationship);
Result<RelationshipState> DecodeRelationship(std::string_view bytes);
std::string EncodeOverlay(const Overlay& overlay);
Result<Overlay> DecodeOverlay(std::string_view bytes);

// One article's evidence for one relationship.
struct EvidenceSpan {
  uint32_t start = 0;
  uint32_t end = 0;
  RuleId rule;
  uint32_t confidence = 0;  // in ten-thousandths

  bool operator==(const EvidenceSpan&) const = default;
};
std::string EncodeEvidence(const std::vector<EvidenceSpan>& spans);
Result<std::vector<EvidenceSpan>> DecodeEvidence(std::string_view bytes);

// Everything of the article but text, original and extraction.
std::string EncodeArticleMeta(const ArticleRecord& article);
Result<ArticleRecord> DecodeArticleMeta(std::string_view bytes);
// Ascending ids, as differences.
std::string EncodeEvidenced(const std::vector<RelationshipId>& relationships);
Result<std::vector<RelationshipId>> DecodeEvidenced(std::string_view bytes);

std::string EncodeDecision(const Decision& decision);
Result<Decision> DecodeDecision(std::string_view bytes);

// One zstd frame with its size. Refuses to unpack more than 1 GiB.
enum class Effort : uint8_t { kQuick, kUsual };
std::string Compress(std::string_view bytes, Effort effort = Effort::kUsual);
Result<std::string> Decompress(std::string_view bytes);

}  // namespace amana
