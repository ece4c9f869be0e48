#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace amana::cli {

enum class ProgressMode { kNone, kBar, kLines, kJson };

// Tells on standard error how far a long command is: a bar that redraws itself at most ten times a
// second, or a line every ten seconds. Thread-safe.
class Progress {
 public:
  // `total`: expected steps, 0 where unknown. `unit`: "articles".
  Progress(ProgressMode mode, uint64_t total, std::string unit);
  ~Progress();  // erases the bar

  void Step(bool failed);
  // Prints a message of its own line without garbling the bar.
  void Note(const std::string& line);
  void Finish();  // erases the bar; later calls draw nothing

  uint64_t done() const { return done_; }
  double seconds() const;

  // The bar's text for the given state; for tests.
  static std::string BarText(uint64_t done, uint64_t total, uint64_t failed, double seconds,
                             const std::string& unit);

 private:
  using Clock = std::chrono::steady_clock;
  void Draw();
  void Erase();

  ProgressMode mode_;
  uint64_t total_, done_ = 0, failed_ = 0;
  std::string unit_;
  Clock::time_point start_, drawn_;
  bool visible_ = false;
  std::mutex mutex_;
};

// `mode` is auto, bar, lines, json or none; auto chooses by whether standard error is a terminal.
ProgressMode ChooseProgress(const std::string& mode, bool stderr_is_terminal);

}  // namespace amana::cli
