// A token's first byte tells the family of the record; the rest, which records live together.

#include "core/key_layout.h"

#include <xxhash.h>

#include "core/bytes.h"

namespace amana::keys {
namespace {

enum class Family : uint8_t {  // on disk: do not renumber
  kLog = 0,
  kMeta = 1,
  kDictionary = 2,
  kNode = 3,
  kRelationship = 4,
  kOverlay = 5,
  kEvidence = 6,
  kArticle = 7,
  kArticleId = 8,
  kDecision = 9,
  kAux = 10,
  kNodeBlock = 11,
  kRelationshipBlock = 12,
};

constexpr unsigned kBucketBits = 12;
static_assert(uint64_t{1} << kBucketBits == kElementsPerToken);
constexpr uint64_t kHashBuckets = 64;

uint64_t Token(Family family, uint64_t place) {
  return static_cast<uint64_t>(family) << 56 | (place & ((uint64_t{1} << 56) - 1));
}

uint64_t StableHash(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string Fixed32(uint64_t value) {
  std::string bytes;
  PutFixed32(bytes, static_cast<uint32_t>(value));
  return bytes;
}

std::string Fixed64(uint64_t value) {
  std::string bytes;
  PutFixed64(bytes, value);
  return bytes;
}

std::string Tagged(char tag, std::string_view rest) {
  std::string bytes(1, tag);
  bytes += rest;
  return bytes;
}

KvKey ElementKey(Family family, uint64_t ordinal) {
  return {Token(family, ordinal >> kBucketBits), Fixed32(ordinal)};
}

std::vector<KvRange> ElementRanges(Family family, uint64_t bound) {
  std::vector<KvRange> ranges;
  for (uint64_t bucket = 0; bucket << kBucketBits < bound; ++bucket) {
    ranges.push_back({Token(family, bucket), {}, {}});
  }
  return ranges;
}

KvKey Overlay(char kind, std::string_view public_id) {
  return {Token(Family::kOverlay, StableHash(public_id) % kHashBuckets), Tagged(kind, public_id)};
}

std::string AuxPrefix(std::string_view space) {
  std::string prefix;
  PutString(prefix, space);
  return prefix;
}

}  // namespace

KvKey LogHead() { return {kLogToken, "h"}; }
KvKey LogEntry(uint64_t epoch) { return {kLogToken, Tagged('l', Fixed64(epoch))}; }

KvKey Version() { return {Token(Family::kMeta, 0), "version"}; }
KvKey Counters() { return {Token(Family::kMeta, 0), "counters"}; }
KvKey BulkRanges() { return {Token(Family::kMeta, 0), "bulk"}; }

KvKey DictionaryEntry(DictionaryKind kind, uint32_t id) {
  return {Token(Family::kDictionary, static_cast<uint64_t>(kind)), Fixed32(id)};
}
KvRange DictionaryRange(DictionaryKind kind) {
  return {Token(Family::kDictionary, static_cast<uint64_t>(kind)), {}, {}};
}

KvKey Node(NodeId node) { return ElementKey(Family::kNode, node.value); }
KvKey Relationship(RelationshipId r) { return ElementKey(Family::kRelationship, r.value); }
std::vector<KvRange> NodeRanges(uint64_t bound) { return ElementRanges(Family::kNode, bound); }
std::vector<KvRange> RelationshipRanges(uint64_t bound) {
  return ElementRanges(Family::kRelationship, bound);
}
KvKey NodeBlock(NodeId first) { return ElementKey(Family::kNodeBlock, first.value); }
KvKey RelationshipBlock(RelationshipId first) {
  return ElementKey(Family::kRelationshipBlock, first.value);
}
KvRange NodeBlockRange(uint64_t first) {
  return {Token(Family::kNodeBlock, first >> kBucketBits), {}, {}};
}
KvRange RelationshipBlockRange(uint64_t first) {
  return {Token(Family::kRelationshipBlock, first >> kBucketBits), {}, {}};
}
uint32_t OrdinalOf(std::string_view key_bytes) { return ByteReader(key_bytes).Fixed32(); }

Element ElementOf(const KvKey& key) {
  switch (static_cast<Family>(key.token >> 56)) {
    case Family::kNode:
      return Element::kNode;
    case Family::kRelationship:
      return Element::kRelationship;
    case Family::kOverlay:
    case Family::kNodeBlock:
    case Family::kRelationshipBlock:
      return Element::kUnclear;
    default:
      return Element::kOther;
  }
}

KvKey NodeOverlay(std::string_view public_id) { return Overlay('n', public_id); }
KvKey RelationshipOverlay(std::string_view public_id) { return Overlay('r', public_id); }
std::vector<KvRange> OverlayRanges() {
  std::vector<KvRange> ranges;
  for (uint64_t i = 0; i < kHashBuckets; ++i)
    ranges.push_back({Token(Family::kOverlay, i), {}, {}});
  return ranges;
}
OverlayKey ParseOverlay(std::string_view key_bytes) {
  const bool node = !key_bytes.empty() && key_bytes.front() == 'n';
  return {node ? OverlayOf::kNode : OverlayOf::kRelationship,
          key_bytes.empty() ? key_bytes : key_bytes.substr(1)};
}

KvKey Evidence(RelationshipId r, ArticleNumber article) {
  KvKey key = ElementKey(Family::kEvidence, r.value);
  PutFixed32(key.bytes, static_cast<uint32_t>(article.value));
  return key;
}
KvRange EvidenceRange(RelationshipId r) {
  const KvKey key = ElementKey(Family::kEvidence, r.value);
  return PrefixRange(key.token, key.bytes);
}
ArticleNumber EvidenceArticle(std::string_view key_bytes) {
  ByteReader in(key_bytes);
  in.Fixed32();
  return ArticleNumber(in.Fixed32());
}

KvKey Article(ArticleNumber article, ArticlePart part) {
  return {Token(Family::kArticle, article.value), std::string(1, static_cast<char>(part))};
}
KvRange ArticleRange(ArticleNumber article) {
  return {Token(Family::kArticle, article.value), {}, {}};
}
KvKey ArticleId(std::string_view public_id) {
  return {Token(Family::kArticleId, StableHash(public_id) % kHashBuckets), std::string(public_id)};
}

KvKey DecisionEntry(uint64_t number) { return {Token(Family::kDecision, 0), Fixed64(number)}; }
KvRange DecisionRange() { return {Token(Family::kDecision, 0), {}, {}}; }

KvKey Aux(std::string_view space, std::string_view key) {
  std::string bytes = AuxPrefix(space);
  bytes += key;
  return {Token(Family::kAux, StableHash(space)), std::move(bytes)};
}
KvRange AuxRange(std::string_view space, std::string_view prefix) {
  const KvKey key = Aux(space, prefix);
  return PrefixRange(key.token, key.bytes);
}
size_t AuxPrefixSize(std::string_view space) { return AuxPrefix(space).size(); }

}  // namespace amana::keys
