#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph_store.h"

namespace amana::ingest {

// Files of one kind of nodes or relations. The first record of the first file is the header, unless
// `header` gives it: then that record is passed over. A file whose name ends in .jsonl or .ndjson
// has an object on each line instead: {"id", "labels", "properties"} or {"from", "to", "type",
// "properties"}.
struct ImportFiles {
  std::string name;                // labels with ':' between them, or the type; may be empty
  std::vector<std::string> paths;  // "-" is standard input
  std::string header;
};

struct ImportOptions {
  std::vector<ImportFiles> nodes;
  std::vector<ImportFiles> relations;
  unsigned threads = 1;  // that parse; what comes of it does not depend on them
  bool skip_bad = false;
  // Gets what was passed over with skip_bad: the record as it stands, and why.
  std::function<void(std::string_view record, const Error& why)> reject;
  std::function<void(uint64_t records)> progress;  // called now and then
};

struct ImportReport {
  uint64_t nodes = 0;
  uint64_t relations = 0;
  uint64_t rejected = 0;
};

// Adds the files to the graph, all or nothing. Errors name file and line.
Result<ImportReport> ImportGraph(GraphStore& store, const ImportOptions& options);

}  // namespace amana::ingest
