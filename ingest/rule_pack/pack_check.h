#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace amana::ingest {

// Reads all files of the last pack, with the classes of those before it, and lists everything that
// is wrong, "FILE:LINE: what", in order: what a reader of a diff cannot see (ill-formed UTF-8, a
// byte-order mark, bidi controls, text not in NFC, white space at the end), forms that are not
// written carefully (harakat, tatweel, presentation forms), unknown classes, malformed attributes,
// lines that say the same after folding, rules that do not parse or have one id. Loading stops at
// the first of these; a check goes on. Errors: kNotFound, kIo.
Result<std::vector<std::string>> CheckPack(std::span<const std::filesystem::path> packs);

}  // namespace amana::ingest
