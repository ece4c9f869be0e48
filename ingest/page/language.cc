#include "ingest/page/language.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>

#include "core/text/utf8.h"
#include "ingest/lexicon/tsv.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kArabic = "ar";
constexpr size_t kLetters = 4000;      // looked at, from the start
constexpr size_t kTooFewLetters = 40;  // to tell a script from
constexpr size_t kWords = 400;         // looked at
constexpr size_t kTooFewWords = 3;     // of a language, to tell it from
// Names, links and quotations in other letters are common in Arabic news; an article that is less
// Arabic than this is not one.
constexpr double kArabicShare = 0.4;

// The script of most letters, and the share of Arabic ones; "" for too few letters.
struct Scripts {
  std::string most;
  double arabic = 1;
};

Scripts ScriptsOf(std::string_view text) {
  std::map<UScriptCode, size_t> counts;
  size_t letters = 0;
  for (size_t at = 0; at < text.size() && letters < kLetters;) {
    const auto letter = static_cast<UChar32>(DecodeUtf8(text, at));
    if (!u_isalpha(letter)) continue;
    UErrorCode status = U_ZERO_ERROR;
    ++counts[uscript_getScript(letter, &status)];
    ++letters;
  }
  if (letters < kTooFewLetters) return {};
  const auto most =
      std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  return {uscript_getName(most->first),
          static_cast<double>(counts[USCRIPT_ARABIC]) / static_cast<double>(letters)};
}

bool IsWordEnd(UChar32 c) { return !u_isalpha(c) && u_charType(c) != U_NON_SPACING_MARK; }

// Calls visit(word) for the first words of the text.
template <typename Visit>
void ForEachWord(std::string_view text, Visit visit) {
  size_t begin = 0, words = 0;
  for (size_t at = 0; at <= text.size() && words < kWords;) {
    const size_t here = at;
    const bool end = here == text.size() || IsWordEnd(static_cast<UChar32>(DecodeUtf8(text, at)));
    if (!end) continue;
    if (here > begin) {
      visit(text.substr(begin, here - begin));
      ++words;
    }
    if (here == text.size()) break;
    begin = at;
  }
}

}  // namespace

Result<LanguageRules> LanguageRules::Load(const std::filesystem::path& rules_dir) {
  LanguageRules rules;
  AMANA_CHECK_OK(
      ReadTsv(rules_dir / "languages/words.tsv", [&](const TsvLine& line) -> Result<void> {
        if (line.fields.size() != 2) return line.Error("not WORD and LANGUAGE");
        const auto [at, fresh] = rules.language_of_word_.emplace(line.fields[0], line.fields[1]);
        if (!fresh) return line.Error("the word is of another language already");
        return {};
      }));
  return rules;
}

std::string LanguageRules::LanguageOf(std::string_view text) const {
  std::map<std::string, size_t, std::less<>> counts;
  ForEachWord(text, [&](std::string_view word) {
    const auto found = language_of_word_.find(std::string(word));
    if (found != language_of_word_.end()) ++counts[found->second];
  });
  const size_t arabic = counts[std::string(kArabic)];
  const auto most =
      std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  const bool other = most->second >= kTooFewWords && most->second > 2 * arabic;
  return other ? most->first : std::string(kArabic);
}

std::string LanguageRules::WhyNotArabic(std::string_view text) const {
  const Scripts scripts = ScriptsOf(text);
  if (scripts.arabic < kArabicShare) return fmt::format("mostly in {} letters", scripts.most);
  const std::string language = LanguageOf(text);
  return language == kArabic ? std::string() : fmt::format("in the language {}", language);
}

}  // namespace amana::ingest
