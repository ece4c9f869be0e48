#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "server/http/message.h"

namespace amana::server {

// The HTTP status of an error outside the Query API (RFC 9110).
int HttpStatus(ErrorCode code);

// The code that Neo4j's clients test for ("Neo.ClientError.Statement.SyntaxError"). An error's
// detail, where it has one, is more exact than its code.
std::string Neo4jCode(const Error& error);

// The Query API's answer to an error: 400, or 500 where the fault is ours.
HttpResponse QueryApiError(const Error& error);
HttpResponse QueryApiError(int status, std::string_view code, std::string_view message);

// Any other route's: application/problem+json (RFC 9457).
HttpResponse Problem(const Error& error);
HttpResponse Problem(int status, std::string_view title, std::string_view detail);

}  // namespace amana::server
