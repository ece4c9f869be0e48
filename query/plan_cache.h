#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/snapshot.h"

namespace amana::query {

struct CompiledQuery;

// Compiled queries by their exact text, the most recently used ones. (Columns without an alias and
// the positions of errors repeat what was written, spaces and all, so texts that differ in them
// are different queries; values belong into parameters.) A plan serves as long as the schema is the
// same and the graph has about the size for which it was made. Thread-safe.
class PlanCache {
 public:
  using Plan = std::shared_ptr<const CompiledQuery>;

  explicit PlanCache(size_t capacity) : capacity_(capacity) {}

  Plan Find(std::string_view text, const Snapshot& graph);
  void Put(std::string_view text, const Snapshot& graph, Plan plan);

 private:
  // What a plan was made for.
  struct Basis {
    std::shared_ptr<const Schema> schema;
    uint64_t nodes = 0;
    uint64_t relationships = 0;

    bool StillHolds(const Snapshot& graph) const;
  };
  struct Entry {
    std::string text;
    Basis basis;
    Plan plan;
  };

  const size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the latest used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;
};

}  // namespace amana::query
