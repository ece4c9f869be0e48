#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace amana::cli {
namespace {

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

Terminal Terminal::Detect() {
  Terminal terminal;
  terminal.stdout_is_terminal = ::isatty(STDOUT_FILENO);
  terminal.stderr_is_terminal = ::isatty(STDERR_FILENO);
  winsize size{};
  if (terminal.stdout_is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0) {
    terminal.columns = size.ws_col;
  }
  terminal.color = terminal.stdout_is_terminal && Environment("NO_COLOR").empty() &&
                   Environment("TERM") != "dumb";
  return terminal;
}

BidiMode ChooseBidi(const std::string& mode, const Terminal& terminal) {
  if (mode == "isolate") return BidiMode::kIsolate;
  if (mode == "off" || !terminal.stdout_is_terminal) return BidiMode::kOff;
  const bool applies_bidi = !Environment("VTE_VERSION").empty() ||
                            !Environment("KONSOLE_VERSION").empty() ||
                            Environment("TERM").starts_with("mlterm");
  return applies_bidi ? BidiMode::kIsolate : BidiMode::kOff;
}

}  // namespace amana::cli
