#include "cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace amana::cli {

Result<Output> Output::Open(const std::string& path) {
  if (path.empty() || path == "-") return Output(stdout, "", "");
  std::string temporary = path + ".part-" + std::to_string(::getpid());
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  if (!file) {
    return Fail(ErrorCode::kIo, "cannot write " + path + ": " + std::strerror(errno));
  }
  return Output(file, path, std::move(temporary));
}

Output::Output(std::FILE* file, std::string path, std::string temporary)
    : file_(file), path_(std::move(path)), temporary_(std::move(temporary)) {}

Output::Output(Output&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      closed_(other.closed_),
      error_(other.error_) {}

Output::~Output() {
  if (!file_ || temporary_.empty()) return;
  std::fclose(file_);
  std::remove(temporary_.c_str());
}

void Output::Write(std::string_view bytes) {
  if (closed_ || error_ != 0) return;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size()) return;
  closed_ = errno == EPIPE;
  if (!closed_) error_ = errno;
}

Result<void> Output::Finish() {
  if (!closed_ && error_ == 0 && std::fflush(file_) != 0) {
    closed_ = errno == EPIPE;
    if (!closed_) error_ = errno;
  }
  std::FILE* file = std::exchange(file_, nullptr);
  if (!temporary_.empty()) {
    if (error_ == 0 && ::fsync(::fileno(file)) != 0) error_ = errno;
    if (std::fclose(file) != 0 && error_ == 0) error_ = errno;
    if (error_ == 0 && std::rename(temporary_.c_str(), path_.c_str()) != 0) error_ = errno;
    if (error_ != 0) std::remove(temporary_.c_str());
  }
  if (error_ == 0) return {};
  return Fail(ErrorCode::kIo, "cannot write " + (path_.empty() ? "standard output" : path_) + ": " +
                                  std::strerror(error_));
}

}  // namespace amana::cli
