#pragma once

#include <string_view>

#include "core/result.h"
#include "query/ast.h"

namespace amana::query {

// How deeply parentheses, lists, maps, subqueries and operators may nest.
inline constexpr uint32_t kMaxNesting = 256;

// Reads one statement: [EXPLAIN|PROFILE] query [;].
// Errors: kSyntax with position, excerpt, caret and what was expected; kResourceExhausted detail
// is not used here: nesting that is too deep is a syntax error as well.
Result<Statement> Parse(std::string_view text);

}  // namespace amana::query
