#pragma once

#include "server/export/export.h"
#include "server/graph/neighbourhood.h"

namespace amana::server {

// {"kind":"article",…} lines by id, then {"kind":"node",…}, then {"kind":"relationship",…} with
// full evidence, in the order of `part`.
Result<void> ExportJsonLines(const GraphStore& store, const Snapshot& graph, const Subgraph& part,
                             const ExportSink& sink);

}  // namespace amana::server
