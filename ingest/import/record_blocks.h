#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace amana::ingest {

// What a record of an imported file is: comma-separated values, which may hold line ends between
// quotes, or a line.
enum class RecordForm : uint8_t { kFields, kLine };

// Some whole records of a file, as they stand there.
struct RecordBlock {
  std::string text;
  uint64_t line = 1;  // where it begins
};

// Cuts a file into blocks of whole records; "-" is standard input. A byte order mark is passed
// over.
class RecordBlocks {
 public:
  static Result<RecordBlocks> Open(const std::string& path, RecordForm form);

  const std::string& path() const { return path_; }
  RecordForm form() const { return form_; }
  // False at the end of the file. kIo where it cannot be read, kSyntax for a record without end.
  Result<bool> Next(RecordBlock* block);

 private:
  struct Close {
    void operator()(FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };

  Result<void> Fill(std::string* text);
  size_t LastEnd(std::string_view text) const;

  std::string path_;
  RecordForm form_ = RecordForm::kFields;
  std::unique_ptr<FILE, Close> file_;
  bool at_end_ = false;
  uint64_t next_line_ = 1;
  std::string rest_;  // of the record that the last block broke off at
};

}  // namespace amana::ingest
