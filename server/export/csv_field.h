#pragma once

#include <string>
#include <string_view>

namespace amana::server {

// A CSV field, quoted where it must be. A text that a spreadsheet would run as a formula is quoted
// too and led by an apostrophe.
std::string CsvField(std::string_view text);

}  // namespace amana::server
