#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace amana::ingest {

// A line of a data file of the rule pack, split at tabs.
struct TsvLine {
  std::string file;
  uint32_t line = 0;  // from 1
  std::vector<std::string> fields;

  // Splits a line's text at its tabs.
  void Split(std::string_view text);
  // An error that names file and line.
  tl::unexpected<amana::Error> Error(std::string message) const;
};

// What is wrong with a line of any data file, whatever it says; empty where nothing is.
std::string_view FaultOfLine(std::string_view line);

// Calls `each` for every line that is neither empty nor a comment («#» first). Refuses what a data
// file must not hold: ill-formed UTF-8, a byte-order mark, bidi controls, white space at the end.
using TsvSink = std::function<Result<void>(const TsvLine&)>;
Result<void> ReadTsv(const std::filesystem::path& file, const TsvSink& each);
// The same for lines that are at hand already; `file` names them in errors.
Result<void> ReadTsvText(const std::string& file, std::istream& in, const TsvSink& each);

}  // namespace amana::ingest
