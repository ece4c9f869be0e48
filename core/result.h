#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace amana {

// What kind of thing went wrong. Each code maps once to a process exit code (cli) and once to an
// HTTP status and client-visible code (server); tests hold both tables complete.
enum class ErrorCode : uint8_t {
  kInvalidArgument,  // a caller's or user's value is wrong
  kNotFound,         // a named thing does not exist
  kAlreadyExists,    // a named thing exists and must not
  kSyntax,           // a query or a rule file does not parse
  kSemantic,         // a query parses but means nothing (unknown variable, wrong clause order, ...)
  kType,             // a value has the wrong type at compile time or at run time
  kConstraint,       // the graph would break a constraint (delete a node that has relations, ...)
  kConflict,         // a concurrent change won; the same request may succeed when tried again
  kResourceExhausted,  // a memory, row or depth limit was reached
  kTimeout,            // a time limit was reached
  kCancelled,          // the caller asked to stop
  kBusy,               // another process holds the store
  kCorruption,         // stored bytes are damaged
  kIo,                 // the operating system refused
  kUnsupported,        // a well-formed request that this version does not serve
  kInternal,           // a bug of ours
};

// The stable lower-case name of a code ("syntax", "not_found", ...), for logs and JSON.
std::string_view ErrorCodeName(ErrorCode code);

// A place in a text that is to blame. Lines and columns count from 1, columns in code points.
struct SourcePosition {
  std::string file;  // empty for a query
  uint32_t line = 0;
  uint32_t column = 0;
  uint64_t offset = 0;  // code points from the start of the text

  bool operator==(const SourcePosition&) const = default;
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;  // one sentence: what, where
  std::string hint;     // what to do about it; may be empty
  // What clients and the conformance kit test for, such as "SyntaxError:UndefinedVariable" for a
  // query error; empty elsewhere.
  std::string detail;
  std::optional<SourcePosition> position;

  Error() = default;
  Error(ErrorCode c, std::string m, std::string h = {})
      : code(c), message(std::move(m)), hint(std::move(h)) {}

  // "file:line:column: message (hint)", leaving out what is absent.
  std::string ToString() const;
};

// The one convention for failure: a function that can fail returns Result<T> and does not throw.
template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> Fail(ErrorCode code, std::string message, std::string hint = {}) {
  return tl::make_unexpected(Error(code, std::move(message), std::move(hint)));
}
inline tl::unexpected<Error> Fail(Error error) { return tl::make_unexpected(std::move(error)); }

#define AMANA_CONCAT_INNER(a, b) a##b
#define AMANA_CONCAT(a, b) AMANA_CONCAT_INNER(a, b)

// AMANA_TRY(auto x, F()) declares x from F()'s value or returns F()'s error.
#define AMANA_TRY(declaration, expression) \
  AMANA_TRY_INNER(AMANA_CONCAT(amana_try_, __LINE__), declaration, expression)
#define AMANA_TRY_INNER(temporary, declaration, expression)                   \
  auto temporary = (expression);                                              \
  if (!temporary) return ::tl::make_unexpected(std::move(temporary).error()); \
  declaration = std::move(temporary).value()

// AMANA_CHECK_OK(F()) returns F()'s error, if any; for Result<void>.
#define AMANA_CHECK_OK(expression)                                   \
  do {                                                               \
    if (auto amana_status = (expression); !amana_status)             \
      return ::tl::make_unexpected(std::move(amana_status).error()); \
  } while (false)

}  // namespace amana
