// Everything stored reads back, keys sort as what they stand for, and no bytes make a decoder do
// worse than say no.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>

#include "core/bytes.h"
#include "core/key_layout.h"
#include "core/record_codec.h"
#include "core/value_codec.h"

namespace amana {
namespace {

rc::Gen<Value> AnyScalar() {
  return rc::gen::oneOf(
      rc::gen::map(rc::gen::arbitrary<bool>(), [](bool v) { return Value(v); }),
      rc::gen::map(rc::gen::arbitrary<int64_t>(), [](int64_t v) { return Value(v); }),
      rc::gen::map(rc::gen::arbitrary<double>(), [](double v) { return Value(v); }),
      rc::gen::map(rc::gen::arbitrary<std::string>(),
                   [](const std::string& v) { return Value(v); }),
      rc::gen::map(rc::gen::inRange<int64_t>(-1'000'000, 1'000'000),
                   [](int64_t days) { return Value(Date{days}); }),
      rc::gen::map(rc::gen::inRange<int64_t>(0, kNanosPerDay),
                   [](int64_t nanos) { return Value(LocalTime{nanos}); }),
      rc::gen::map(rc::gen::inRange<int64_t>(0, kNanosPerDay),
                   [](int64_t nanos) {
                     return Value(Time{nanos, -7200});
                   }),
      rc::gen::map(rc::gen::arbitrary<int32_t>(),
                   [](int32_t seconds) {
                     return Value(LocalDateTime{seconds, 999});
                   }),
      rc::gen::map(rc::gen::arbitrary<int32_t>(),
                   [](int32_t seconds) {
                     return Value(DateTime{seconds, 5, 7200, "Africa/Cairo"});
                   }),
      rc::gen::map(rc::gen::arbitrary<int32_t>(), [](int32_t months) {
        return Value(Duration{months, -3, 4, 5});
      }));
}

rc::Gen<Value> AnyStorable() {
  return rc::gen::oneOf(
      AnyScalar(),
      rc::gen::map(rc::gen::container<std::vector<Value>>(AnyScalar()),
                   [](std::vector<Value> items) { return Value::List(std::move(items)); }));
}

}  // namespace
}  // namespace amana

// A value prints by its type: enough to see what failed.
namespace rc {
template <>
struct Arbitrary<amana::Value> {
  static Gen<amana::Value> arbitrary() { return amana::AnyStorable(); }
};
}  // namespace rc

