#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/ids.h"

namespace amana {

// Names (labels, types, property keys) and their dense ids, 0, 1, 2, … in the order they were first
// interned. Only grows: an id keeps its name for the life of the store, and one dictionary serves
// every snapshot of a store, so it may know names that a given snapshot does not use.
// Thread-safe. Returned views live as long as the dictionary.
template <typename Id>
class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  std::optional<Id> Find(std::string_view name) const {
    std::shared_lock lock(mutex_);
    const auto found = ids_.find(name);
    if (found == ids_.end()) return std::nullopt;
    return found->second;
  }

  // REQUIRES an id that this dictionary gave.
  std::string_view Name(Id id) const {
    std::shared_lock lock(mutex_);
    return names_[id.value];
  }

  uint32_t size() const {
    std::shared_lock lock(mutex_);
    return static_cast<uint32_t>(names_.size());
  }

  // The id of `name`, new or old.
  Id Intern(std::string_view name) {
    if (const auto id = Find(name)) return *id;
    std::unique_lock lock(mutex_);
    if (const auto found = ids_.find(name); found != ids_.end()) return found->second;
    const Id id(static_cast<uint32_t>(names_.size()));
    names_.emplace_back(name);  // a deque never moves what it holds, so keys may look into it
    ids_.emplace(names_.back(), id);
    return id;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::deque<std::string> names_;
  std::unordered_map<std::string_view, Id> ids_;
};

// The dictionaries of a graph and its evidence.
struct Dictionaries {
  Dictionary<LabelId> labels;
  Dictionary<TypeId> types;
  Dictionary<KeyId> keys;
  Dictionary<RuleId> rules;
};

}  // namespace amana
