#include "core/text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <vector>

#include "core/text/utf8.h"

namespace amana {
namespace {

constexpr char32_t kHamza = 0x621;

// A combining hamza or madda, which is composed with the letter before it.
bool Composes(char32_t c) { return c >= 0x653 && c <= 0x655; }

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

// A letter as it stands in two bytes of UTF-8.
struct BytePair {
  char first = 0, second = 0;
};
constexpr size_t kPairs = 0x10000;

size_t PairOf(const char* bytes) {
  return size_t{static_cast<unsigned char>(bytes[0])} << 8 | static_cast<unsigned char>(bytes[1]);
}

// Both foldings of the basic plane; beyond it nothing is folded.
struct FoldTables {
  std::vector<char16_t> k1, k2;
  // K2 of two bytes that are a letter and give another one, whatever stands around it; else zeros.
  std::vector<BytePair> k2_pairs;

  FoldTables() : k1(0x10000), k2(0x10000), k2_pairs(kPairs) {
    for (char32_t c = 0; c < 0x10000; ++c) {
      k1[c] = static_cast<char16_t>(ComputeK1(c));
      k2[c] = static_cast<char16_t>(ComputeK2(c));
    }
    for (char32_t c = 0x620; c < 0x700; ++c) {
      if (k2[c] < 0x80 || k2[c] >= 0x800 || k2[c] == kHamza || Composes(c)) continue;
      char from[4], to[4];
      PutUtf8(c, from);
      PutUtf8(k2[c], to);
      k2_pairs[PairOf(from)] = {to[0], to[1]};
    }
  }
};

const FoldTables& Tables() {
  static const FoldTables tables;
  return tables;
}

char32_t Fold(const std::vector<char16_t>& table, char32_t c) { return c < 0x10000 ? table[c] : c; }

std::string Composed(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  nfc->normalize(icu::UnicodeString::fromUTF8(
                     icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size()))),
                 status)
      .toUTF8String(out);
  return U_SUCCESS(status) ? out : std::string(utf8);
}

// Calls fold(text, out) with `out` large enough for any folding of the text, which returns the end
// of what it wrote, or null where the text must be composed first. No folding takes more than
// three bytes for one (U+FFFD for a byte that is not UTF-8).
template <typename FoldText>
std::string FoldWhole(std::string_view utf8, const FoldText& fold) {
  constexpr size_t kShort = 170;  // names are: no memory is asked for before their size is known
  if (utf8.size() <= kShort) {
    char out[3 * kShort];
    if (const char* end = fold(utf8, out, false)) return {out, static_cast<size_t>(end - out)};
  }
  std::string out(utf8.size() * 3, '\0');
  char* end = fold(utf8, out.data(), false);
  if (end == nullptr) {
    const std::string composed = Composed(utf8);
    out.assign(composed.size() * 3, '\0');
    end = fold(composed, out.data(), true);
  }
  out.resize(static_cast<size_t>(end - out.data()));
  return out;
}

bool EndsWord(std::string_view text, size_t at) {
  if (at >= text.size()) return true;
  const char32_t next = DecodeUtf8(text, at);
  return !u_isalnum(static_cast<UChar32>(next)) && FoldCodePointK1(next) != 0;
}

bool IsAlnum(char32_t c) {
  return (c >= 0x621 && c <= 0x64A && c != 0x640) || u_isalnum(static_cast<UChar32>(c)) != 0;
}

// Whether a text goes on with a letter of the Arabic alphabet, which takes two bytes.
bool IsLetterAt(std::string_view text, size_t at) {
  if (at + 1 >= text.size()) return false;
  const size_t pair = PairOf(text.data() + at);
  return (pair >= 0xD8A1 && pair <= 0xD8BF) || (pair >= 0xD981 && pair <= 0xD98A);
}

// Words that are written together with the next one or apart from it.
bool JoinsNext(std::string_view word) { return word == "عبد" || word == "ابو" || word == "و"; }

}  // namespace

char32_t FoldCodePointK1(char32_t c) { return Fold(Tables().k1, c); }
char32_t FoldCodePointK2(char32_t c) { return Fold(Tables().k2, c); }

bool IsComposed(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece text(utf8.data(), static_cast<int32_t>(utf8.size()));
  return U_SUCCESS(status) && nfc->isNormalizedUTF8(text, status) && U_SUCCESS(status);
}

std::string FoldK1(std::string_view utf8) {
  const auto& table = Tables().k1;
  return FoldWhole(utf8, [&](std::string_view text, char* out, bool composed) -> char* {
    for (size_t at = 0; at < text.size();) {
      const char32_t c = DecodeUtf8(text, at);
      if (Composes(c) && !composed) return nullptr;
      if (const char32_t folded = Fold(table, c)) out = PutUtf8(folded, out);
    }
    return out;
  });
}

std::string FoldK2(std::string_view utf8) {
  const auto& table = Tables().k2;
  const BytePair* const pairs = Tables().k2_pairs.data();
  return FoldWhole(utf8, [&](std::string_view text, char* out, bool composed) -> char* {
    for (size_t at = 0; at < text.size();) {
      if (at + 1 < text.size()) {
        const BytePair pair = pairs[PairOf(text.data() + at)];
        if (pair.first != 0) {
          *out++ = pair.first;
          *out++ = pair.second;
          at += 2;
          continue;
        }
      }
      const char32_t c = DecodeUtf8(text, at);
      if (Composes(c) && !composed) return nullptr;
      const char32_t folded = Fold(table, c);
      if (folded == 0) continue;
      if (folded == kHamza) {
        // Every hamza that ends up last in its word goes, so that folding twice changes nothing.
        size_t ahead = at;
        while (ahead < text.size()) {
          size_t next = ahead;
          const char32_t other = DecodeUtf8(text, next);
          if (Composes(other) && !composed) return nullptr;
          const char32_t other_folded = Fold(table, other);
          if (other_folded != 0 && other_folded != kHamza) break;
          ahead = next;
        }
        if (EndsWord(text, ahead)) {
          at = ahead;
          continue;
        }
      }
      out = PutUtf8(folded, out);
    }
    return out;
  });
}

std::string NameKey(std::string_view utf8) {
  std::string key = FoldK2(utf8);
  // In place: what is written never overtakes what is read.
  char* out = key.data();
  const char* word = out;  // the one being written
  bool space = false;      // between it and the next one
  for (size_t at = 0; at < key.size();) {
    const size_t from = at;
    if (IsLetterAt(key, at)) {
      at += 2;
    } else if (!IsAlnum(DecodeUtf8(key, at))) {
      space = out != key.data();
      continue;
    }
    if (space) {
      if (!JoinsNext({word, static_cast<size_t>(out - word)})) *out++ = ' ';
      word = out;
      space = false;
    }
    for (size_t byte = from; byte < at; ++byte) *out++ = key[byte];
  }
  key.resize(static_cast<size_t>(out - key.data()));
  return key;
}

}  // namespace amana
