#include "core/text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <vector>

#include "core/text/utf8.h"

namespace amana {
namespace {

constexpr char32_t kHamza = 0x621;

bool IsDropped(char32_t c) {
  return c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x610 && c <= 0x61A) ||
         (c >= 0x6D6 && c <= 0x6DC) || (c >= 0x6DF && c <= 0x6E8 && c != 0x6E5 && c != 0x6E6) ||
         (c >= 0x6EA && c <= 0x6ED) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

// The compatibility letter of a presentation form that stands for exactly one character.
char32_t Unpresent(char32_t c) {
  if (!((c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
        (c >= 0xFF01 && c <= 0xFF5E))) {
    return c;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
  icu::UnicodeString decomposed;
  if (U_FAILURE(status) || !nfkc->getRawDecomposition(static_cast<UChar32>(c), decomposed))
    return c;
  return decomposed.countChar32() == 1 ? static_cast<char32_t>(decomposed.char32At(0)) : c;
}

char32_t ComputeK1(char32_t c) {
  if (IsDropped(c)) return 0;
  c = Unpresent(c);
  if (c >= 0x660 && c <= 0x669) return c - 0x660 + '0';
  if (c >= 0x6F0 && c <= 0x6F9) return c - 0x6F0 + '0';
  switch (c) {
    case 0x6CC:
      return 0x64A;  // Persian ya
    case 0x6A9:
    case 0x6AA:
      return 0x643;  // Persian kaf
    case 0x6C1:
    case 0x6D5:
    case 0x6BE:
      return 0x647;  // Urdu and Uighur ha
    case 0xA0:
    case 0x2007:
    case 0x202F:
    case 0x3000:
      return ' ';
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
    case 0x201E:
      return '"';
    case 0x2018:
    case 0x2019:
      return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    default:
      return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  }
}

char32_t ComputeK2(char32_t c) {
  c = ComputeK1(c);
  switch (c) {
    case 0x622:
    case 0x623:
    case 0x625:
    case 0x671:
      return 0x627;  // alef forms
    case 0x649:
      return 0x64A;  // alef maqsura
    case 0x629:
      return 0x647;  // ta marbuta
    case 0x624:
    case 0x626:
      return kHamza;  // hamza seats
    case 0x6AD:
    case 0x6AF:
      return 0x643;  // gaf
    case 0x67E:
      return 0x628;  // pe
    case 0x6A4:
      return 0x641;  // ve
    case 0x686:
      return 0x62C;  // che
    default:
      return c;
  }
}

using Table = std::vector<char16_t>;

Table Build(char32_t (*fold)(char32_t)) {
  Table table(0x10000);
  for (char32_t c = 0; c < 0x10000; ++c) table[c] = static_cast<char16_t>(fold(c));
  return table;
}

const Table& K1Table() {
  static const Table table = Build(ComputeK1);
  return table;
}

const Table& K2Table() {
  static const Table table = Build(ComputeK2);
  return table;
}

// True where a combining hamza or madda may stand behind its letter.
bool MayCompose(std::string_view utf8) {
  for (size_t at = 0; at + 1 < utf8.size(); ++at) {
    if (utf8[at] == '\xD9' && utf8[at + 1] >= '\x93' && utf8[at + 1] <= '\x95') return true;
  }
  return false;
}

// Letters that carry a combining hamza or madda as a second code point are composed first, into
// `storage`.
std::string_view Compose(std::string_view utf8, std::string& storage) {
  if (!MayCompose(utf8)) return utf8;
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  nfc->normalize(icu::UnicodeString::fromUTF8(
                     icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size()))),
                 status)
      .toUTF8String(storage);
  return U_SUCCESS(status) ? std::string_view(storage) : utf8;
}

bool EndsWord(std::string_view text, size_t at) {
  if (at >= text.size()) return true;
  const char32_t next = DecodeUtf8(text, at);
  return !u_isalnum(static_cast<UChar32>(next)) && FoldCodePointK1(next) != 0;
}

std::string JoinNameParts(const std::string& key) {
  static const std::vector<std::string> joined = {"عبد ", "ابو ", "و "};
  std::string out;
  size_t at = 0;
  while (at < key.size()) {
    bool matched = false;
    if (at == 0 || key[at - 1] == ' ') {
      for (const std::string& prefix : joined) {
        if (key.compare(at, prefix.size(), prefix) == 0 && key.size() > at + prefix.size()) {
          out.append(prefix, 0, prefix.size() - 1);
          at += prefix.size();
          matched = true;
          break;
        }
      }
    }
    if (!matched) out.push_back(key[at++]);
  }
  return out;
}

}  // namespace

char32_t FoldCodePointK1(char32_t c) { return c < 0x10000 ? K1Table()[c] : c; }
char32_t FoldCodePointK2(char32_t c) { return c < 0x10000 ? K2Table()[c] : c; }

bool IsComposed(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece text(utf8.data(), static_cast<int32_t>(utf8.size()));
  return U_SUCCESS(status) && nfc->isNormalizedUTF8(text, status) && U_SUCCESS(status);
}

std::string FoldK1(std::string_view utf8) {
  std::string storage;
  const std::string_view composed = Compose(utf8, storage);
  std::string out;
  out.reserve(composed.size());
  for (size_t at = 0; at < composed.size();) {
    if (char32_t c = FoldCodePointK1(DecodeUtf8(composed, at))) AppendUtf8(c, out);
  }
  return out;
}

std::string FoldK2(std::string_view utf8) {
  std::string storage;
  const std::string_view composed = Compose(utf8, storage);
  std::string out;
  out.reserve(composed.size());
  for (size_t at = 0; at < composed.size();) {
    const char32_t c = FoldCodePointK2(DecodeUtf8(composed, at));
    if (c == 0) continue;
    if (c == kHamza) {
      // Every hamza that ends up last in its word goes, so that folding twice changes nothing.
      size_t ahead = at;
      while (ahead < composed.size()) {
        size_t next = ahead;
        const char32_t folded = FoldCodePointK2(DecodeUtf8(composed, next));
        if (folded != 0 && folded != kHamza) break;
        ahead = next;
      }
      if (EndsWord(composed, ahead)) {
        at = ahead;
        continue;
      }
    }
    AppendUtf8(c, out);
  }
  return out;
}

std::string NameKey(std::string_view utf8) {
  const std::string folded = FoldK2(utf8);
  std::string spaced;
  for (size_t at = 0; at < folded.size();) {
    const char32_t c = DecodeUtf8(folded, at);
    if (u_isalnum(static_cast<UChar32>(c))) {
      AppendUtf8(c, spaced);
    } else if (!spaced.empty() && spaced.back() != ' ') {
      spaced.push_back(' ');
    }
  }
  while (!spaced.empty() && spaced.back() == ' ') spaced.pop_back();
  return JoinNameParts(spaced);
}

}  // namespace amana
