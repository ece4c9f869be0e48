#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace amana::test {

// The repository's root, where rules/, samples/ and tests/ stand.
std::filesystem::path SourceDir();

// The reference folder named by AMANA_SHARED, or ../shared beside the repository; nullopt where
// neither exists. A test that needs it says aloud that it is skipped.
std::optional<std::filesystem::path> SharedDir();

// A fresh directory, removed with all its contents at the end of the scope.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace amana::test
