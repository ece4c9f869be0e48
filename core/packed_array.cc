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

PackedNumbers::PackedNumbers(std::span<const uint64_t> numbers) : size_(numbers.size()) {
  if (numbers.empty()) return;
  std::vector<Block> blocks;
  std::vector<char> bytes;
  size_t end = 0;  // of the bits so far
  for (size_t begin = 0; begin < numbers.size(); begin += kBlock) {
    const auto part = numbers.subspan(begin, std::min(kBlock, numbers.size() - begin));
    const auto as_signed = [](uint64_t number) { return static_cast<int64_t>(number); };
    const auto [least, greatest] = std::ranges::minmax(part, {}, as_signed);
    unsigned width = static_cast<unsigned>(std::bit_width(greatest - least));
    if (width > kMaxWidth) width = 64;
    const size_t place = end;
    blocks.push_back({least, place << kWidthShift | width});
    end += (part.size() * width + 7) / 8;
    bytes.resize(end + sizeof(uint64_t), 0);  // with room for loads beyond the last number
    for (size_t i = 0; i < part.size() && width > 0; ++i) {
      PutBits(bytes.data() + place, i * width, width, part[i] - least);
    }
  }
  bytes.shrink_to_fit();
  blocks_ = std::move(blocks);
  bytes_ = std::move(bytes);
}

}  // namespace amana
