#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "core/snapshot.h"

namespace amana::server {

struct NameHits {
  std::vector<NodeId> nodes;  // best first, at most `limit`
  size_t total = 0;
};

// Nodes one of whose names (`name`, `title`, `aliases`) holds the text, both folded. Whole names
// come first, then beginnings of names, of words, then the rest; among equals the better connected
// first. `label`: only such nodes; empty: all but articles. Ends early where go_on() says so.
NameHits FindByName(const Snapshot& graph, std::string_view text, std::string_view label,
                    size_t limit, const std::function<bool()>& go_on);

}  // namespace amana::server
