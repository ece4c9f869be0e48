#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/result.h"

namespace amana {

// The last acknowledged commit, kept outside the log, so that a log that lost its end is noticed:
// recovery forgives a torn tail, which a crash leaves and damage leaves, too.
struct Acknowledged {
  uint64_t epoch = 0;
  uint64_t digest = 0;

  bool operator==(const Acknowledged&) const = default;
};

// A small preallocated file with two slots that are written in turn, each with a checksum, so that
// a crash while writing leaves the older one. Used by one thread at a time.
class AckFile {
 public:
  // What the file says; nullopt where there is no file or nothing was acknowledged yet.
  static Result<std::optional<Acknowledged>> Read(const std::string& path);

  // Opens for writing; makes the file (and its name in the directory) durable where it is new.
  static Result<AckFile> Open(const std::string& path);

  AckFile(AckFile&& other) noexcept;
  AckFile& operator=(AckFile&& other) noexcept;
  ~AckFile();

  // Returns when the commit's epoch and digest are on disk.
  Result<void> Write(const Acknowledged& acknowledged);

 private:
  struct Latest {
    std::optional<Acknowledged> acknowledged;
    int slot = 0;
  };
  static Result<Latest> ReadLatest(const std::string& path);
  AckFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  std::string path_;
  int descriptor_ = -1;
  int next_slot_ = 0;
};

}  // namespace amana
