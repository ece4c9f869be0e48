#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/execution.h"
#include "query/load_csv/confined_file.h"

namespace amana::query {

// The records of a CSV file, one by one (RFC 4180: quotes around fields, doubled within them, line
// breaks in quotes). Aborts where the text is not UTF-8 or a record is larger than the query's
// memory.
class CsvRecords {
 public:
  CsvRecords(ExecutionContext& context, ConfinedFile file, char separator)
      : context_(context), file_(std::move(file)), separator_(separator), buffer_(1 << 16, '\0') {}

  // False at the end.
  bool Next(std::vector<std::string>* fields);

 private:
  // The next byte, or -1 at the end.
  int Peek();
  int Take();
  void ReadField(std::string* field);
  [[noreturn]] void Bad(const char* what) const;

  ExecutionContext& context_;
  ConfinedFile file_;
  char separator_;
  std::string buffer_;
  size_t at_ = 0;
  size_t end_ = 0;
  bool started_ = false;
  uint64_t line_ = 1;
  size_t record_bytes_ = 0;
};

}  // namespace amana::query
