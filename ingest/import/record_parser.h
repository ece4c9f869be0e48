#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/element.h"
#include "core/transaction.h"
#include "ingest/import/header.h"
#include "ingest/import/id_map.h"
#include "ingest/import/record_blocks.h"

namespace amana::ingest {

// The names that stand in a text with `between` between them.
std::vector<std::string_view> SplitNames(std::string_view text, char between);

// A record as far as it can be understood by itself.
struct ImportRecord {
  std::string_view raw;  // in its block
  uint64_t line = 0;
  std::string id;                   // of a node
  std::vector<std::string> labels;  // of a node, besides those of its file
  NodeId source, target;            // of a relation
  std::string type;                 // of a relation, before that of its file
  PropertyList properties;          // by key
  PropertyMap named_properties;     // those of JSON, whose keys are not known before
  std::unique_ptr<Error> wrong;     // why it cannot be taken; nullptr where it can
};

struct ParsedBlock {
  // The records look at its text, which stays where it is when this moves.
  std::unique_ptr<const RecordBlock> block;
  std::vector<ImportRecord> records;
  std::optional<Error> broken;  // after them nothing can be read
};

// Reads the records of one list of files. Any number of threads may use one at a time.
class RecordParser {
 public:
  // Of a list without a header of its own: the lines of JSON.
  RecordParser(ImportOf what, const IdSpaces& ids) : what_(what), ids_(ids) {}
  // `keys` by column; invalid where the column is no property.
  void SetColumns(std::vector<ImportColumn> columns, std::vector<KeyId> keys);

  // The space of the ids of nodes.
  const std::string& id_space() const { return id_space_; }
  // Errors have the line, and no file.
  ParsedBlock Parse(RecordBlock block, RecordForm form) const;

 private:
  Result<void> FromFields(const std::vector<std::string_view>& fields, ImportRecord* record) const;
  Result<void> FromJson(ImportRecord* record) const;
  Result<NodeId> End(const IdMap* ids, std::string_view space, std::string_view id) const;
  const IdMap* Space(std::string_view name) const;

  const ImportOf what_;
  const IdSpaces& ids_;
  std::vector<ImportColumn> columns_;
  std::vector<KeyId> keys_;
  std::vector<const IdMap*> spaces_;  // by column; nullptr: no node has such ids
  std::string id_space_;
};

}  // namespace amana::ingest
