#include "ingest/evaluate/name_measure.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <fstream>
#include <functional>

namespace amana::ingest {
namespace {

std::u32string Decode(const icu::UnicodeString& text) {
  std::u32string out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) out += text.char32At(i);
  return out;
}

icu::UnicodeString Encode(const std::u32string& text) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<int32_t>(text.size()));
}

std::u32string Nfkc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
  return Decode(nfkc->normalize(text, status));
}

std::u32string Raw(std::string_view utf8) {
  return Decode(icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())}));
}

// Letters, and whatever has a numeric value; marks and punctuation are not words.
bool IsWordCharacter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) ||
         u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

std::vector<std::u32string> SplitWords(const std::u32string& text) {
  std::vector<std::u32string> words(1);
  for (char32_t c : text) {
    if (IsWordCharacter(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// Calls row(columns, line number) for each line that is not empty and not a comment.
Result<void> ReadTable(
    const std::filesystem::path& file,
    const std::function<Result<void>(const std::vector<std::string>&, uint32_t)>& row) {
  std::ifstream in(file);
  if (!in) return Fail(ErrorCode::kIo, "cannot read " + file.string());
  std::string line;
  for (uint32_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> columns(1);
    for (char c : line) {
      if (c == '\t') {
        columns.emplace_back();
      } else {
        columns.back() += c;
      }
    }
    AMANA_CHECK_OK(row(columns, number));
  }
  return {};
}

tl::unexpected<Error> Bad(const std::filesystem::path& file, uint32_t line, std::string message) {
  Error error(ErrorCode::kSyntax, std::move(message));
  error.position = SourcePosition{file.string(), line, 0, 0};
  return Fail(std::move(error));
}

}  // namespace

Result<NameMeasure> NameMeasure::Load(const std::filesystem::path& folder) {
  NameMeasure measure;
  AMANA_CHECK_OK(measure.LoadLetters(folder / "letters.tsv"));
  AMANA_CHECK_OK(measure.LoadWords(folder / "words.tsv"));
  return measure;
}

Result<void> NameMeasure::LoadLetters(const std::filesystem::path& file) {
  return ReadTable(file, [&](const auto& columns, uint32_t line) -> Result<void> {
    if (columns.size() != 2) return Bad(file, line, "expected: letters<TAB>folded, or - for none");
    std::u32string to = columns[1] == "-" ? U"" : Raw(columns[1]);
    std::u32string from = Raw(columns[0]);
    if (columns[0].starts_with("U+")) {  // invisible: U+0640, or U+0610..U+061A
      size_t dots = columns[0].find("..");
      auto hex = [&](size_t at) { return std::stoul(columns[0].substr(at + 2), nullptr, 16); };
      unsigned long first = hex(0), last = dots == std::string::npos ? first : hex(dots + 2);
      for (unsigned long c = first; c <= last; ++c) invisible_.insert(static_cast<char32_t>(c));
    } else if (from.size() == 2) {
      pairs_[from] = to;
    } else if (from.size() == 1) {
      letters_[from[0]] = to;
    } else {
      return Bad(file, line, "expected one letter or two");
    }
    return {};
  });
}

Result<void> NameMeasure::LoadWords(const std::filesystem::path& file) {
  // The article first: what follows is kept with and without it.
  return ReadTable(file, [&](const auto& columns, uint32_t line) -> Result<void> {
    if (columns.size() < 2) return Bad(file, line, "expected: form<TAB>class");
    const std::string& kind = columns[1];
    const std::u32string form = Normalize(columns[0]);
    if (kind == "article") {
      article_ = form;
    } else if (kind == "join_first" || kind == "join_second") {
      joins_.resize(2);
      joins_[kind == "join_second"].insert(form);
    } else if (kind == "honorific") {
      honorifics_.insert({form, Bare(form)});
    } else if (kind == "formula") {
      formulas_.push_back(Split(columns[0]));
    } else if (kind == "place_kind") {
      place_kinds_.insert(form);
    } else if (kind == "feminine_head" && columns.size() == 3) {
      feminine_heads_[form] = Normalize(columns[2]);
    } else if (kind == "feminine_adjective") {
      feminine_adjectives_.insert(form);
    } else if (kind == "feminine_ending") {
      feminine_ending_ = form;
    } else if (kind == "preposition") {
      prepositions_.insert(form);
    } else if (kind == "clitic") {
      clitics_.insert(form);
      prepositions_.insert(form);
    } else if (kind == "contraction") {
      contractions_.insert(form);
    } else if (kind == "party") {
      party_words_.push_back(columns[0]);
    } else {
      return Bad(file, line, "unknown class or missing column: " + kind);
    }
    return {};
  });
}

std::u32string NameMeasure::Normalize(std::string_view utf8) const {
  std::u32string out;
  for (const auto& word : Split(utf8)) out += (out.empty() ? U"" : U" ") + word;
  return out;
}

std::string NameMeasure::Folded(std::string_view utf8) const {
  std::string out;
  return Encode(Normalize(utf8)).toUTF8String(out);
}

NameMeasure::Words NameMeasure::Split(std::string_view utf8) const {
  // Invisible characters go before pairs are looked at: they may stand between the two.
  std::u32string visible, folded;
  for (char32_t c : Nfkc(utf8)) {
    if (!invisible_.contains(c)) visible += c;
  }
  for (size_t i = 0; i < visible.size(); ++i) {
    if (auto pair = pairs_.find(visible.substr(i, 2)); pair != pairs_.end()) {
      folded += pair->second;
      ++i;
    } else if (auto letter = letters_.find(visible[i]); letter != letters_.end()) {
      folded += letter->second;
    } else {
      folded += visible[i];
    }
  }
  Words words = SplitWords(Decode(Encode(folded).foldCase()));
  for (const auto& joined : joins_) {
    Words next;
    bool open = false;
    for (const auto& word : words) {
      if (open) {
        next.back() += word;
      } else {
        next.push_back(word);
      }
      open = joined.contains(word);
    }
    words = std::move(next);
  }
  return words;
}

// The word without the article, where something is left of it.
std::u32string NameMeasure::Bare(const std::u32string& word) const {
  bool long_enough = word.size() > article_.size() + 1;
  return !article_.empty() && long_enough && word.starts_with(article_)
             ? word.substr(article_.size())
             : word;
}

// The words, and every shorter list made by dropping removable words in front.
std::vector<NameMeasure::Words> NameMeasure::Peel(Words words,
                                                  const std::set<std::u32string>& removable) const {
  std::vector<Words> forms = {words};
  while (words.size() > 1 && (removable.contains(words[0]) || removable.contains(Bare(words[0])))) {
    words.erase(words.begin());
    forms.push_back(words);
  }
  return forms;
}

// A feminine head of a title becomes masculine, and so do the adjectives right behind it.
NameMeasure::Words NameMeasure::Masculine(Words words) const {
  auto head = feminine_heads_.find(words[0]);
  if (head == feminine_heads_.end()) return words;
  words[0] = head->second;
  for (size_t i = 1; i < words.size() && feminine_adjectives_.contains(words[i]); ++i) {
    if (words[i].ends_with(feminine_ending_)) {
      words[i].resize(words[i].size() - feminine_ending_.size());
    }
  }
  return words;
}

NameKeys NameMeasure::Keys(std::string_view name, std::string_view type, bool predicted) const {
  Words words = Split(name);
  if (words.empty()) return {};
  std::vector<Words> forms = {words};
  if (type == "Person") {
    if (predicted) {
      forms = Peel(words, honorifics_);
      for (const Words& tail : formulas_) {
        for (size_t i = 0, n = forms.size(); i < n; ++i) {
          const Words form = forms[i];
          if (form.size() <= tail.size()) continue;
          auto cut = form.end() - static_cast<ptrdiff_t>(tail.size());
          if (std::equal(cut, form.end(), tail.begin())) forms.emplace_back(form.begin(), cut);
        }
      }
    }
  } else if (type == "Place") {
    if (predicted) forms = Peel(words, place_kinds_);
    for (Words& form : forms) {
      for (auto& word : form) word = Bare(word);
    }
  } else if (type == "Post" || type == "Organization") {
    for (auto& word : words) word = Bare(word);
    forms = {type == "Post" ? Masculine(words) : words};
  }
  return {forms.begin(), forms.end()};
}

// What the first word of a tail may be once a joined preposition is taken off.
std::set<std::u32string> NameMeasure::TailHeads(const std::u32string& word) const {
  std::set<std::u32string> heads = {word};
  if (word.size() <= 3) return heads;
  for (const auto& clitic : clitics_) {
    if (!word.starts_with(clitic)) continue;
    std::u32string rest = word.substr(clitic.size());
    heads.insert({rest, Bare(rest)});
  }
  for (const auto& contraction : contractions_) {
    if (word.starts_with(contraction)) heads.insert(word.substr(contraction.size()));
  }
  return heads;
}

bool NameMeasure::IsQualifierTail(const NameKey& tail, const NameKeys& qualifiers) const {
  return TailFrom(tail, 0, qualifiers);
}

bool NameMeasure::TailFrom(const NameKey& tail, size_t at, const NameKeys& qualifiers) const {
  if (at == tail.size()) return true;
  if (prepositions_.contains(tail[at])) {
    return at + 1 < tail.size() && TailFrom(tail, at + 1, qualifiers);
  }
  const auto heads = TailHeads(tail[at]);
  for (const NameKey& qualifier : qualifiers) {
    if (qualifier.empty() || qualifier.size() > tail.size() - at) continue;
    if (!heads.contains(qualifier[0])) continue;
    auto rest = tail.begin() + static_cast<ptrdiff_t>(at);
    if (std::equal(qualifier.begin() + 1, qualifier.end(), rest + 1) &&
        TailFrom(tail, at + qualifier.size(), qualifiers)) {
      return true;
    }
  }
  return false;
}

}  // namespace amana::ingest
