#include "ingest/live_rules.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

namespace amana::ingest {

namespace fs = std::filesystem;

Result<std::unique_ptr<LiveRules>> LiveRules::Load(std::vector<fs::path> packs) {
  std::unique_ptr<LiveRules> rules(new LiveRules(std::move(packs)));
  AMANA_TRY(const bool loaded, rules->Refresh());
  (void)loaded;
  return rules;
}

std::shared_ptr<const Knowledge> LiveRules::current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

std::optional<Error> LiveRules::fault() const {
  std::lock_guard lock(mutex_);
  return fault_;
}

// Names, sizes and times of all files; the contents would cost a read of them all at every look.
uint64_t LiveRules::Fingerprint() const {
  std::vector<std::string> files;
  for (const fs::path& pack : packs_) {
    std::error_code gone;
    for (fs::recursive_directory_iterator at(pack, gone), end; !gone && at != end;
         at.increment(gone)) {
      if (!at->is_regular_file(gone)) continue;
      const auto written = fs::last_write_time(at->path(), gone).time_since_epoch().count();
      files.push_back(
          fmt::format("{}|{}|{}", at->path().string(), fs::file_size(at->path(), gone), written));
    }
  }
  std::sort(files.begin(), files.end());
  uint64_t hash = files.size();
  for (const std::string& file : files) {
    hash = XXH3_64bits_withSeed(file.data(), file.size(), hash);
  }
  return hash;
}

Result<bool> LiveRules::Refresh(std::chrono::milliseconds pause) {
  std::unique_lock looking(looking_, std::try_to_lock);
  if (!looking) return false;
  const auto now = std::chrono::steady_clock::now();
  if (looked_ && now - *looked_ < pause) return false;
  const uint64_t fingerprint = Fingerprint();
  const bool changed = !looked_ || fingerprint != fingerprint_;
  looked_ = now;
  if (!changed) return false;
  fingerprint_ = fingerprint;
  auto loaded = Knowledge::Load(packs_);
  std::lock_guard lock(mutex_);
  fault_.reset();
  if (!loaded) {
    fault_ = loaded.error();
    return Fail(std::move(loaded.error()));
  }
  current_ = std::make_shared<const Knowledge>(std::move(*loaded));
  return true;
}

}  // namespace amana::ingest
