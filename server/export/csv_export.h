#pragma once

#include "server/export/export.h"
#include "server/graph/neighbourhood.h"

namespace amana::server {

// RFC 4180 with a header: subject, subject_name, predicate, object, object_name, since, until,
// status, confidence, articles, first_sentence, url; a line for each relationship of `part`.
Result<void> ExportCsv(const GraphStore& store, const Snapshot& graph, const Subgraph& part,
                       const ExportSink& sink);

}  // namespace amana::server
