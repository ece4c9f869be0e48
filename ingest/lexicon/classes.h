#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"

namespace amana::ingest {

inline constexpr size_t kMaxClasses = 192;
using ClassId = uint16_t;
using ClassSet = std::bitset<kMaxClasses>;

// Calls visit(id) for the classes of a set, in order.
template <typename Visit>
void ForEachClass(const ClassSet& classes, const Visit& visit) {
  for (size_t id = classes._Find_first(); id < kMaxClasses; id = classes._Find_next(id)) {
    visit(static_cast<ClassId>(id));
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
