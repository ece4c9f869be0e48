#include "ingest/lexicon/classes.h"

namespace amana::ingest {

Result<ClassId> ClassTable::Add(std::string_view name) {
  if (names_.size() >= kMaxClasses) {
    return Fail(ErrorCode::kResourceExhausted, "more than 192 word classes");
  }
  const auto id = static_cast<ClassId>(names_.size());
  if (!ids_.emplace(std::string(name), id).second) {
    return Fail(ErrorCode::kAlreadyExists, "class '" + std::string(name) + "' is declared twice");
  }
  names_.emplace_back(name);
  return id;
}

Result<ClassId> ClassTable::Find(std::string_view name) const {
  const auto found = ids_.find(std::string(name));
  if (found == ids_.end()) {
    return Fail(ErrorCode::kInvalidArgument, "unknown word class '" + std::string(name) + "'",
                "declare it in classes.tsv");
  }
  return found->second;
}

}  // namespace amana::ingest
