#include "query/lexer.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "core/text/utf8.h"

namespace amana::query {
namespace {

constexpr char32_t kArabicDecimalSeparator = U'٫';

// 0-9 in ASCII, Arabic-Indic or Persian digits; -1 for anything else.
int DigitOf(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= U'٠' && c <= U'٩') return static_cast<int>(c - U'٠');
  if (c >= U'۰' && c <= U'۹') return static_cast<int>(c - U'۰');
  return -1;
}

bool StartsName(char32_t c) {
  return c == U'_' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_START);
}

bool ContinuesName(char32_t c) {
  return c == U'_' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_CONTINUE);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> Run() {
    size_t bad = 0;
    if (text_.size() > UINT32_MAX / 2) return Fail(ErrorCode::kSyntax, "The query is too long");
    if (!IsValidUtf8(text_, &bad)) {
      at_ = bad;
      return Bad(bad, "UnexpectedSyntax", "The query is not well-formed UTF-8");
    }
    for (;;) {
      AMANA_CHECK_OK(SkipBlanks());
      if (at_ >= text_.size()) break;
      AMANA_CHECK_OK(Next());
    }
    Emit(TokenKind::kEnd, text_.size());
    return std::move(tokens_);
  }

 private:
  tl::unexpected<Error> Bad(size_t begin, std::string detail, std::string message) {
    Span where{static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
    return Fail(
        ErrorAt(text_, where, ErrorCode::kSyntax, "SyntaxError:" + detail, std::move(message)));
  }

  char32_t Peek(size_t ahead = 0) const {
    size_t at = at_;
    char32_t c = 0;
    for (size_t i = 0; i <= ahead; ++i) {
      if (at >= text_.size()) return 0;
      c = DecodeUtf8(text_, at);
    }
    return c;
  }

  char32_t Take() { return DecodeUtf8(text_, at_); }

  Token& Emit(TokenKind kind, size_t begin) {
    Token token;
    token.kind = kind;
    token.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
    tokens_.push_back(std::move(token));
    return tokens_.back();
  }

  Result<void> SkipBlanks() {
    while (at_ < text_.size()) {
      if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_, 2) == "/*") {
        size_t close = text_.find("*/", at_ + 2);
        if (close == std::string_view::npos) {
          return Bad(at_, "UnexpectedSyntax", "A comment is not closed: expected \"*/\"");
        }
        at_ = close + 2;
      } else if (char32_t c = Peek(); u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0xFEFF) {
        Take();
      } else {
        break;
      }
    }
    return {};
  }

  Result<void> Next() {
    char32_t c = Peek();
    if (StartsName(c)) return Name();
    if (DigitOf(c) >= 0) return Number();
    if (c == U'.' && DigitOf(Peek(1)) >= 0 && !AfterDot()) return Number();
    if (c == U'\'' || c == U'"') return String();
    if (c == U'`') return QuotedName();
    if (c == U'$') return Parameter();
    return Symbol();
  }

  // `1..5` is a range, not 1. and .5.
  bool AfterDot() const { return !tokens_.empty() && tokens_.back().kind == TokenKind::kDotDot; }

  Result<void> Name() {
    size_t begin = at_;
    while (at_ < text_.size() && ContinuesName(Peek())) Take();
    std::string name(text_.substr(begin, at_ - begin));
    Emit(TokenKind::kIdentifier, begin).text = std::move(name);
    return {};
  }

  // Reads `...` with `` for a back-tick.
  Result<std::string> BackTicked() {
    size_t begin = at_;
    std::string name;
    ++at_;
    for (;;) {
      if (at_ >= text_.size()) {
        return Bad(begin, "UnexpectedSyntax", "A quoted name is not closed: expected \"`\"");
      }
      char c = text_[at_++];
      if (c == '`') {
        if (at_ >= text_.size() || text_[at_] != '`') break;
        ++at_;
      }
      name.push_back(c);
    }
    return name;
  }

  Result<void> QuotedName() {
    size_t begin = at_;
    AMANA_TRY(std::string name, BackTicked());
    Emit(TokenKind::kQuotedIdentifier, begin).text = std::move(name);
    return {};
  }

  Result<void> Parameter() {
    size_t begin = at_++;
    std::string name;
    if (Peek() == U'`') {
      AMANA_TRY(name, BackTicked());
    } else {
      size_t from = at_;
      while (at_ < text_.size() && ContinuesName(Peek())) Take();
      name = text_.substr(from, at_ - from);
    }
    if (name.empty()) return Bad(begin, "UnexpectedSyntax", "Expected a parameter's name after $");
    Emit(TokenKind::kParameter, begin).text = std::move(name);
    return {};
  }

  Result<void> Number() {
    size_t begin = at_;
    char32_t second = Peek(1);
    if (Peek() == U'0' && (second == U'x' || second == U'X')) return Radix(begin, 16);
    if (Peek() == U'0' && (second == U'o' || second == U'O')) return Radix(begin, 8);
    std::string digits = Digits();
    bool real = false;
    if ((Peek() == U'.' || Peek() == kArabicDecimalSeparator) && DigitOf(Peek(1)) >= 0) {
      Take();
      digits += '.' + Digits();
      real = true;
    }
    if (std::string exponent = Exponent(); !exponent.empty()) {
      digits += exponent;
      real = true;
    }
    return real ? Real(begin, digits) : Decimal(begin, digits);
  }

  std::string Digits() {
    std::string digits;
    while (DigitOf(Peek()) >= 0) digits.push_back(static_cast<char>('0' + DigitOf(Take())));
    return digits;
  }

  // "e-12" where one follows; `1e` alone is the number 1 and a name.
  std::string Exponent() {
    if (Peek() != U'e' && Peek() != U'E') return "";
    bool sign = Peek(1) == U'-' || Peek(1) == U'+';
    if (DigitOf(Peek(sign ? 2 : 1)) < 0) return "";
    Take();
    std::string out = "e";
    if (sign) out.push_back(static_cast<char>(Take()));
    return out + Digits();
  }

  Result<void> Real(size_t begin, const std::string& digits) {
    std::string text = digits[0] == '.' ? "0" + digits : digits;
    double value = std::strtod(text.c_str(), nullptr);
    if (std::isinf(value)) {
      return Bad(begin, "FloatingPointOverflow",
                 fmt::format("{} is too large for a float", digits));
    }
    Emit(TokenKind::kFloat, begin).real = value;
    return {};
  }

  Result<void> Decimal(size_t begin, const std::string& digits) { return Whole(begin, digits, 10); }

  Result<void> Radix(size_t begin, int radix) {
    at_ += 2;
    size_t from = at_;
    while (at_ < text_.size() && ContinuesName(Peek())) Take();
    std::string digits(text_.substr(from, at_ - from));
    return Whole(begin, digits, radix);
  }

  Result<void> Whole(size_t begin, const std::string& digits, int radix) {
    uint64_t value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, radix);
    if (digits.empty() || error == std::errc::invalid_argument ||
        (error == std::errc() && end != digits.data() + digits.size())) {
      return Bad(begin, "InvalidNumberLiteral",
                 fmt::format("`{}` is not a number", text_.substr(begin, at_ - begin)));
    }
    if (error == std::errc::result_out_of_range || value > (uint64_t{1} << 63)) {
      return Bad(begin, "IntegerOverflow",
                 fmt::format("{} is too large for an integer", text_.substr(begin, at_ - begin)));
    }
    Emit(TokenKind::kInteger, begin).integer = value;
    return {};
  }

  Result<void> String() {
    size_t begin = at_;
    char quote = text_[at_++];
    std::string out;
    for (;;) {
      if (at_ >= text_.size()) {
        return Bad(begin, "UnexpectedSyntax",
                   fmt::format("A string is not closed: expected {}", quote));
      }
      char c = text_[at_++];
      if (c == quote) break;
      if (c != '\\') {
        out.push_back(c);
        continue;
      }
      AMANA_CHECK_OK(Escape(&out));
    }
    Emit(TokenKind::kString, begin).text = std::move(out);
    return {};
  }

  Result<void> Escape(std::string* out) {
    size_t begin = at_ - 1;
    char c = at_ < text_.size() ? text_[at_++] : '\0';
    constexpr std::string_view kNames = "\\'\"`bfnrt/";
    constexpr std::string_view kBytes = "\\'\"`\b\f\n\r\t/";
    if (size_t i = kNames.find(c); c != '\0' && i != std::string_view::npos) {
      out->push_back(kBytes[i]);
      return {};
    }
    if (c == 'u' || c == 'U') return UnicodeEscape(begin, c == 'u' ? 4 : 8, out);
    return Bad(begin, "UnexpectedSyntax", "A string has an unknown escape after \\");
  }

  std::optional<uint32_t> Hex(size_t count) {
    uint32_t value = 0;
    std::string_view digits = text_.substr(at_, count);
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() < count || error != std::errc() || end != digits.data() + count) {
      return std::nullopt;
    }
    at_ += count;
    return value;
  }

  Result<void> UnicodeEscape(size_t begin, size_t count, std::string* out) {
    auto value = Hex(count);
    if (value && *value >= 0xD800 && *value < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;  // a surrogate pair
      auto low = Hex(4);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
      }
    }
    if (!value || *value > 0x10FFFF || (*value >= 0xD800 && *value < 0xE000)) {
      return Bad(begin, "InvalidUnicodeLiteral",
                 fmt::format("Expected {} hexadecimal digits of a code point", count));
    }
    AppendUtf8(*value, *out);
    return {};
  }

  Result<void> Symbol() {
    struct Entry {
      std::string_view text;
      TokenKind kind;
    };
    static constexpr Entry kSymbols[] = {
        {"..", TokenKind::kDotDot},     {"<>", TokenKind::kNotEqual},
        {"<=", TokenKind::kLessEqual},  {">=", TokenKind::kGreaterEqual},
        {"+=", TokenKind::kPlusEqual},  {"=~", TokenKind::kRegexMatch},
        {"(", TokenKind::kLeftParen},   {")", TokenKind::kRightParen},
        {"[", TokenKind::kLeftBracket}, {"]", TokenKind::kRightBracket},
        {"{", TokenKind::kLeftBrace},   {"}", TokenKind::kRightBrace},
        {",", TokenKind::kComma},       {"،", TokenKind::kComma},
        {".", TokenKind::kDot},         {":", TokenKind::kColon},
        {";", TokenKind::kSemicolon},   {"؛", TokenKind::kSemicolon},
        {"=", TokenKind::kEqual},       {"<", TokenKind::kLess},
        {">", TokenKind::kGreater},     {"+", TokenKind::kPlus},
        {"-", TokenKind::kMinus},       {"*", TokenKind::kStar},
        {"/", TokenKind::kSlash},       {"%", TokenKind::kPercent},
        {"^", TokenKind::kCaret},       {"|", TokenKind::kPipe},
        {"&", TokenKind::kAmpersand},   {"!", TokenKind::kBang},
    };
    for (const Entry& entry : kSymbols) {
      if (text_.substr(at_, entry.text.size()) != entry.text) continue;
      size_t begin = at_;
      at_ += entry.text.size();
      Emit(entry.kind, begin);
      return {};
    }
    size_t begin = at_;
    char32_t c = Take();
    std::string shown;
    AppendUtf8(c, shown);
    return Bad(begin, "UnexpectedSyntax", fmt::format("Invalid input '{}'", shown));
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> Tokenize(std::string_view text) { return Lexer(text).Run(); }

}  // namespace amana::query
