#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amana::ingest {

// A tag or a run of text. Views point into the scanned page.
struct HtmlToken {
  enum class Kind : uint8_t { kText, kStart, kEnd };
  Kind kind = Kind::kText;
  std::string_view text;        // kText: raw, entities not decoded
  std::string name;             // kStart, kEnd: lower case
  std::string_view attributes;  // kStart: the raw attribute list
  std::string_view raw_text;    // kStart of script, style, textarea, ...: the content up to its end
};

// Splits a page into tags and text in one pass over its bytes: every byte is looked at a bounded
// number of times, whatever is nested in, or missing from, the page. Comments, declarations and
// processing instructions are skipped; what never ends, ends with the page.
class HtmlScanner {
 public:
  explicit HtmlScanner(std::string_view page) : page_(page) {}
  std::optional<HtmlToken> Next();

 private:
  bool SkipMarkupDeclaration();
  HtmlToken ReadTag();
  std::string_view ReadRawText(std::string_view name);

  std::string_view page_;
  size_t at_ = 0;
};

struct HtmlAttribute {
  std::string name;   // lower case
  std::string value;  // entities decoded
};
std::vector<HtmlAttribute> ParseHtmlAttributes(std::string_view attributes);

// The value of the attribute called `name`; empty if there is none.
std::string_view FindHtmlAttribute(const std::vector<HtmlAttribute>& attributes,
                                   std::string_view name);

// Text with character references ("&laquo;", "&#1575;") replaced; unknown ones stay as they are.
std::string DecodeHtmlEntities(std::string_view text);

}  // namespace amana::ingest
