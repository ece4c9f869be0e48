#pragma once

#include "core/result.h"

namespace amana::cli {

// What the process answers to its caller. Scripts rely on the numbers: do not renumber.
enum ExitCode : int {
  kSuccess = 0,
  kFailed = 1,     // the operation or query failed
  kUsage = 2,      // wrong options or arguments
  kPartly = 3,     // some inputs failed, the rest is done
  kNotFound = 4,   // a named thing does not exist
  kBusy = 5,       // another process holds the store
  kForbidden = 6,  // authentication or permission
  kDamaged = 7,    // the store's bytes are damaged
  kInterrupted = 130,
};

// The exit code of an error that ends a command.
ExitCode ExitCodeOf(ErrorCode code);

}  // namespace amana::cli
