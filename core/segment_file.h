#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base_segment.h"
#include "core/result.h"

namespace amana {

// A base as a file beside the records, so that the next process maps it instead of building it
// anew. Derived: whatever is wrong with it, it is built again. Its arrays stand in the file as they
// do in memory (docs/storage-format.md), so it is good for this program on this kind of machine.

// Of which state of the records the base is.
struct SegmentState {
  uint64_t epoch = 0;
  uint64_t digest = 0;  // of the commit log at that epoch
};

// Replaces the file at once, or leaves it alone and fails.
Result<void> WriteSegment(const std::string& path, const BaseSegment& base, SegmentState state);

struct MappedSegment {
  std::shared_ptr<const BaseSegment> base;
  SegmentState state;
};
// kNotFound where there is none, kUnsupported where it is another program's, kCorruption where a
// checksum is wrong.
Result<MappedSegment> MapSegment(const std::string& path);

}  // namespace amana
