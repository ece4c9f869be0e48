#include "ingest/import/id_map.h"

namespace amana::ingest {
namespace {

constexpr size_t kMaxDigits = 10;

// Only numbers as they are printed: "7" and "07" are two ids.
std::optional<uint64_t> Number(std::string_view id) {
  if (id.empty() || id.size() > kMaxDigits || (id.size() > 1 && id.front() == '0')) {
    return std::nullopt;
  }
  uint64_t number = 0;
  for (const char c : id) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<uint64_t>(c - '0');
  }
  return number;
}

}  // namespace

bool IdMap::Insert(std::string_view id, uint32_t node) {
  if (Find(id)) return false;
  const auto number = Number(id);
  // A gap may be as large as what is there already.
  if (number && *number < 2 * by_number_.size() + 1024) {
    if (by_number_.size() <= *number) by_number_.resize(*number + 1, 0);
    by_number_[*number] = node + 1;
    return true;
  }
  return by_text_.emplace(id, node).second;
}

std::optional<uint32_t> IdMap::Find(std::string_view id) const {
  const auto number = Number(id);
  if (number && *number < by_number_.size() && by_number_[*number] != 0) {
    return by_number_[*number] - 1;
  }
  const auto found = by_text_.find(id);
  if (found == by_text_.end()) return std::nullopt;
  return found->second;
}

}  // namespace amana::ingest
