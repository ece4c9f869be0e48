#include "core/result.h"

#include <array>

namespace amana {
namespace {

// In the order of ErrorCode.
constexpr std::array<std::string_view, 16> kNames = {
    "invalid_argument", "not_found", "already_exists",     "syntax",  "semantic",  "type",
    "constraint",       "conflict",  "resource_exhausted", "timeout", "cancelled", "busy",
    "corruption",       "io",        "unsupported",        "internal"};

}  // namespace

std::string_view ErrorCodeName(ErrorCode code) { return kNames[static_cast<size_t>(code)]; }

std::string Error::ToString() const {
  std::string out;
  if (position) {
    if (!position->file.empty()) out += position->file + ":";
    if (position->line > 0) out += std::to_string(position->line) + ":";
    if (position->column > 0) out += std::to_string(position->column) + ":";
    if (!out.empty()) out += " ";
  }
  out += message;
  if (!hint.empty()) out += " (" + hint + ")";
  return out;
}

}  // namespace amana
