#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/import/record_blocks.h"

namespace amana::ingest {

// Reads a block record by record: quotes, doubled quotes and line ends within them, LF or CRLF.
class TableReader {
 public:
  // `text` must live as long as what is read.
  TableReader(std::string_view text, uint64_t line, RecordForm form)
      : rest_(text), form_(form), next_line_(line) {}

  // The next record that is not an empty line; false at the end. kSyntax, with its line, for a
  // quote that is not closed. Fields are valid until the next call.
  Result<bool> Next();
  const std::vector<std::string_view>& fields() const { return fields_; }
  // The record as it stands in the block, without its line end.
  std::string_view raw() const { return raw_; }
  uint64_t line() const { return record_line_; }  // where the record begins
  // What has not been read, and the line where it begins.
  std::string_view rest() const { return rest_; }
  uint64_t next_line() const { return next_line_; }

 private:
  size_t FindEnd(bool* quoted, bool* closed);
  void SplitQuoted();
  void SplitPlain();

  std::string_view rest_;
  RecordForm form_;
  uint64_t next_line_;
  uint64_t record_line_ = 0;
  std::string_view raw_;
  std::vector<std::string_view> fields_;
  std::vector<std::string> unquoted_;  // fields that are not as they stand in the block
};

}  // namespace amana::ingest
