#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace amana::ingest {

// Reads a file of comma-separated values record by record: quotes, doubled quotes and line ends
// within them, LF or CRLF, a byte order mark. "-" is standard input.
class TableReader {
 public:
  enum class Form : uint8_t { kFields, kLines };  // kLines: whole lines, without fields
  static Result<TableReader> Open(const std::string& path, Form form = Form::kFields);

  // The next record that is not an empty line; false at the end. Views are valid until the next
  // call.
  Result<bool> Next();
  const std::vector<std::string_view>& fields() const { return fields_; }
  // The record as it stands in the file, without its line end.
  std::string_view raw() const { return raw_; }
  uint64_t line() const { return record_line_; }  // where the record begins, from 1
  const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };

  Result<bool> Fill();
  Result<size_t> FindEnd(bool* quoted);
  Result<void> SplitQuoted();
  void SplitPlain();

  Form form_ = Form::kFields;
  std::string path_;
  std::unique_ptr<FILE, Close> file_;
  std::string buffer_;
  size_t begin_ = 0;  // of what has not been read
  bool at_end_ = false;
  uint64_t next_line_ = 1;
  uint64_t record_line_ = 0;
  std::string_view raw_;
  std::vector<std::string_view> fields_;
  std::vector<std::string> unquoted_;  // fields that are not as they stand in the buffer
};

}  // namespace amana::ingest
