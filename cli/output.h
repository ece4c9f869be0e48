#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace amana::cli {

// Where results go: standard output, or a file that appears under its name only when it is
// complete. Nothing else writes to standard output.
class Output {
 public:
  // An empty path or "-" is standard output. kIo.
  static Result<Output> Open(const std::string& path);
  Output(Output&&) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();  // an unfinished file is removed

  // A reader that closed the pipe is no error: from then on nothing is written, and closed() is
  // true.
  void Write(std::string_view bytes);
  bool closed() const { return closed_; }
  // Flushes; gives the file its name. kIo.
  Result<void> Finish();

 private:
  Output(std::FILE* file, std::string path, std::string temporary);

  std::FILE* file_;
  std::string path_, temporary_;  // empty for standard output
  bool closed_ = false;
  int error_ = 0;  // errno of the first failed write
};

}  // namespace amana::cli
