#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/kv_store.h"

namespace amana {

// Where every record stands. This file and core/record_codec.h are the only ones that know bytes on
// disk; docs/storage-format.md describes them. Changing either means a new storage version.
inline constexpr uint64_t kStorageVersion = 2;
// What this program can also read: stores of before there were blocks.
inline constexpr uint64_t kOldestStorageVersion = 1;

// The number of an article in the store: dense, never used again.
using ArticleNumber = StrongId<struct ArticleTag, uint64_t>;

// Stored in keys: do not renumber.
enum class DictionaryKind : uint8_t { kLabels = 0, kTypes = 1, kKeys = 2, kRules = 3 };

// Stored in keys: do not change the letters.
enum class ArticlePart : char {
  kMeta = 'm',
  kText = 't',
  kOriginal = 'o',
  kExtraction = 'x',
  kEvidenced = 'r',  // relationships with evidence in the article
};

namespace keys {

// So many consecutive ordinals share a token.
inline constexpr uint64_t kElementsPerToken = 4096;

// The token under which the commit log stands; written by the stores themselves.
inline constexpr uint64_t kLogToken = 0;
KvKey LogHead();
KvKey LogEntry(uint64_t epoch);

KvKey Version();
KvKey Counters();
KvKey BulkRanges();
KvKey DictionaryEntry(DictionaryKind kind, uint32_t id);
KvRange DictionaryRange(DictionaryKind kind);
KvKey Node(NodeId node);
KvKey Relationship(RelationshipId relationship);
// All records with ordinals below `bound`, in ascending order of ranges and keys.
std::vector<KvRange> NodeRanges(uint64_t bound);
std::vector<KvRange> RelationshipRanges(uint64_t bound);
// The blocks of an import, filed under their first ordinals, and the range of the one with `first`.
KvKey NodeBlock(NodeId first);
KvKey RelationshipBlock(RelationshipId first);
KvRange NodeBlockRange(uint64_t first);
KvRange RelationshipBlockRange(uint64_t first);
// The ordinal at the end of the key of a node, a relationship or a block, or in front of that of
// evidence.
uint32_t OrdinalOf(std::string_view key_bytes);

// What kind of record a key is of, as far as a base is concerned.
enum class Element : uint8_t { kNode, kRelationship, kOther, kUnclear };
Element ElementOf(const KvKey& key);

// Overlays belong to public ids, so that they outlive what they lie over.
KvKey NodeOverlay(std::string_view public_id);
KvKey RelationshipOverlay(std::string_view public_id);
std::vector<KvRange> OverlayRanges();
enum class OverlayOf : uint8_t { kNode, kRelationship };
struct OverlayKey {
  OverlayOf of;
  std::string_view public_id;
};
OverlayKey ParseOverlay(std::string_view key_bytes);

KvKey Evidence(RelationshipId relationship, ArticleNumber article);
KvRange EvidenceRange(RelationshipId relationship);
ArticleNumber EvidenceArticle(std::string_view key_bytes);

KvKey Article(ArticleNumber article, ArticlePart part);
KvRange ArticleRange(ArticleNumber article);
KvKey ArticleId(std::string_view public_id);

KvKey DecisionEntry(uint64_t number);
KvRange DecisionRange();

// Keys of a space carry its name in front; AuxPrefixSize says how many bytes to take off.
KvKey Aux(std::string_view space, std::string_view key);
KvRange AuxRange(std::string_view space, std::string_view prefix);
size_t AuxPrefixSize(std::string_view space);

}  // namespace keys
}  // namespace amana
