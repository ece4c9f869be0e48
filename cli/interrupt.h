#pragma once

#include <atomic>

namespace amana::cli {

// True once the user pressed Ctrl-C (or SIGTERM came). A second Ctrl-C ends the process at once.
const std::atomic<bool>& Interrupted();
void CatchInterrupts();

}  // namespace amana::cli
