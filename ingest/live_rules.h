#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "ingest/knowledge.h"

namespace amana::ingest {

// Rule packs that may change while a server runs. Each version is immutable; whoever works with one
// keeps it alive. Thread-safe.
class LiveRules {
 public:
  static Result<std::unique_ptr<LiveRules>> Load(std::vector<std::filesystem::path> packs);

  std::shared_ptr<const Knowledge> current() const;
  // Why the files as they are now do not load; the version before them stays in use.
  std::optional<Error> fault() const;

  // Looks at the files, and loads them where one has changed; answers whether there is a new
  // version. Does nothing where the last look was less than `pause` ago, or another thread looks.
  Result<bool> Refresh(std::chrono::milliseconds pause = std::chrono::milliseconds(0));

 private:
  explicit LiveRules(std::vector<std::filesystem::path> packs) : packs_(std::move(packs)) {}
  uint64_t Fingerprint() const;

  const std::vector<std::filesystem::path> packs_;
  std::mutex looking_;  // held while files are looked at and read
  uint64_t fingerprint_ = 0;
  std::optional<std::chrono::steady_clock::time_point> looked_;

  mutable std::mutex mutex_;  // guards what follows
  std::shared_ptr<const Knowledge> current_;
  std::optional<Error> fault_;
};

}  // namespace amana::ingest
