#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/temporal/zone.h"
#include "core/value.h"

namespace amana::ingest {

// What one column of an imported table is. Headers are written "name:type", with the additions that
// the header files of Neo4j's importer have: ":ID(Space)", "name:ID(Space){id-type: long}",
// ":START_ID(Space)", ":END_ID(Space)", ":LABEL", ":TYPE", ":IGNORE",
// "at:datetime{timezone:+02:00}". A column "id" without a type is the id, "from" and "to" are the
// ends of a relation.
struct ImportColumn {
  enum class Role : uint8_t { kProperty, kId, kStart, kEnd, kLabels, kType, kIgnored };
  Role role = Role::kProperty;
  std::string name;   // of the property; empty for none
  std::string space;  // of ids: which ids they are compared with
  ValueType type = ValueType::kString;
  bool list = false;  // several values with ';' between them
  Zone zone;          // of times that name none
};

enum class ImportOf : uint8_t { kNodes, kRelations };

// kSyntax where the header makes no sense; the message names the column.
Result<std::vector<ImportColumn>> ParseImportHeader(const std::vector<std::string_view>& fields,
                                                    ImportOf what);

// The value of a field; null for an empty one. kType where the text is no such value.
Result<Value> ParseImportValue(std::string_view text, const ImportColumn& column);

}  // namespace amana::ingest
