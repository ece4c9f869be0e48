#include "query/regex.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "query/execution.h"

namespace amana::query {

RegexCache::RegexCache() = default;
RegexCache::~RegexCache() = default;

Value RegexCache::FullMatch(const Value& text, const Value& pattern) {
  if (!text.is_string() || !pattern.is_string()) return {};
  if (compiled_ == nullptr || pattern_ != pattern.AsString()) {
    pattern_ = pattern.AsString();
    re2::RE2::Options options;
    options.set_log_errors(false);
    compiled_ = std::make_unique<re2::RE2>(pattern_, options);
  }
  if (!compiled_->ok()) {
    Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue",
          fmt::format("Not a regular expression: {}", compiled_->error()));
  }
  std::string_view subject = text.AsString();
  return Value(re2::RE2::FullMatch(re2::StringPiece(subject.data(), subject.size()), *compiled_));
}

}  // namespace amana::query