namespace amana {
void showValue(const Value& value, std::ostream& out) { out << ValueTypeName(value.type()); }
namespace {

RC_GTEST_PROP(Codec, ValuesReadBackIdentical, (const Value& value)) {
  RC_ASSERT(IsStorable(value));
  std::string bytes;
  EncodeValue(bytes, value);
  ByteReader in(bytes);
  RC_ASSERT(Value::Identical(DecodeValue(in), value));
  RC_ASSERT(in.complete());
}

RC_GTEST_PROP(Codec, NumbersReadBackAndBigEndianOnesSort, (uint64_t a, uint64_t b, int64_t c)) {
  std::string bytes;
  PutVarint(bytes, a);
  PutSignedVarint(bytes, c);
  PutFixed64(bytes, b);
  ByteReader in(bytes);
  RC_ASSERT(in.Varint() == a);
  RC_ASSERT(in.SignedVarint() == c);
  RC_ASSERT(in.Fixed64() == b);
  RC_ASSERT(in.complete());
  std::string fixed_a;
  std::string fixed_b;
  PutFixed64(fixed_a, a);
  PutFixed64(fixed_b, b);
  RC_ASSERT((fixed_a < fixed_b) == (a < b));
}

TEST(Codec, ExtremeNumbersReadBack) {
  for (const int64_t value : {std::numeric_limits<int64_t>::min(), int64_t{-1}, int64_t{0},
                              std::numeric_limits<int64_t>::max()}) {
    std::string bytes;
    PutSignedVarint(bytes, value);
    ByteReader in(bytes);
    EXPECT_EQ(in.SignedVarint(), value);
    EXPECT_TRUE(in.complete());
  }
  ByteReader too_long("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F");
  too_long.Varint();
  EXPECT_FALSE(too_long.ok());
}

RC_GTEST_PROP(Codec, KeysOfElementsSortByOrdinal, ()) {
  const auto a = *rc::gen::inRange<uint64_t>(0, UINT32_MAX);
  const auto b = *rc::gen::inRange<uint64_t>(0, UINT32_MAX);
  RC_ASSERT((keys::Node(NodeId(a)) < keys::Node(NodeId(b))) == (a < b));
  RC_ASSERT(keys::OrdinalOf(keys::Node(NodeId(a)).bytes) == a);
  const KvKey evidence = keys::Evidence(RelationshipId(a), ArticleNumber(b));
  RC_ASSERT(keys::OrdinalOf(evidence.bytes) == a);
  RC_ASSERT(keys::EvidenceArticle(evidence.bytes) == ArticleNumber(b));
  const KvRange range = keys::EvidenceRange(RelationshipId(a));
  RC_ASSERT(evidence.token == range.token && evidence.bytes >= range.begin);
  RC_ASSERT(range.end.empty() || evidence.bytes < range.end);
}

RC_GTEST_PROP(Codec, RangesOfElementsCoverThem, ()) {
  const auto bound = *rc::gen::inRange<uint64_t>(1, 100'000);
  const auto ordinal = *rc::gen::inRange<uint64_t>(0, bound);
  const auto ranges = keys::RelationshipRanges(bound);
  const KvKey key = keys::Relationship(RelationshipId(ordinal));
  RC_ASSERT(std::ranges::count(ranges, key.token, &KvRange::token) == 1);
}

RC_GTEST_PROP(Codec, AuxKeysSortWithinTheirSpaceAndStayInIt,
              (const std::string& space, const std::string& a, const std::string& b)) {
  const KvKey first = keys::Aux(space, a);
  const KvKey second = keys::Aux(space, b);
  RC_ASSERT(first.token == second.token);
  RC_ASSERT((first.bytes < second.bytes) == (a < b));
  RC_ASSERT(first.bytes.substr(keys::AuxPrefixSize(space)) == a);
  RC_ASSERT(keys::Aux(space + "x", a) != first);
}

RC_GTEST_PROP(Codec, RecordsReadBack,
              (const std::string& id, const std::vector<std::string>& ids, const Value& value,
               uint32_t number)) {
  NodeState node;
  node.origin = Origin::kDerived;
  node.public_id = id;
  node.former_ids = ids;
  node.labels = {LabelId(3), LabelId(number)};
  node.properties = {{KeyId(number), value}};
  const auto read_node = DecodeNode(EncodeNode(node)).value();
  RC_ASSERT(read_node.public_id == id && read_node.former_ids == ids);
  RC_ASSERT(read_node.labels == node.labels && read_node.origin == Origin::kDerived);
  RC_ASSERT(Value::Identical(read_node.properties.at(0).second, value));

  RelationshipState relationship;
  relationship.source = NodeId(number);
  relationship.target = NodeId(7);
  relationship.type = TypeId(9);
  relationship.public_id = id;
  const auto read = DecodeRelationship(EncodeRelationship(relationship)).value();
  RC_ASSERT(read.source == relationship.source && read.target == relationship.target);
  RC_ASSERT(read.type == relationship.type && read.origin == Origin::kUser);

  Overlay overlay;
  overlay.properties = {{KeyId(1), Value()}, {KeyId(2), value}};
  overlay.added_labels = {LabelId(number)};
  const auto read_overlay = DecodeOverlay(EncodeOverlay(overlay)).value();
  RC_ASSERT(read_overlay.properties.at(0).second.is_null());
  RC_ASSERT(read_overlay.added_labels == overlay.added_labels);

  const std::vector<EvidenceSpan> spans{{number, 5, RuleId(1), 9876}, {1, 9, RuleId(0), 0}};
  RC_ASSERT(DecodeEvidence(EncodeEvidence(spans)).value() == spans);

  Decision decision{number, DecisionKind::kMerge, ids, id, id, id, id};
  RC_ASSERT(DecodeDecision(EncodeDecision(decision)).value() == decision);

  ArticleRecord article;
  article.id = id;
  article.carriers = ids;
  article.attributes = {{id, "x"}};
  const auto read_article = DecodeArticleMeta(EncodeArticleMeta(article)).value();
  RC_ASSERT(read_article.id == id && read_article.carriers == ids);
  RC_ASSERT(read_article.attributes == article.attributes);
  RC_ASSERT(Decompress(Compress(id)).value() == id);
}

RC_GTEST_PROP(Codec, DamagedRecordsAreRefusedOrReadButNeverTrip, (std::string bytes)) {
  const auto harmless = [](const auto& result) {
    return result.has_value() || result.error().code == ErrorCode::kCorruption;
  };
  RC_ASSERT(harmless(DecodeNode(bytes)));
  RC_ASSERT(harmless(DecodeRelationship(bytes)));
  RC_ASSERT(harmless(DecodeOverlay(bytes)));
  RC_ASSERT(harmless(DecodeEvidence(bytes)));
  RC_ASSERT(harmless(DecodeEvidenced(bytes)));
  RC_ASSERT(harmless(DecodeArticleMeta(bytes)));
  RC_ASSERT(harmless(DecodeDecision(bytes)));
  RC_ASSERT(harmless(DecodeCounters(bytes)));
  RC_ASSERT(harmless(Decompress(bytes)));
}

TEST(Codec, ListsNeverNest) {
  // 100 000 lists of one list each.
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += "\x05\x01";
  ByteReader in(bytes);
  EXPECT_TRUE(DecodeValue(in).is_null());
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace amana
