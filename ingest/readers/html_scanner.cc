#include "ingest/readers/html_scanner.h"

#include <algorithm>
#include <array>

namespace amana::ingest {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string LowerCopy(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), Lower);
  return out;
}

// Elements whose content is not markup.
constexpr std::array<std::string_view, 8> kRawText = {"script",   "style",  "textarea", "title",
                                                      "noscript", "iframe", "xmp",      "noembed"};

bool IsRawText(std::string_view name) {
  return std::find(kRawText.begin(), kRawText.end(), name) != kRawText.end();
}

}  // namespace

std::optional<HtmlToken> HtmlScanner::Next() {
  while (at_ < page_.size()) {
    if (page_[at_] == '<') {
      const char next = at_ + 1 < page_.size() ? page_[at_ + 1] : '\0';
      const char after = at_ + 2 < page_.size() ? page_[at_ + 2] : '\0';
      if (IsLetter(next) || (next == '/' && IsLetter(after))) return ReadTag();
      if (SkipMarkupDeclaration()) continue;
    }
    // A '<' that opens nothing is text.
    const size_t start = at_;
    at_ = std::min(page_.find('<', at_ + 1), page_.size());
    HtmlToken token;
    token.text = page_.substr(start, at_ - start);
    return token;
  }
  return std::nullopt;
}

bool HtmlScanner::SkipMarkupDeclaration() {
  const std::string_view rest = page_.substr(at_);
  std::string_view end;
  if (rest.starts_with("<!--")) {
    end = "-->";
  } else if (rest.starts_with("<![CDATA[")) {
    end = "]]>";
  } else if (rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</")) {
    end = ">";
  } else {
    return false;
  }
  const size_t found = page_.find(end, at_ + 2);
  at_ = found == std::string_view::npos ? page_.size() : found + end.size();
  return true;
}

HtmlToken HtmlScanner::ReadTag() {
  HtmlToken token;
  const bool closing = page_[at_ + 1] == '/';
  token.kind = closing ? HtmlToken::Kind::kEnd : HtmlToken::Kind::kStart;
  size_t i = at_ + (closing ? 2 : 1);
  const size_t name_start = i;
  while (i < page_.size() && !IsSpace(page_[i]) && page_[i] != '>' && page_[i] != '/') ++i;
  token.name = LowerCopy(page_.substr(name_start, std::min<size_t>(i - name_start, 32)));
  const size_t attributes_start = i;
  char quote = '\0';
  bool in_value = false;  // a quote counts only right after '='
  for (; i < page_.size(); ++i) {
    const char c = page_[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '>') {
      break;
    } else if (c == '=') {
      in_value = true;
      continue;
    } else if (in_value && (c == '"' || c == '\'')) {
      quote = c;
    }
    if (!IsSpace(c)) in_value = false;
  }
  token.attributes = page_.substr(attributes_start, i - attributes_start);
  at_ = std::min(i + 1, page_.size());
  if (!closing && IsRawText(token.name)) token.raw_text = ReadRawText(token.name);
  return token;
}

std::string_view HtmlScanner::ReadRawText(std::string_view name) {
  const size_t start = at_;
  for (size_t i = at_;;) {
    i = page_.find("</", i);
    if (i == std::string_view::npos) {
      at_ = page_.size();
      return page_.substr(start);
    }
    const std::string_view candidate = page_.substr(i + 2, name.size());
    if (candidate.size() == name.size() &&
        std::equal(candidate.begin(), candidate.end(), name.begin(),
                   [](char a, char b) { return Lower(a) == b; })) {
      at_ = i;  // the end tag is the next token
      return page_.substr(start, i - start);
    }
    i += 2;
  }
}

std::vector<HtmlAttribute> ParseHtmlAttributes(std::string_view attributes) {
  constexpr size_t kMost = 64;
  std::vector<HtmlAttribute> out;
  size_t i = 0;
  while (i < attributes.size() && out.size() < kMost) {
    while (i < attributes.size() && (IsSpace(attributes[i]) || attributes[i] == '/')) ++i;
    const size_t name_start = i;
    while (i < attributes.size() && !IsSpace(attributes[i]) && attributes[i] != '=' &&
           attributes[i] != '/') {
      ++i;
    }
    HtmlAttribute attribute;
    attribute.name = LowerCopy(attributes.substr(name_start, i - name_start));
    while (i < attributes.size() && IsSpace(attributes[i])) ++i;
    if (i < attributes.size() && attributes[i] == '=') {
      ++i;
      while (i < attributes.size() && IsSpace(attributes[i])) ++i;
      size_t end;
      size_t next;
      if (i < attributes.size() && (attributes[i] == '"' || attributes[i] == '\'')) {
        end = std::min(attributes.find(attributes[i], i + 1), attributes.size());
        ++i;
        next = std::min(end + 1, attributes.size());
      } else {
        end = i;
        while (end < attributes.size() && !IsSpace(attributes[end])) ++end;
        next = end;
      }
      attribute.value = DecodeHtmlEntities(attributes.substr(i, end - i));
      i = next;
    }
    if (!attribute.name.empty()) out.push_back(std::move(attribute));
  }
  return out;
}

std::string_view FindHtmlAttribute(const std::vector<HtmlAttribute>& attributes,
                                   std::string_view name) {
  for (const HtmlAttribute& attribute : attributes) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

}  // namespace amana::ingest
