// Functions of strings. Positions count code points.

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/text/utf8.h"
#include "query/functions.h"
#include "query/operations.h"

namespace amana::query {
namespace {

Value FromUnicode(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return Value(utf8);
}

icu::UnicodeString ToUnicode(const Value& text) {
  std::string_view view = text.AsString();
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(view.data(), static_cast<int32_t>(view.size())));
}

Value ToUpper(ExecutionContext&, Arguments a) { return FromUnicode(ToUnicode(*a[0]).toUpper()); }
Value ToLower(ExecutionContext&, Arguments a) { return FromUnicode(ToUnicode(*a[0]).toLower()); }

std::string_view Trimmed(std::string_view text, bool left, bool right) {
  size_t begin = 0;
  while (left && begin < text.size()) {
    size_t next = begin;
    if (!u_isUWhiteSpace(static_cast<UChar32>(DecodeUtf8(text, next)))) break;
    begin = next;
  }
  size_t end = text.size();
  while (right && end > begin) {
    size_t start = end - 1;
    while (start > begin && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    size_t at = start;
    if (!u_isUWhiteSpace(static_cast<UChar32>(DecodeUtf8(text, at)))) break;
    end = start;
  }
  return text.substr(begin, end - begin);
}

Value Trim(ExecutionContext&, Arguments a) { return Value(Trimmed(a[0]->AsString(), true, true)); }
Value LeftTrim(ExecutionContext&, Arguments a) {
  return Value(Trimmed(a[0]->AsString(), true, false));
}
Value RightTrim(ExecutionContext&, Arguments a) {
  return Value(Trimmed(a[0]->AsString(), false, true));
}

size_t Position(const Value& value, const char* function) {
  if (!value.is_integer()) {
    AbortType("InvalidArgumentType", std::string(function) + "() expects INTEGER");
  }
  if (value.AsInteger() < 0) {
    Abort(ErrorCode::kInvalidArgument, "ArgumentError:NegativeIntegerArgument",
          std::string(function) + "() expects no negative number");
  }
  return static_cast<size_t>(value.AsInteger());
}

std::string_view Text(const Value& value, const char* function) {
  if (!value.is_string()) {
    AbortType("InvalidArgumentType", std::string(function) + "() expects STRING");
  }
  return value.AsString();
}

Value Substring(ExecutionContext&, Arguments a) {
  std::string_view text = Text(*a[0], "substring");
  size_t begin = Position(*a[1], "substring");
  size_t end =
      a.size() == 3 ? begin + std::min(Position(*a[2], "substring"), text.size()) : text.size();
  if (begin >= text.size() || end <= begin) return Value("");
  return Value(SliceCodePoints(text, begin, end));
}

Value Left(ExecutionContext&, Arguments a) {
  std::string_view text = Text(*a[0], "left");
  return Value(SliceCodePoints(text, 0, std::min(Position(*a[1], "left"), text.size())));
}

Value Right(ExecutionContext&, Arguments a) {
  std::string_view text = Text(*a[0], "right");
  size_t size = CountCodePoints(text);
  size_t count = std::min(Position(*a[1], "right"), size);
  return Value(SliceCodePoints(text, size - count, size));
}

Value Replace(ExecutionContext& context, Arguments a) {
  std::string_view text = a[0]->AsString();
  std::string_view from = a[1]->AsString();
  std::string_view to = a[2]->AsString();
  if (from.empty()) return *a[0];
  std::string out;
  size_t at = 0;
  for (size_t hit = text.find(from); hit != std::string_view::npos; hit = text.find(from, at)) {
    out.append(text.substr(at, hit - at)).append(to);
    at = hit + from.size();
    if (out.size() > (1u << 20)) context.Reserve(static_cast<int64_t>(2 * out.size()));
  }
  out.append(text.substr(at));
  return Value(out);
}

Value Split(ExecutionContext& context, Arguments a) {
  std::string_view text = Text(*a[0], "split");
  std::vector<std::string_view> delimiters;
  if (a[1]->is_list()) {
    for (const Value& d : a[1]->AsList()) delimiters.push_back(Text(d, "split"));
  } else {
    delimiters.push_back(Text(*a[1], "split"));
  }
  context.Reserve(static_cast<int64_t>(text.size() * 8));
  std::vector<Value> parts;
  if (delimiters.size() == 1 && delimiters[0].empty()) {
    for (size_t at = 0; at < text.size();) {
      size_t begin = at;
      DecodeUtf8(text, at);
      parts.emplace_back(text.substr(begin, at - begin));
    }
    return Value::List(std::move(parts));
  }
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    size_t matched = 0;
    for (std::string_view d : delimiters) {
      if (!d.empty() && text.substr(at).starts_with(d)) matched = std::max(matched, d.size());
    }
    if (matched == 0) {
      ++at;
      continue;
    }
    parts.emplace_back(text.substr(begin, at - begin));
    at += matched;
    begin = at;
  }
  parts.emplace_back(text.substr(begin));
  return Value::List(std::move(parts));
}

Value CharLength(ExecutionContext&, Arguments a) {
  return Value(static_cast<int64_t>(CountCodePoints(a[0]->AsString())));
}

constexpr FunctionDef kTable[] = {
    {"toUpper", 1, 1, kStringMask, kStringMask, ToUpper},
    {"upper", 1, 1, kStringMask, kStringMask, ToUpper},
    {"toLower", 1, 1, kStringMask, kStringMask, ToLower},
    {"lower", 1, 1, kStringMask, kStringMask, ToLower},
    {"trim", 1, 1, kStringMask, kStringMask, Trim},
    {"btrim", 1, 1, kStringMask, kStringMask, Trim},
    {"lTrim", 1, 1, kStringMask, kStringMask, LeftTrim},
    {"rTrim", 1, 1, kStringMask, kStringMask, RightTrim},
    {"substring", 2, 3, kStringMask | kIntegerMask, kStringMask, Substring},
    {"left", 2, 2, kStringMask | kIntegerMask, kStringMask, Left},
    {"right", 2, 2, kStringMask | kIntegerMask, kStringMask, Right},
    {"replace", 3, 3, kStringMask, kStringMask, Replace},
    {"split", 2, 2, kStringMask | kListMask, kListMask, Split},
    {"char_length", 1, 1, kStringMask, kIntegerMask, CharLength},
    {"character_length", 1, 1, kStringMask, kIntegerMask, CharLength},
};

}  // namespace

std::span<const FunctionDef> StringFunctions() { return kTable; }

}  // namespace amana::query
