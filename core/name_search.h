#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base_segment.h"
#include "core/snapshot.h"

namespace amana {

// What the nodes of a base are called (`name`, `title`, `aliases`), folded as NameKey does. All
// snapshots over the base share it. The names of a stretch of nodes are folded when they are
// searched for the first time: about a microsecond each, and their bytes, once. Thread-safe.
class FoldedNames {
 public:
  explicit FoldedNames(std::shared_ptr<const BaseSegment> base);

  static constexpr uint32_t kNodesInStretch = 16384;
  size_t stretches() const { return stretches_.size(); }
  // Calls visit(node, name) for each name of the stretch that contains the text, by node.
  using Visitor = std::function<void(uint32_t node, std::string_view name)>;
  void Search(size_t stretch, std::span<const KeyId> keys, std::string_view text,
              const Visitor& visit);

 private:
  struct Stretch {
    std::once_flag folded;
    std::string text;             // all names, one after the other
    std::vector<uint64_t> ends;   // of each name in the text
    std::vector<uint32_t> nodes;  // whose it is
  };
  void Fold(size_t at, std::span<const KeyId> keys);

  std::shared_ptr<const BaseSegment> base_;
  std::vector<Stretch> stretches_;
};

// Calls visit for each folded name that contains `text`, which is folded as well (NameKey) and not
// empty; all names of a node follow each other. Ends where go_on(), asked now and then, says so.
using FoldedNameVisitor = std::function<void(NodeId node, std::string_view name)>;
void SearchNames(const Snapshot& graph, std::string_view text, const std::function<bool()>& go_on,
                 const FoldedNameVisitor& visit);

}  // namespace amana
