#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace amana::cli {
namespace {

constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr auto kLine = std::chrono::seconds(10);
constexpr size_t kBarWidth = 24;

std::string Clocked(double seconds) {
  const auto whole = static_cast<int64_t>(std::max(seconds, 0.0) + 0.5);
  if (whole >= 3600)
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

Progress::Progress(ProgressMode mode, uint64_t total, std::string unit)
    : mode_(mode), total_(total), unit_(std::move(unit)), start_(Clock::now()), drawn_(start_) {}

Progress::~Progress() { Finish(); }

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::Step(bool failed) {
  std::lock_guard lock(mutex_);
  ++done_;
  failed_ += failed;
  if (mode_ == ProgressMode::kNone) return;
  const auto now = Clock::now();
  if (now - drawn_ < (mode_ == ProgressMode::kBar ? Clock::duration(kRedraw) : kLine)) return;
  drawn_ = now;
  Draw();
}

void Progress::Note(const std::string& line) {
  std::lock_guard lock(mutex_);
  Erase();
  std::fprintf(stderr, "%s\n", line.c_str());
}

void Progress::Finish() {
  std::lock_guard lock(mutex_);
  Erase();
  mode_ = ProgressMode::kNone;
}

void Progress::Draw() {
  const std::string text = BarText(done_, total_, failed_, seconds(), unit_);
  if (mode_ == ProgressMode::kBar) {
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    std::fflush(stderr);
    visible_ = true;
  } else if (mode_ == ProgressMode::kLines) {
    std::fprintf(stderr, "%s\n", text.c_str());
  } else {
    std::fprintf(stderr, "{\"done\":%llu,\"total\":%llu,\"failed\":%llu,\"seconds\":%.3f}\n",
                 static_cast<unsigned long long>(done_), static_cast<unsigned long long>(total_),
                 static_cast<unsigned long long>(failed_), seconds());
  }
}

void Progress::Erase() {
  if (!visible_) return;
  std::fprintf(stderr, "\r\033[K");
  std::fflush(stderr);
  visible_ = false;
}

std::string Progress::BarText(uint64_t done, uint64_t total, uint64_t failed, double seconds,
                              const std::string& unit) {
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  std::string text;
  if (total > 0) {
    const size_t filled = std::min<uint64_t>(done, total) * kBarWidth / total;
    text += "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "] ";
    text += fmt::format("{}/{} {}", done, total, unit);
  } else {
    text += fmt::format("{} {}", done, unit);
  }
  text += fmt::format(", {:.0f}/s", rate);
  if (total > done && rate > 0) {
    text += ", " + Clocked(static_cast<double>(total - done) / rate) + " left";
  }
  if (failed > 0) text += fmt::format(", {} failed", failed);
  return text;
}

ProgressMode ChooseProgress(const std::string& mode, bool stderr_is_terminal) {
  if (mode == "bar") return ProgressMode::kBar;
  if (mode == "lines") return ProgressMode::kLines;
  if (mode == "json") return ProgressMode::kJson;
  if (mode == "none") return ProgressMode::kNone;
  return stderr_is_terminal ? ProgressMode::kBar : ProgressMode::kLines;
}

}  // namespace amana::cli
