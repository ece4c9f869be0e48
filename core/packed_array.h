#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "core/flat_array.h"

namespace amana {

// An immutable array of whole numbers in as few bits as they need: each block of 128 has a frame of
// reference, its least number, and holds the differences from it in bits of one width. What
// ascends, repeats or lies close together takes a few bits; a block of one number takes none.
// Reading one number is a load from the block's header and one from its bits. Owned as FlatArray
// is.
class PackedNumbers {
 public:
  PackedNumbers() = default;
  // Any 64 bits; those near each other as signed numbers pack well. T is uint16_t, uint32_t or
  // uint64_t.
  template <typename T>
  explicit PackedNumbers(std::span<const T> numbers);

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  uint64_t operator[](size_t i) const {
    const Block& block = blocks_[i / kBlock];
    const uint64_t width = block.place & kWidthBits;
    const uint64_t bit = (i % kBlock) * width;
    uint64_t word = 0;
    std::memcpy(&word, bytes_.data() + (block.place >> kWidthShift) + bit / 8, sizeof(word));
    return block.base + (word >> (bit % 8) & MaskOf(width));
  }
  // Those at i and i + 1, for little more than one.
  std::pair<uint64_t, uint64_t> Two(size_t i) const {
    const Block& block = blocks_[i / kBlock];
    const uint64_t width = block.place & kWidthBits;
    if (i % kBlock == kBlock - 1 || width > kMaxWidth / 2) return {(*this)[i], (*this)[i + 1]};
    const uint64_t bit = (i % kBlock) * width;
    uint64_t word = 0;
    std::memcpy(&word, bytes_.data() + (block.place >> kWidthShift) + bit / 8, sizeof(word));
    word >>= bit % 8;
    const uint64_t mask = MaskOf(width);
    return {block.base + (word & mask), block.base + (word >> width & mask)};
  }
  // Those from `begin` on, as many as `out` holds; each block's header is looked at once.
  template <typename T>
  void Read(size_t begin, std::span<T> out) const;
  // Have the processor fetch what operator[] will read.
  void Prefetch(size_t i) const {
    const Block& block = blocks_[i / kBlock];
    const uint64_t bit = (i % kBlock) * (block.place & kWidthBits);
    __builtin_prefetch(bytes_.data() + (block.place >> kWidthShift) + bit / 8);
  }

  // Names all members to what writes or reads them.
  template <typename To>
  void Archive(To& archive) {
    archive.Number(size_);
    archive.Array(blocks_);
    archive.Array(bytes_);
  }

 private:
  static constexpr size_t kBlock = 128;
  static constexpr unsigned kWidthShift = 8;
  static constexpr uint64_t kWidthBits = 0xFF;
  // A wider number would straddle two loads; from here on all bits are kept.
  static constexpr unsigned kMaxWidth = 57;

  struct Block {
    uint64_t base = 0;
    uint64_t place = 0;  // where its bits begin in bytes_, and in the low eight bits their width
  };
  // Those of one block from its number `at` on, kEach of them a load.
  template <size_t kEach, typename T>
  void ReadBlock(const Block& block, size_t at, std::span<T> out) const;
  static uint64_t MaskOf(uint64_t width) {
    return width == 64 ? ~uint64_t{0} : (uint64_t{1} << width) - 1;
  }

  size_t size_ = 0;
  FlatArray<Block> blocks_;
  FlatArray<char> bytes_;  // and eight more, so that a load may reach beyond the last number
};

template <typename T>
void PackedNumbers::Read(size_t begin, std::span<T> out) const {
  for (size_t done = 0; done < out.size();) {
    const size_t at = (begin + done) % kBlock;
    const size_t count = std::min(kBlock - at, out.size() - done);
    const Block block = blocks_[(begin + done) / kBlock];
    const uint64_t width = block.place & kWidthBits;
    // As many numbers from one load as surely lie in it.
    const auto part = out.subspan(done, count);
    if (width <= kMaxWidth / 4) {
      ReadBlock<4>(block, at, part);
    } else if (width <= kMaxWidth / 2) {
      ReadBlock<2>(block, at, part);
    } else {
      ReadBlock<1>(block, at, part);
    }
    done += count;
  }
}

template <size_t kEach, typename T>
void PackedNumbers::ReadBlock(const Block& block, size_t at, std::span<T> out) const {
  const uint64_t width = block.place & kWidthBits, base = block.base, mask = MaskOf(width);
  const char* const bytes = bytes_.data() + (block.place >> kWidthShift);
  uint64_t bit = at * width;
  const auto load = [&] {
    uint64_t word = 0;
    std::memcpy(&word, bytes + bit / 8, sizeof(word));
    return word >> (bit % 8);
  };
  size_t i = 0;
  for (; i + kEach <= out.size(); i += kEach, bit += kEach * width) {
    uint64_t word = load();
    for (size_t k = 0; k < kEach; ++k) {
      out[i + k] = static_cast<T>(base + (word & mask));
      if (k + 1 < kEach) word >>= width;
    }
  }
  for (; i < out.size(); ++i, bit += width) out[i] = static_cast<T>(base + (load() & mask));
}

// The same for numbers of type T.
template <typename T>
class PackedArray {
 public:
  PackedArray() = default;
  PackedArray(const std::vector<T>& items)  // NOLINT(*-explicit-*): building is what it is for
      : numbers_(std::span<const T>(items)) {}

  size_t size() const { return numbers_.size(); }
  bool empty() const { return numbers_.empty(); }
  T operator[](size_t i) const { return static_cast<T>(numbers_[i]); }
  std::pair<T, T> Two(size_t i) const {
    const auto [first, second] = numbers_.Two(i);
    return {static_cast<T>(first), static_cast<T>(second)};
  }
  void Prefetch(size_t i) const { numbers_.Prefetch(i); }
  void Read(size_t begin, std::span<T> out) const { numbers_.Read(begin, out); }

  template <typename To>
  void Archive(To& archive) {
    numbers_.Archive(archive);
  }

 private:
  PackedNumbers numbers_;
};

}  // namespace amana
