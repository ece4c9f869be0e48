#include "core/ack_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/bytes.h"

namespace amana {
namespace {

constexpr size_t kSlotBytes = 4096;  // apart, so that no torn sector hits both
constexpr std::string_view kMagic = "amanaack";

tl::unexpected<Error> SystemError(std::string_view what, const std::string& path) {
  return Fail(ErrorCode::kIo, fmt::format("cannot {} {}: {}", what, path, std::strerror(errno)));
}

std::string Encode(const Acknowledged& acknowledged) {
  std::string bytes(kMagic);
  PutFixed64(bytes, acknowledged.epoch);
  PutFixed64(bytes, acknowledged.digest);
  PutFixed64(bytes, XXH3_64bits(bytes.data(), bytes.size()));
  return bytes;
}

std::optional<Acknowledged> Decode(std::string_view slot) {
  if (!slot.starts_with(kMagic)) return std::nullopt;
  ByteReader in(slot.substr(kMagic.size()));
  Acknowledged acknowledged{in.Fixed64(), in.Fixed64()};
  const uint64_t checksum = in.Fixed64();
  const bool whole = in.ok() && checksum == XXH3_64bits(slot.data(), kMagic.size() + 16);
  return whole ? std::optional(acknowledged) : std::nullopt;
}

Result<void> SyncDirectory(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  const int descriptor = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return SystemError("open", parent);
  const int outcome = ::fsync(descriptor);
  ::close(descriptor);
  if (outcome != 0) return SystemError("sync", parent);
  return {};
}

}  // namespace

Result<AckFile::Latest> AckFile::ReadLatest(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT) return Latest{};
    return SystemError("open", path);
  }
  Latest latest;
  for (int slot = 0; slot < 2; ++slot) {
    char buffer[64];
    const ssize_t size =
        ::pread(descriptor, buffer, sizeof buffer, static_cast<off_t>(slot * kSlotBytes));
    if (size < 0) {
      ::close(descriptor);
      return SystemError("read", path);
    }
    const auto found = Decode({buffer, static_cast<size_t>(size)});
    if (found && (!latest.acknowledged || found->epoch > latest.acknowledged->epoch)) {
      latest = {found, slot};
    }
  }
  ::close(descriptor);
  return latest;
}

Result<std::optional<Acknowledged>> AckFile::Read(const std::string& path) {
  AMANA_TRY(const Latest latest, ReadLatest(path));
  return latest.acknowledged;
}

Result<AckFile> AckFile::Open(const std::string& path) {
  AMANA_TRY(const Latest before, ReadLatest(path));
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return SystemError("open", path);
  AckFile file(path, descriptor);
  if (!before.acknowledged) {
    const std::string zeros(2 * kSlotBytes, '\0');
    if (::pwrite(descriptor, zeros.data(), zeros.size(), 0) != static_cast<ssize_t>(zeros.size()) ||
        ::fsync(descriptor) != 0) {
      return SystemError("prepare", path);
    }
    AMANA_CHECK_OK(SyncDirectory(path));
  } else {
    file.next_slot_ = 1 - before.slot;
  }
  return file;
}

AckFile::AckFile(AckFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      next_slot_(other.next_slot_) {}

AckFile& AckFile::operator=(AckFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(next_slot_, other.next_slot_);
  return *this;
}

AckFile::~AckFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> AckFile::Write(const Acknowledged& acknowledged) {
  const std::string bytes = Encode(acknowledged);
  const auto offset = static_cast<off_t>(static_cast<size_t>(next_slot_) * kSlotBytes);
  const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), offset);
  if (written != static_cast<ssize_t>(bytes.size()) || ::fdatasync(descriptor_) != 0) {
    return SystemError("write", path_);
  }
  next_slot_ = 1 - next_slot_;
  return {};
}

}  // namespace amana
