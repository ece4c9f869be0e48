#include "core/verified_mark.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <ctime>
#include <fstream>
#include <iterator>

namespace amana {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

VerifiedMark::VerifiedMark(int descriptor, const std::string& path) : path_(path + ".verified") {
  struct stat status {};
  const std::string boot = ReadAll("/proc/sys/kernel/random/boot_id");
  if (boot.empty() || fstat(descriptor, &status) != 0) return;
  identity_ =
      fmt::format("device {} inode {} size {} modified {}.{:09} changed {}.{:09} boot {}",
                  status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                  status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec, boot);
  settled_ = std::time(nullptr) - status.st_ctim.tv_sec > 1;
  holds_ = ReadAll(path_) == identity_;
}

void VerifiedMark::Set() const {
  if (settled_ && !identity_.empty()) std::ofstream(path_, std::ios::binary) << identity_;
}

}  // namespace amana
