#include "tests/support/test_paths.h"

#include <cstdlib>

namespace amana::test {

namespace fs = std::filesystem;

fs::path SourceDir() { return AMANA_SOURCE_DIR; }

std::optional<fs::path> SharedDir() {
  if (const char* named = std::getenv("AMANA_SHARED")) {
    if (fs::exists(named)) return fs::path(named);
    return std::nullopt;
  }
  fs::path beside = SourceDir().parent_path() / "shared";
  if (fs::exists(beside)) return beside;
  return std::nullopt;
}

TempDir::TempDir() {
  std::string pattern = (fs::temp_directory_path() / "amana-test-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}

TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace amana::test
