#include "core/element_blocks.h"

#include <algorithm>
#include <optional>

#include "core/bytes.h"
#include "core/key_layout.h"
#include "core/record_codec.h"

namespace amana {
namespace {

void PutRanges(std::string& out, const std::vector<BulkRange>& ranges) {
  PutVarint(out, ranges.size());
  for (const BulkRange& range : ranges) {
    PutVarint(out, range.begin);
    PutVarint(out, range.end);
  }
}

std::vector<BulkRange> GetRanges(ByteReader& in) {
  std::vector<BulkRange> ranges(in.Count(2));
  for (BulkRange& range : ranges) {
    range.begin = in.Varint();
    range.end = in.Varint();
    if (range.begin % keys::kElementsPerToken != 0 || range.end < range.begin) in.Invalidate();
  }
  return ranges;
}

tl::unexpected<Error> Damaged(std::string_view what) {
  return Fail(ErrorCode::kCorruption, "a stored " + std::string(what) + " does not decode",
              "restore the store from a backup, or import it into a new one");
}

// Puts the records of one token's block and those that stand alone in order.
class TokenMerge {
 public:
  explicit TokenMerge(const ElementVisitor& visit) : visit_(visit) {}

  Result<void> Block(uint32_t first, std::string_view bytes, const BulkRange& range) {
    AMANA_CHECK_OK(Flush());
    AMANA_TRY(records_, DecodeBlock(bytes));
    if (first + records_.size() > range.end) return Damaged("block");
    first_ = first;
    at_ = 0;
    return {};
  }

  Result<void> Single(uint32_t ordinal, std::string_view record) {
    if (!records_.empty() && ordinal >= first_ + keys::kElementsPerToken) AMANA_CHECK_OK(Flush());
    if (!records_.empty()) {
      AMANA_CHECK_OK(VisitUntil(ordinal));
      if (at_ < records_.size() && first_ + at_ == ordinal) ++at_;
    }
    return record.empty() ? Result<void>() : visit_(ordinal, record);
  }

  Result<void> Flush() {
    AMANA_CHECK_OK(VisitUntil(UINT32_MAX));
    records_.clear();
    return {};
  }

 private:
  Result<void> VisitUntil(uint64_t ordinal) {
    for (; at_ < records_.size() && first_ + at_ < ordinal; ++at_) {
      AMANA_CHECK_OK(visit_(static_cast<uint32_t>(first_ + at_), records_[at_]));
    }
    return {};
  }

  const ElementVisitor& visit_;
  std::vector<std::string> records_;
  uint64_t first_ = 0;
  size_t at_ = 0;
};

}  // namespace

bool BulkRanges::Cover(const std::vector<BulkRange>& ranges, uint64_t ordinal) {
  return std::ranges::any_of(ranges, [&](const BulkRange& range) {
    return ordinal >= range.begin && ordinal < range.end;
  });
}

std::string EncodeBulkRanges(const BulkRanges& ranges) {
  std::string out;
  PutRanges(out, ranges.nodes);
  PutRanges(out, ranges.relationships);
  return out;
}

Result<BulkRanges> DecodeBulkRanges(std::string_view bytes) {
  ByteReader in(bytes);
  BulkRanges ranges;
  ranges.nodes = GetRanges(in);
  ranges.relationships = GetRanges(in);
  if (!in.complete()) return Damaged("list of imports");
  return ranges;
}

std::string EncodeBlock(uint64_t count, std::string_view records) {
  std::string plain;
  PutVarint(plain, count);
  plain += records;
  return Compress(plain, Effort::kQuick);
}

Result<std::vector<std::string>> DecodeBlock(std::string_view bytes) {
  AMANA_TRY(const std::string plain, Decompress(bytes));
  ByteReader in(plain);
  std::vector<std::string> records(in.Count());
  for (std::string& record : records) record = in.String();
  if (!in.complete() || records.size() > keys::kElementsPerToken) return Damaged("block");
  return records;
}

Result<void> ScanElements(const KvSnapshot& snapshot, ElementKind kind, uint64_t bound,
                          const std::vector<BulkRange>& bulk, const ElementVisitor& visit) {
  const bool nodes = kind == ElementKind::kNode;
  const auto singles = nodes ? keys::NodeRanges(bound) : keys::RelationshipRanges(bound);
  std::vector<KvRange> ranges;
  std::vector<const BulkRange*> block_of;  // by range; nullptr for single records
  for (size_t token = 0; token < singles.size(); ++token) {
    const uint64_t first = token * keys::kElementsPerToken;
    const auto in = std::ranges::find_if(
        bulk, [&](const BulkRange& r) { return first >= r.begin && first < r.end; });
    if (in != bulk.end()) {
      ranges.push_back(nodes ? keys::NodeBlockRange(first) : keys::RelationshipBlockRange(first));
      block_of.push_back(&*in);
    }
    ranges.push_back(singles[token]);
    block_of.push_back(nullptr);
  }
  TokenMerge merge(visit);
  Result<void> outcome;
  const auto sink = [&](size_t range, std::string_view key, std::string_view value) {
    const uint32_t ordinal = keys::OrdinalOf(key);
    outcome = block_of[range] != nullptr ? merge.Block(ordinal, value, *block_of[range])
                                         : merge.Single(ordinal, value);
    return outcome.has_value();
  };
  // An error must also keep the later ranges from being read.
  for (size_t i = 0; i < ranges.size() && outcome; ++i) {
    AMANA_CHECK_OK(snapshot.MultiScan(
        std::span(&ranges[i], 1),
        [&](size_t, std::string_view key, std::string_view value) { return sink(i, key, value); }));
  }
  if (!outcome) return outcome;
  return merge.Flush();
}

}  // namespace amana
