#include "query/load_csv/confined_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace amana::query {
namespace {

constexpr std::string_view kScheme = "file:///";

Error Refused(std::string_view name) {
  return Error(ErrorCode::kInvalidArgument,
               fmt::format("'{}' is no plain file below the import directory", name));
}

}  // namespace

Result<ConfinedFile> ConfinedFile::Open(const std::string& directory, std::string_view name) {
  if (directory.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "LOAD CSV is off", "name a directory by --import-dir");
  }
  std::string_view path = name;
  if (path.starts_with(kScheme)) path.remove_prefix(kScheme.size());
  if (path.empty() || path.find('\0') != std::string_view::npos) return Fail(Refused(name));
  const int folder = open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    return Fail(ErrorCode::kInvalidArgument, "The import directory cannot be opened");
  }
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const std::string terminated(path);
  const auto descriptor =
      static_cast<int>(syscall(SYS_openat2, folder, terminated.c_str(), &how, sizeof how));
  const int error = errno;
  close(folder);
  if (descriptor < 0) {
    if (error != ENOENT) return Fail(Refused(name));
    return Fail(ErrorCode::kNotFound, fmt::format("There is no file '{}'", name));
  }
  ConfinedFile file(descriptor);
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1) {
    return Fail(Refused(name));
  }
  return file;
}

ConfinedFile::ConfinedFile(ConfinedFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

ConfinedFile& ConfinedFile::operator=(ConfinedFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

ConfinedFile::~ConfinedFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<size_t> ConfinedFile::Read(char* into, size_t size) {
  for (;;) {
    const ssize_t got = read(descriptor_, into, size);
    if (got >= 0) return static_cast<size_t>(got);
    if (errno != EINTR) return Fail(ErrorCode::kIo, "The file could not be read");
  }
}

}  // namespace amana::query
