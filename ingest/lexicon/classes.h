#pragma once

#include <array>
#include <bit>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"

namespace amana::ingest {

inline constexpr size_t kMaxClasses = 256;
using ClassId = uint16_t;
using ClassSet = std::bitset<kMaxClasses>;

// Calls visit(number) for the bits that are set, the lowest first.
template <typename Visit>
void ForEachBit(uint64_t bits, const Visit& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<size_t>(std::countr_zero(bits)));
}

// Calls visit(id) for the classes of a set, in order.
template <typename Visit>
void ForEachClass(const ClassSet& classes, const Visit& visit) {
  // The library's bitset is words, the lowest bits first, and has nothing quick to walk them with.
  using Words = std::array<uint64_t, sizeof(ClassSet) / sizeof(uint64_t)>;
  const auto words = std::bit_cast<Words>(classes);
  for (size_t word = 0; word < words.size(); ++word) {
    ForEachBit(words[word], [&](size_t bit) { visit(static_cast<ClassId>(word * 64 + bit)); });
  }
}

// The closed list of word classes, read from rules/classes.tsv. A lexicon or rule that names
// another class is refused, so a slip of the pen cannot make a rule silently dead.
class ClassTable {
 public:
  // Adds `name`; an error where it exists or the table is full.
  Result<ClassId> Add(std::string_view name);
  // The class called `name`, or an error that names it.
  Result<ClassId> Find(std::string_view name) const;
  const std::string& Name(ClassId id) const { return names_[id]; }
  size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, ClassId> ids_;
};

}  // namespace amana::ingest
