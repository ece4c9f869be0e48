#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace amana::ingest {

// From the ids that imported files use to the nodes made for them. Plain numbers that lie close
// together, which most files count by, take four bytes each.
class IdMap {
 public:
  // False where the id is taken.
  bool Insert(std::string_view id, uint32_t node);
  std::optional<uint32_t> Find(std::string_view id) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
  };
  // Node + 1, by number; 0 for none.
  std::vector<uint32_t> by_number_;
  std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> by_text_;
};

// By the name of their space.
using IdSpaces = std::map<std::string, IdMap, std::less<>>;

}  // namespace amana::ingest
