// Encodings are tried from the surest sign to the weakest; each step either claims the bytes or
// leaves them to the next.
#include "ingest/readers/decode.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace amana::ingest {
namespace {

constexpr size_t kSampleBytes = 64 * 1024;  // what detection looks at

struct Magic {
  std::string_view prefix;
  std::string_view name;
};
constexpr std::array<Magic, 9> kMagic = {{{"%PDF-", "a PDF file"},
                                          {"PK\x03\x04", "a ZIP or office file"},
                                          {"\x7f"
                                           "ELF",
                                           "a program"},
                                          {"\x89PNG", "a PNG image"},
                                          {"GIF8", "a GIF image"},
                                          {"\xff\xd8\xff", "a JPEG image"},
                                          {"\x1f\x8b", "a gzip file"},
                                          {"\xd0\xcf\x11\xe0", "an old office file"},
                                          {"7z\xbc\xaf", "a 7z archive"}}};

struct Utf8Count {
  size_t good = 0;  // well-formed multi-byte sequences
  size_t bad = 0;
};

Utf8Count CountUtf8(std::string_view bytes) {
  Utf8Count count;
  const auto* s = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < size;) {
    if (s[i] < 0x80) {
      ++i;
      continue;
    }
    UChar32 c;
    U8_NEXT(s, i, size, c);
    (c < 0 ? count.bad : count.good) += 1;
  }
  return count;
}

std::string RepairUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  const auto* s = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < size;) {
    const int32_t start = i;
    UChar32 c;
    U8_NEXT(s, i, size, c);
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(bytes.substr(start, i - start));
    }
  }
  return out;
}

// The byte order of UTF-16 without a mark: nearly every unit is then ASCII, Latin-1, Arabic,
// general punctuation or a presentation form.
std::optional<std::string> GuessUtf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSampleBytes & ~size_t{1});
  if (bytes.size() % 2 != 0 || bytes.size() < 8) return std::nullopt;
  std::array<size_t, 2> likely = {0, 0};  // little, big endian
  const auto plausible = [](uint8_t high, uint8_t low) {
    if (high == 0x00) return low >= 0x20 || low == '\n' || low == '\r' || low == '\t';
    return high == 0x06 || high == 0x20 || high == 0xFB || high == 0xFE;
  };
  for (size_t i = 0; i + 1 < sample.size(); i += 2) {
    const auto first = static_cast<uint8_t>(sample[i]);
    const auto second = static_cast<uint8_t>(sample[i + 1]);
    likely[0] += plausible(second, first);
    likely[1] += plausible(first, second);
  }
  const size_t units = sample.size() / 2;
  const int best = likely[1] > likely[0] ? 1 : 0;
  if (likely[best] * 20 < units * 19 || likely[best] == likely[1 - best]) return std::nullopt;
  return best == 0 ? "UTF-16LE" : "UTF-16BE";
}

// The charset that an HTML or XML head declares, if ICU knows it.
std::optional<std::string> DeclaredCharset(std::string_view bytes) {
  std::string head(bytes.substr(0, 2048));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (head.find('<') == std::string::npos) return std::nullopt;
  for (const std::string_view key : {"charset=", "encoding="}) {
    size_t at = head.find(key);
    if (at == std::string::npos) continue;
    at += key.size();
    while (at < head.size() && (head[at] == '"' || head[at] == '\'' || head[at] == ' ')) ++at;
    size_t end = at;
    while (end < head.size() && (std::isalnum(static_cast<unsigned char>(head[end])) ||
                                 head[end] == '-' || head[end] == '_')) {
      ++end;
    }
    const std::string name = head.substr(at, end - at);
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(name.c_str(), &status);
    if (U_FAILURE(status)) continue;
    const bool multi_byte = ucnv_getMinCharSize(converter) > 1;
    ucnv_close(converter);
    // A page that calls itself UTF-8 or UTF-16 and reached this step is mistaken.
    if (!multi_byte && name != "utf-8" && name != "utf8" && !name.empty()) return name;
  }
  return std::nullopt;
}

// ICU's best guess among the single-byte encodings that Arabic pages use.
std::optional<std::string> DetectCharset(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  ucsdet_enableInputFilter(detector.get(), true);
  int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
  if (U_FAILURE(status)) return std::nullopt;
  std::optional<std::string> western;
  for (int32_t i = 0; i < found; ++i) {
    const std::string name = ucsdet_getName(matches[i], &status);
    if (name == "windows-1256" || name == "ISO-8859-6") return name;
    if (!western && (name == "windows-1252" || name == "ISO-8859-1")) western = "windows-1252";
  }
  return western;
}

