#pragma once

#include <cstddef>
#include <string>

namespace amana::cli {

// How Arabic cells are sent to a terminal; a pipe always gets logical order as it is.
enum class BidiMode { kOff, kIsolate };

// What is known about the terminal, from the environment.
struct Terminal {
  bool stdout_is_terminal = false;
  bool stderr_is_terminal = false;
  size_t columns = 100;  // of stdout
  bool color = false;

  static Terminal Detect();
};

// `mode` is auto, isolate or off. Auto isolates on terminals that are known to apply the bidi
// algorithm (VTE, Konsole, mlterm). REQUIRES one of the three.
BidiMode ChooseBidi(const std::string& mode, const Terminal& terminal);

}  // namespace amana::cli
