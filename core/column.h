#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/flat_array.h"
#include "core/packed_array.h"
#include "core/value.h"

namespace amana {

// Strings that lie one after the other: the k-th ends at ends[k] of the text, and is the value of
// the rows[k]-th of the elements asked for.
struct StringRun {
  std::string_view text;
  std::vector<uint64_t> ends;
  std::vector<uint32_t> rows;
};

// One property of many elements: values by ordinal, with gaps. Immutable. Values of one simple type
// are kept as plain numbers or bytes; a column of several types keeps encoded values.
class Column {
 public:
  bool Has(uint32_t ordinal) const {
    const uint32_t at = ordinal - first_;
    return ordinal >= first_ && at < span_ && (present_[at / 64] >> (at % 64) & 1) != 0;
  }
  // Null where there is none.
  Value Get(uint32_t ordinal) const;
  // The bytes of a string value without copying; nullopt where there is none, or not a string.
  std::optional<std::string_view> GetString(uint32_t ordinal) const;

  // The type of all values; kNull where they are of several types or of none of the simple ones.
  ValueType type() const { return type_; }
  // For boolean, integer and date columns: the values of many ordinals; absent[i] becomes 1 where
  // there is none. Returns whether any was absent.
  bool ReadNumbers(std::span<const uint32_t> ordinals, int64_t* values, uint8_t* absent) const;

  // For string columns: the values of ordinals that follow each other, without copying. False where
  // they do not.
  bool ReadStrings(std::span<const uint32_t> ordinals, StringRun* out) const;

  // Ordinals with a value lie in [first, bound).
  uint32_t first() const { return first_; }
  uint32_t bound() const { return first_ + span_; }
  bool empty() const { return span_ == 0; }

  // Names all members to what writes or reads them.
  template <typename To>
  void Archive(To& archive) {
    archive.Number(type_);
    archive.Number(first_);
    archive.Number(span_);
    archive.Number(dense_);
    archive.Array(present_);
    archive.Array(rank_);
    numbers_.Archive(archive);
    archive.Array(bytes_);
    ends_.Archive(archive);
  }

 private:
  friend class ColumnBuilder;

  size_t Index(uint32_t ordinal) const {  // REQUIRES Has(ordinal)
    return dense_ ? ordinal - first_ : IndexAmongGaps(ordinal);
  }
  size_t IndexAmongGaps(uint32_t ordinal) const;
  std::string_view Bytes(size_t index) const;

  ValueType type_ = ValueType::kNull;  // of all values; kNull where they are encoded
  uint32_t first_ = 0;
  uint32_t span_ = 0;
  bool dense_ = false;           // no gaps between the first and the last
  FlatArray<uint64_t> present_;  // one bit for each ordinal from first_
  FlatArray<uint32_t> rank_;     // values before each word of present_
  PackedNumbers numbers_;        // boolean, integer, float and date columns
  FlatArray<char> bytes_;        // string and encoded columns
  PackedArray<uint64_t> ends_;   // where each value ends in bytes_
};

// Collects a column in ascending order of ordinals.
class ColumnBuilder {
 public:
  // REQUIRES an ordinal above the last one, and a storable value.
  void Add(uint32_t ordinal, const Value& value);
  Column Build() &&;

 private:
  void AddBytes(std::string_view bytes);
  void SwitchToEncoded();

  Column column_;
  bool any_ = false;
  uint32_t last_ = 0;
  uint32_t count_ = 0;
  std::vector<uint64_t> present_;
  std::vector<uint32_t> rank_;
  std::vector<uint64_t> numbers_;
  std::vector<char> bytes_;
  std::vector<uint64_t> ends_;
};

}  // namespace amana
