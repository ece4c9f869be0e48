#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/snapshot.h"

namespace amana::server {

// Finds nodes by what they are called, in folded form. Built from a snapshot when it is first asked
// about it, O(nodes). Thread-safe.
class NameIndex {
 public:
  struct Hits {
    std::vector<NodeId> nodes;  // best first, at most `limit`
    size_t total = 0;
  };

  // Nodes one of whose names (`name`, `title`, `aliases`) holds the text. Whole names come first,
  // then beginnings of names, of words, then the rest; among equals the better connected first.
  // `label`: only such nodes; empty: all but articles.
  Hits Search(const std::shared_ptr<const Snapshot>& graph, std::string_view text,
              std::string_view label, size_t limit);

 private:
  struct Entry {
    NodeId node;
    std::vector<std::string> keys;  // folded names
  };
  using Entries = std::vector<Entry>;

  std::shared_ptr<const Entries> EntriesOf(const Snapshot& graph);

  std::mutex mutex_;
  uint64_t epoch_ = 0;
  std::shared_ptr<const Entries> entries_;
};

}  // namespace amana::server
