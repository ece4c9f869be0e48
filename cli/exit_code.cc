#include "cli/exit_code.h"

namespace amana::cli {

ExitCode ExitCodeOf(ErrorCode code) {
  // No default: a new ErrorCode must choose, or the compiler warns.
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return kUsage;
    case ErrorCode::kNotFound:
      return kNotFound;
    case ErrorCode::kBusy:
      return kBusy;
    case ErrorCode::kCorruption:
      return kDamaged;
    case ErrorCode::kCancelled:
      return kInterrupted;
    case ErrorCode::kAlreadyExists:
    case ErrorCode::kSyntax:
    case ErrorCode::kSemantic:
    case ErrorCode::kType:
    case ErrorCode::kConstraint:
    case ErrorCode::kConflict:
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kTimeout:
    case ErrorCode::kIo:
    case ErrorCode::kUnsupported:
    case ErrorCode::kInternal:
      return kFailed;
  }
  return kFailed;
}

}  // namespace amana::cli
