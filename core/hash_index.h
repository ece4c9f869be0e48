#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/flat_array.h"
#include "core/packed_array.h"

namespace amana {

// From the hash of a value to the ordinals that may have it: about two candidates, to be verified
// by whoever asks. Immutable; about five bytes for
// each entry.
class HashIndex {
 public:
  HashIndex() = default;
  explicit HashIndex(std::span<const std::pair<uint64_t, uint32_t>> hashed_ordinals);

  std::span<const uint32_t> Candidates(uint64_t hash) const;

  // Names all members to what writes or reads them.
  template <typename To>
  void Archive(To& archive) {
    starts_.Archive(archive);
    archive.Array(ordinals_);
    archive.Number(mask_);
  }

 private:
  PackedArray<uint32_t> starts_;  // of each bucket, and the end of the last
  FlatArray<uint32_t> ordinals_;
  uint64_t mask_ = 0;
};

}  // namespace amana