Result<DecodedText> Convert(std::string_view bytes, const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(encoding.c_str(), &status);
  if (U_FAILURE(status)) return Fail(ErrorCode::kInternal, "no converter for " + encoding);
  const icu::UnicodeString wide(bytes.data(), static_cast<int32_t>(bytes.size()), converter,
                                status);
  ucnv_close(converter);
  if (U_FAILURE(status)) {
    return Fail(ErrorCode::kInvalidArgument, "the bytes do not decode as " + encoding);
  }
  DecodedText out;
  out.encoding = encoding;
  wide.toUTF8String(out.text);
  for (int32_t i = 0; i < wide.length(); ++i) out.bad += wide[i] == 0xFFFD;
  return out;
}

Result<DecodedText> DecodeByBestSign(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE")) return Convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return Convert(bytes.substr(2), "UTF-16BE");
  const bool has_nul = bytes.find('\0') != std::string_view::npos;
  const Utf8Count count = CountUtf8(bytes);
  if (count.bad == 0 && !has_nul) return DecodedText{std::string(bytes), "UTF-8", 0};
  if (const auto utf16 = GuessUtf16(bytes)) return Convert(bytes, *utf16);
  if (has_nul) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("binary data (a NUL byte at offset {})", bytes.find('\0')));
  }
  if (count.bad * 20 <= count.good) return DecodedText{RepairUtf8(bytes), "UTF-8", count.bad};
  if (const auto declared = DeclaredCharset(bytes)) return Convert(bytes, *declared);
  if (const auto detected = DetectCharset(bytes)) return Convert(bytes, *detected);
  return Fail(ErrorCode::kInvalidArgument, "the encoding cannot be recognised");
}

// CR LF, CR, NEL and the Unicode separators become '\n'; other control characters a space.
// Returns how many control characters there were.
size_t NormalizeControls(std::string& text) {
  std::string out;
  out.reserve(text.size());
  size_t controls = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::string_view rest(text.data() + i, text.size() - i);
    if (c == '\r') {
      if (!rest.substr(1).starts_with('\n')) out += '\n';
    } else if (rest.starts_with("\xC2\x85")) {
      out += '\n';
      i += 1;
    } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
      out += '\n';
      i += 2;
    } else if (c < 0x20 && c != '\n' && c != '\t') {
      controls += c != '\f' && c != '\v';
      out += ' ';
    } else {
      out += text[i];
    }
  }
  text = std::move(out);
  return controls;
}

}  // namespace

Result<DecodedText> DecodeText(std::string_view bytes) {
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.prefix)) {
      return Fail(ErrorCode::kInvalidArgument, fmt::format("binary data ({})", magic.name));
    }
  }
  if (bytes.size() > (size_t{1} << 30)) {
    return Fail(ErrorCode::kResourceExhausted, "one text of more than 1 GiB");
  }
  AMANA_TRY(DecodedText decoded, DecodeByBestSign(bytes));
  const size_t controls = NormalizeControls(decoded.text);
  if (controls > 16 && controls * 20 > decoded.text.size()) {
    return Fail(ErrorCode::kInvalidArgument, "binary data (full of control characters)");
  }
  return decoded;
}

std::string ComposeLetters(std::string text) {
  // Lead bytes of U+0300-036F and of U+0653-0655: most texts have neither.
  const auto may_combine = [&] {
    for (size_t i = 0; i + 1 < text.size(); ++i) {
      const auto lead = static_cast<unsigned char>(text[i]);
      const auto next = static_cast<unsigned char>(text[i + 1]);
      if (lead == 0xCC || lead == 0xCD) return true;
      if (lead == 0xD9 && next >= 0x93 && next <= 0x95) return true;
    }
    return false;
  };
  if (!may_combine()) return text;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return text;
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
  icu::UnicodeString out;
  UChar32 held = -1;  // the last starter, not yet written
  for (int32_t i = 0; i < wide.length();) {
    const UChar32 c = wide.char32At(i);
    i += U16_LENGTH(c);
    const UChar32 composed = held < 0 ? -1 : nfc->composePair(held, c);
    if (composed >= 0) {
      held = composed;
      continue;
    }
    if (held >= 0) out.append(held);
    held = c;
  }
  if (held >= 0) out.append(held);
  text.clear();
  out.toUTF8String(text);
  return text;
}

}  // namespace amana::ingest
