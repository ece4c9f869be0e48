#include "core/record_codec.h"

#include <fmt/core.h>
#include <zstd.h>

#include <utility>

#include "core/bytes.h"
#include "core/kv_store.h"
#include "core/value_codec.h"

namespace amana {
namespace {

constexpr int kCompressionLevel = 3;
constexpr int kQuickLevel = 1;
constexpr uint64_t kMaxUnpackedBytes = uint64_t{1} << 30;

template <typename T>
Result<T> Complete(const ByteReader& in, T value, std::string_view what) {
  if (in.complete()) return value;
  return Fail(ErrorCode::kCorruption, fmt::format("a stored {} does not decode", what),
              "restore the store from a backup, or ingest the articles into a new one");
}

void PutLabels(std::string& out, const std::vector<LabelId>& labels) {
  PutVarint(out, labels.size());
  for (const LabelId label : labels) PutVarint(out, label.value);
}

std::vector<LabelId> GetLabels(ByteReader& in) {
  std::vector<LabelId> labels(in.Count());
  for (LabelId& label : labels) label = LabelId(static_cast<uint32_t>(in.Varint()));
  return labels;
}

enum class Nulls : uint8_t { kNever, kSayRemoved };

void PutProperties(std::string& out, const PropertyList& properties, Nulls nulls = Nulls::kNever) {
  PutVarint(out, properties.size());
  for (const auto& [key, value] : properties) {
    PutVarint(out, key.value);
    if (nulls == Nulls::kNever) {
      EncodeValue(out, value);
    } else {
      EncodeValueOrNull(out, value);
    }
  }
}

PropertyList GetProperties(ByteReader& in, Nulls nulls = Nulls::kNever) {
  PropertyList properties(in.Count(2));
  for (auto& [key, value] : properties) {
    key = KeyId(static_cast<uint32_t>(in.Varint()));
    value = nulls == Nulls::kNever ? DecodeValue(in) : DecodeValueOrNull(in);
  }
  return properties;
}

Origin GetOrigin(ByteReader& in) {
  return in.Byte() == static_cast<uint8_t>(Origin::kDerived) ? Origin::kDerived : Origin::kUser;
}

}  // namespace

std::string EncodeCounters(const StoreCounters& counters) {
  std::string out;
  PutVarint(out, counters.next_node);
  PutVarint(out, counters.next_relationship);
  PutVarint(out, counters.next_article);
  PutVarint(out, counters.next_decision);
  PutVarint(out, counters.articles);
  return out;
}

Result<StoreCounters> DecodeCounters(std::string_view bytes) {
  ByteReader in(bytes);
  StoreCounters counters;
  counters.next_node = in.Varint();
  counters.next_relationship = in.Varint();
  counters.next_article = in.Varint();
  counters.next_decision = in.Varint();
  counters.articles = in.Varint();
  return Complete(in, counters, "counter");
}

std::string EncodeNode(const NodeState& node) {
  std::string out(1, static_cast<char>(node.origin));
  PutString(out, node.public_id);
  PutStrings(out, node.former_ids);
  PutLabels(out, node.layers ? node.layers->derived_labels : node.labels);
  PutProperties(out, node.layers ? node.layers->derived_properties : node.properties);
  return out;
}

Result<NodeState> DecodeNode(std::string_view bytes) {
  ByteReader in(bytes);
  NodeState node;
  node.origin = GetOrigin(in);
  node.public_id = in.String();
  node.former_ids = in.Strings();
  node.labels = GetLabels(in);
  node.properties = GetProperties(in);
  return Complete(in, std::move(node), "node");
}

std::string EncodeRelationship(const RelationshipState& relationship) {
  std::string out(1, static_cast<char>(relationship.origin));
  PutVarint(out, relationship.source.value);
  PutVarint(out, relationship.target.value);
  PutVarint(out, relationship.type.value);
  PutString(out, relationship.public_id);
  const auto& layers = relationship.layers;
  PutProperties(out, layers ? layers->derived_properties : relationship.properties);
  return out;
}

Result<RelationshipState> DecodeRelationship(std::string_view bytes) {
  ByteReader in(bytes);
  RelationshipState relationship;
  relationship.origin = GetOrigin(in);
  relationship.source = NodeId(in.Varint());
  relationship.target = NodeId(in.Varint());
  relationship.type = TypeId(static_cast<uint32_t>(in.Varint()));
  relationship.public_id = in.String();
  relationship.properties = GetProperties(in);
  return Complete(in, std::move(relationship), "relationship");
}

std::string EncodeOverlay(const Overlay& overlay) {
  std::string out;
  PutProperties(out, overlay.properties, Nulls::kSayRemoved);
  PutLabels(out, overlay.added_labels);
  PutLabels(out, overlay.removed_labels);
  return out;
}

Result<Overlay> DecodeOverlay(std::string_view bytes) {
  ByteReader in(bytes);
  Overlay overlay;
  overlay.properties = GetProperties(in, Nulls::kSayRemoved);
  overlay.added_labels = GetLabels(in);
  overlay.removed_labels = GetLabels(in);
  return Complete(in, std::move(overlay), "overlay");
}

std::string EncodeEvidence(const std::vector<EvidenceSpan>& spans) {
  std::string out;
  PutVarint(out, spans.size());
  for (const EvidenceSpan& span : spans) {
    PutVarint(out, span.start);
    PutSignedVarint(out, int64_t{span.end} - int64_t{span.start});
    PutVarint(out, span.rule.value);
    PutVarint(out, span.confidence);
  }
  return out;
}

Result<std::vector<EvidenceSpan>> DecodeEvidence(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<EvidenceSpan> spans(in.Count(4));
  for (EvidenceSpan& span : spans) {
    span.start = static_cast<uint32_t>(in.Varint());
    span.end = span.start + static_cast<uint32_t>(in.SignedVarint());  // wraps where damaged
    span.rule = RuleId(static_cast<uint32_t>(in.Varint()));
    span.confidence = static_cast<uint32_t>(in.Varint());
  }
  return Complete(in, std::move(spans), "piece of evidence");
}

std::string EncodeArticleMeta(const ArticleRecord& article) {
  std::string out;
  for (const std::string* field :
       {&article.id, &article.content_hash, &article.url, &article.source, &article.title,
        &article.author, &article.language, &article.published}) {
    PutString(out, *field);
  }
  PutStrings(out, article.carriers);
  PutStrings(out, article.tags);
  PutPairs(out, article.attributes);
  return out;
}

Result<ArticleRecord> DecodeArticleMeta(std::string_view bytes) {
  ByteReader in(bytes);
  ArticleRecord article;
  for (std::string* field :
       {&article.id, &article.content_hash, &article.url, &article.source, &article.title,
        &article.author, &article.language, &article.published}) {
    *field = in.String();
  }
  article.carriers = in.Strings();
  article.tags = in.Strings();
  article.attributes = in.Pairs();
  return Complete(in, std::move(article), "article");
}

std::string EncodeEvidenced(const std::vector<RelationshipId>& relationships) {
  std::string out;
  PutVarint(out, relationships.size());
  uint64_t last = 0;
  for (const RelationshipId r : relationships)
    PutVarint(out, r.value - std::exchange(last, r.value));
  return out;
}

Result<std::vector<RelationshipId>> DecodeEvidenced(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<RelationshipId> relationships(in.Count());
  uint64_t last = 0;
  for (RelationshipId& r : relationships) r = RelationshipId(last += in.Varint());
  return Complete(in, std::move(relationships), "list of an article's relationships");
}

std::string EncodeDecision(const Decision& decision) {
  std::string out;
  PutVarint(out, decision.number);
  out.push_back(static_cast<char>(decision.kind));
  PutStrings(out, decision.anchors);
  PutString(out, decision.reason);
  PutString(out, decision.author);
  PutString(out, decision.time);
  PutString(out, decision.payload);
  return out;
}

Result<Decision> DecodeDecision(std::string_view bytes) {
  ByteReader in(bytes);
  Decision decision;
  decision.number = in.Varint();
  decision.kind = static_cast<DecisionKind>(in.Byte());
  decision.anchors = in.Strings();
  decision.reason = in.String();
  decision.author = in.String();
  decision.time = in.String();
  decision.payload = in.String();
  return Complete(in, std::move(decision), "decision");
}

std::string Compress(std::string_view bytes, Effort effort) {
  const int level = effort == Effort::kQuick ? kQuickLevel : kCompressionLevel;
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), level));
  return out;  // cannot have failed: the bound was given
}

Result<std::string> Decompress(std::string_view bytes) {
  const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size <= kMaxUnpackedBytes) {  // which the codes for errors are not
    std::string out(size, '\0');
    if (ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size()) == size) return out;
  }
  return Fail(ErrorCode::kCorruption, "a stored text does not unpack",
              "restore the store from a backup, or ingest the article again");
}

}  // namespace amana
