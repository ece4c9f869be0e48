#include "core/hash_index.h"

#include <bit>

namespace amana {
namespace {

// Spreads hashes that differ in few bits.
uint64_t Mix(uint64_t hash) {
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15ull;
  return hash ^ hash >> 29;
}

}  // namespace

HashIndex::HashIndex(std::span<const std::pair<uint64_t, uint32_t>> hashed_ordinals) {
  const size_t count = hashed_ordinals.size();
  if (count == 0) return;
  mask_ = std::bit_ceil(count / 2 + 1) - 1;
  std::vector<uint32_t> starts(mask_ + 2, 0);
  for (const auto& [hash, ordinal] : hashed_ordinals) ++starts[(Mix(hash) & mask_) + 1];
  for (size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  std::vector<uint32_t> next(starts.begin(), starts.end() - 1);
  std::vector<uint32_t> ordinals(count);
  for (const auto& [hash, ordinal] : hashed_ordinals) {
    ordinals[next[Mix(hash) & mask_]++] = ordinal;
  }
  starts_ = starts;
  ordinals_ = std::move(ordinals);
}

std::span<const uint32_t> HashIndex::Candidates(uint64_t hash) const {
  if (ordinals_.empty()) return {};
  const uint64_t bucket = Mix(hash) & mask_;
  return ordinals_.span(starts_[bucket], starts_[bucket + 1]);
}

}  // namespace amana
