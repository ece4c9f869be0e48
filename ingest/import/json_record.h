#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/transaction.h"
#include "ingest/import/header.h"

namespace amana::ingest {

// One line of JSON Lines: a node or a relation.
struct JsonRecord {
  std::string id;
  std::string from;
  std::string to;
  std::string type;
  std::vector<std::string> labels;
  PropertyMap properties;
};
// Ids are strings or whole numbers. kSyntax and kType as the line gives cause.
Result<JsonRecord> ParseJsonRecord(std::string_view line, ImportOf what);

}  // namespace amana::ingest
