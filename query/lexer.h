#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "query/token.h"

namespace amana::query {

// The tokens of a query, closed by one kEnd. Identifiers follow Unicode (UAX #31), so Arabic names
// need no quoting; the digits ٠-٩ and ۰-۹ make numbers as 0-9 do.
// Errors: kSyntax, for what is no token, and for numbers out of range.
Result<std::vector<Token>> Tokenize(std::string_view text);

}  // namespace amana::query
