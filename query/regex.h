#pragma once

#include <memory>
#include <string>

#include "core/value.h"

namespace re2 {
class RE2;
}

namespace amana::query {

// Matches by RE2, in time linear in the text; keeps the last compiled expression.
class RegexCache {
 public:
  RegexCache();
  ~RegexCache();
  // text =~ pattern: true where the whole text matches; null for what is not a string. Aborts on a
  // pattern that is not one.
  Value FullMatch(const Value& text, const Value& pattern);

 private:
  std::string pattern_;
  std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace amana::query
