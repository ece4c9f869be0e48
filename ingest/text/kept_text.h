#pragma once

#include <algorithm>
#include <memory_resource>
#include <string_view>

namespace amana::ingest {

// A copy of a text that lives as long as the memory.
inline std::string_view KeepText(std::string_view text, std::pmr::memory_resource& memory) {
  auto* kept = static_cast<char*>(memory.allocate(text.size(), 1));
  std::copy(text.begin(), text.end(), kept);
  return {kept, text.size()};
}

}  // namespace amana::ingest
