// Character references. The named ones are those of Arabic, French and English news pages; the
// full HTML list of 2,000 names is mostly mathematics.
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "ingest/readers/html_scanner.h"

namespace amana::ingest {
namespace {

struct Entity {
  std::string_view name;
  char32_t code;
};

// Sorted by name, in byte order.
constexpr std::array kEntities = {
    Entity{"Agrave", 0xC0},  Entity{"Ccedil", 0xC7},   Entity{"Eacute", 0xC9},
    Entity{"Egrave", 0xC8},  Entity{"OElig", 0x152},   Entity{"aacute", 0xE1},
    Entity{"acirc", 0xE2},   Entity{"acute", 0xB4},    Entity{"aelig", 0xE6},
    Entity{"agrave", 0xE0},  Entity{"amp", '&'},       Entity{"apos", '\''},
    Entity{"auml", 0xE4},    Entity{"bdquo", 0x201E},  Entity{"bull", 0x2022},
    Entity{"ccedil", 0xE7},  Entity{"copy", 0xA9},     Entity{"deg", 0xB0},
    Entity{"eacute", 0xE9},  Entity{"ecirc", 0xEA},    Entity{"egrave", 0xE8},
    Entity{"emsp", 0x2003},  Entity{"ensp", 0x2002},   Entity{"euml", 0xEB},
    Entity{"euro", 0x20AC},  Entity{"frac12", 0xBD},   Entity{"frac14", 0xBC},
    Entity{"gt", '>'},       Entity{"hellip", 0x2026}, Entity{"iacute", 0xED},
    Entity{"icirc", 0xEE},   Entity{"iuml", 0xEF},     Entity{"laquo", 0xAB},
    Entity{"ldquo", 0x201C}, Entity{"lrm", 0x200E},    Entity{"lsaquo", 0x2039},
    Entity{"lsquo", 0x2018}, Entity{"lt", '<'},        Entity{"mdash", 0x2014},
    Entity{"middot", 0xB7},  Entity{"nbsp", 0xA0},     Entity{"ndash", 0x2013},
    Entity{"ntilde", 0xF1},  Entity{"oacute", 0xF3},   Entity{"ocirc", 0xF4},
    Entity{"oelig", 0x153},  Entity{"ouml", 0xF6},     Entity{"para", 0xB6},
    Entity{"quot", '"'},     Entity{"raquo", 0xBB},    Entity{"rdquo", 0x201D},
    Entity{"reg", 0xAE},     Entity{"rlm", 0x200F},    Entity{"rsaquo", 0x203A},
    Entity{"rsquo", 0x2019}, Entity{"sbquo", 0x201A},  Entity{"sect", 0xA7},
    Entity{"shy", 0xAD},     Entity{"thinsp", 0x2009}, Entity{"times", 0xD7},
    Entity{"trade", 0x2122}, Entity{"uacute", 0xFA},   Entity{"ucirc", 0xFB},
    Entity{"ugrave", 0xF9},  Entity{"uuml", 0xFC},     Entity{"zwj", 0x200D},
    Entity{"zwnj", 0x200C},
};
static_assert(std::is_sorted(kEntities.begin(), kEntities.end(),
                             [](const Entity& a, const Entity& b) { return a.name < b.name; }));

// What pages mean by &#128; to &#159;: the windows-1252 characters (HTML standard, 13.2.5.80).
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

void AppendCodePoint(std::string& out, char32_t code) {
  char buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(code));
  out.append(buffer, length);
}

char32_t NumericReference(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return 0;
  if (value >= 0x80 && value <= 0x9F) return kWindows1252[value - 0x80];
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0xFFFD;
  return value < 0x20 && value != '\n' && value != '\t' ? U' ' : value;
}

char32_t NamedReference(std::string_view name) {
  const auto found =
      std::lower_bound(kEntities.begin(), kEntities.end(), name,
                       [](const Entity& entity, std::string_view n) { return entity.name < n; });
  return found != kEntities.end() && found->name == name ? found->code : 0;
}

}  // namespace

std::string DecodeHtmlEntities(std::string_view text) {
  constexpr size_t kLongest = 10;
  std::string out;
  out.reserve(text.size());
  size_t at = 0;
  while (at < text.size()) {
    const size_t amp = text.find('&', at);
    out.append(text.substr(at, amp - at));
    if (amp == std::string_view::npos) break;
    const std::string_view body = text.substr(amp + 1, kLongest);
    const size_t end = body.find(';');
    char32_t code = 0;
    if (end != std::string_view::npos && end > 0) {
      const std::string_view name = body.substr(0, end);
      code = name[0] == '#' ? NumericReference(name.substr(1)) : NamedReference(name);
    }
    if (code == 0) {
      out += '&';
      at = amp + 1;
    } else {
      AppendCodePoint(out, code);
      at = amp + 1 + end + 1;
    }
  }
  return out;
}

}  // namespace amana::ingest
