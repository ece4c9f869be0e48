#include "core/packed_array.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace amana {
namespace {

// Sets `width` bits from bit `at` on, which were zero.
void PutBits(char* bytes, uint64_t at, unsigned width, uint64_t number) {
  uint64_t word = 0;
  std::memcpy(&word, bytes + at / 8, sizeof(word));
  // Widths that could reach beyond the word are multiples of eight, and begin at bit 0 of it.
  static_assert(std::endian::native == std::endian::little);
  word |= width == 64 ? number : number << (at % 8);
  std::memcpy(bytes + at / 8, &word, sizeof(word));
}

}  // namespace

// Blocks first, so that the bits are put where they stay: arrays are large, and fresh memory is
// what building them waits for.
template <typename T>
PackedNumbers::PackedNumbers(std::span<const T> numbers) : size_(numbers.size()) {
  if (numbers.empty()) return;
  std::vector<Block> blocks;
  blocks.reserve((numbers.size() + kBlock - 1) / kBlock);
  size_t end = 0;  // of the bits so far
  for (size_t begin = 0; begin < numbers.size(); begin += kBlock) {
    const auto part = numbers.subspan(begin, std::min(kBlock, numbers.size() - begin));
    const auto as_signed = [](T number) { return static_cast<int64_t>(number); };
    const auto [least, greatest] = std::ranges::minmax(part, {}, as_signed);
    auto width = static_cast<unsigned>(std::bit_width(uint64_t{greatest} - uint64_t{least}));
    if (width > kMaxWidth) width = 64;
    blocks.push_back({least, end << kWidthShift | width});
    end += (part.size() * width + 7) / 8;
  }
  std::vector<char> bytes(end + sizeof(uint64_t));  // with room for loads beyond the last number
  for (size_t i = 0; i < numbers.size(); ++i) {
    const Block& block = blocks[i / kBlock];
    const auto width = static_cast<unsigned>(block.place & kWidthBits);
    if (width == 0) continue;
    PutBits(bytes.data() + (block.place >> kWidthShift), i % kBlock * width, width,
            numbers[i] - block.base);
  }
  blocks_ = std::move(blocks);
  bytes_ = std::move(bytes);
}

template PackedNumbers::PackedNumbers(std::span<const uint16_t>);
template PackedNumbers::PackedNumbers(std::span<const uint32_t>);
template PackedNumbers::PackedNumbers(std::span<const uint64_t>);

}  // namespace amana
