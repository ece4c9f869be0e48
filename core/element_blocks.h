#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/kv_store.h"
#include "core/result.h"

namespace amana {

// A bulk import writes its nodes and relationships not each under a key of its own but as blocks:
// the records of all ordinals that share a token, in one value. A record of an element's own wins
// over its place in a block; an empty one says that the element was deleted.

// Ordinals [begin, end) that stand in blocks; `begin` is a multiple of keys::kElementsPerToken.
struct BulkRange {
  uint64_t begin = 0;
  uint64_t end = 0;

  bool operator==(const BulkRange&) const = default;
};

// Ascending.
struct BulkRanges {
  std::vector<BulkRange> nodes;
  std::vector<BulkRange> relationships;

  static bool Cover(const std::vector<BulkRange>& ranges, uint64_t ordinal);
};
std::string EncodeBulkRanges(const BulkRanges& ranges);
Result<BulkRanges> DecodeBulkRanges(std::string_view bytes);

// One block from the records of consecutive ordinals, each with its length before it.
std::string EncodeBlock(uint64_t count, std::string_view records);
Result<std::vector<std::string>> DecodeBlock(std::string_view bytes);

enum class ElementKind : uint8_t { kNode, kRelationship };
using ElementVisitor = std::function<Result<void>(uint32_t ordinal, std::string_view record)>;

// All elements with ordinals below `bound`, ascending; the visitor's error ends the scan.
Result<void> ScanElements(const KvSnapshot& snapshot, ElementKind kind, uint64_t bound,
                          const std::vector<BulkRange>& bulk, const ElementVisitor& visit);

}  // namespace amana
