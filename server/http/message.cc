#include "server/http/message.h"

#include <algorithm>
#include <optional>

#include "core/text/utf8.h"

namespace amana::server {
namespace {

std::optional<int> HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

// Percent-decodes; in a query '+' is a space.
std::optional<std::string> Decode(std::string_view text, bool in_query) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && in_query) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      auto high = HexDigit(text[i + 1]), low = HexDigit(text[i + 2]);
      if (!high || !low) return std::nullopt;
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    }
  }
  if (!IsValidUtf8(out) || out.find('\0') != std::string::npos) return std::nullopt;
  return out;
}

// Calls each(part) for the parts of `text` between separators.
template <typename Each>
void Split(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    size_t end = std::min(text.find(separator), text.size());
    each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool AnyMedia(std::string_view accept, auto predicate) {
  bool found = false;
  Split(accept, ',', [&](std::string_view part) {
    part = part.substr(0, part.find(';'));
    size_t first = part.find_first_not_of(" \t");
    if (first == std::string_view::npos) return;
    part = part.substr(first, part.find_last_not_of(" \t") + 1 - first);
    found = found || predicate(part);
  });
  return found;
}

}  // namespace

std::string HttpRequest::Header(std::string_view lower_case_name) const {
  auto it = headers.find(std::string(lower_case_name));
  return it == headers.end() ? std::string() : it->second;
}

std::string HttpRequest::Query(const std::string& name, std::string otherwise) const {
  auto it = query.find(name);
  return it == query.end() ? std::move(otherwise) : it->second;
}

bool ParseTarget(std::string_view target, HttpRequest& request) {
  if (!target.starts_with('/')) return false;
  target = target.substr(0, target.find('#'));
  size_t mark = std::min(target.find('?'), target.size());
  auto path = Decode(target.substr(0, mark), false);
  if (!path) return false;
  request.path = *path;
  bool good = true;
  Split(target.substr(std::min(mark + 1, target.size())), '&', [&](std::string_view pair) {
    size_t equals = std::min(pair.find('='), pair.size());
    auto name = Decode(pair.substr(0, equals), true);
    auto value = Decode(pair.substr(std::min(equals + 1, pair.size())), true);
    good = good && name && value;
    if (good) request.query.emplace(*name, *value);
  });
  return good;
}

bool Accepts(std::string_view accept, std::string_view wanted) {
  if (accept.empty()) return true;
  const std::string family = std::string(wanted.substr(0, wanted.find('/'))) + "/*";
  return AnyMedia(accept, [&](std::string_view media) {
    return media == wanted || media == "*/*" || media == family;
  });
}

bool Names(std::string_view accept, std::string_view wanted) {
  return AnyMedia(accept, [&](std::string_view media) { return media == wanted; });
}

}  // namespace amana::server
