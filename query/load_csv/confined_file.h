#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"

namespace amana::query {

// A regular file below one directory, open for reading. The kernel itself keeps the path beneath
// the directory: no "..", no absolute path, no symbolic link, no device; files with more than one
// name are refused, since one of them may lie elsewhere.
class ConfinedFile {
 public:
  // `name` may begin with "file:///". kInvalidArgument where there is no directory or the path is
  // not allowed, kNotFound where there is no such file.
  static Result<ConfinedFile> Open(const std::string& directory, std::string_view name);
  ConfinedFile(ConfinedFile&& other) noexcept;
  ConfinedFile& operator=(ConfinedFile&& other) noexcept;
  ~ConfinedFile();

  // Up to `size` bytes; 0 at the end.
  Result<size_t> Read(char* into, size_t size);

 private:
  explicit ConfinedFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace amana::query
