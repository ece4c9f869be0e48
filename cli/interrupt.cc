#include "cli/interrupt.h"

#include <csignal>

namespace amana::cli {
namespace {

std::atomic<bool> interrupted{false};

extern "C" void OnInterrupt(int signal) {
  interrupted.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& Interrupted() { return interrupted; }

void CatchInterrupts() {
  static_assert(std::atomic<bool>::is_always_lock_free);
  std::signal(SIGINT, OnInterrupt);
  std::signal(SIGTERM, OnInterrupt);
}

}  // namespace amana::cli
