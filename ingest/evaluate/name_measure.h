#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace amana::ingest {

// A name as the measure compares it: folded words.
using NameKey = std::vector<std::u32string>;
using NameKeys = std::set<NameKey>;

// How names are compared when extraction is scored. It is deliberately apart from core's folding:
// a measure must not move when the program that it measures does. Its words and letters are data
// (rules/evaluate). Immutable after Load, so it may be shared by threads.
class NameMeasure {
 public:
  // Reads letters.tsv and words.tsv of `folder`. Errors: kIo, kSyntax with file:line.
  static Result<NameMeasure> Load(const std::filesystem::path& folder);

  // Folds spelling variants that do not tell names apart: NFKC, marks and invisible characters,
  // letter forms, case; punctuation becomes space; joined words («عبد العزيز») become one.
  std::u32string Normalize(std::string_view utf8) const;
  std::string Folded(std::string_view utf8) const;  // the same as UTF-8

  // The forms under which a name of this entity type may be matched. Only predicted names are
  // peeled of honorifics, formulas and kinds of place; gold names are bare already.
  NameKeys Keys(std::string_view name, std::string_view type, bool predicted) const;

  // True if `tail` is nothing but qualifiers, bare or joined by a preposition: what may follow a
  // post's or body's name without making it another.
  bool IsQualifierTail(const NameKey& tail, const NameKeys& qualifiers) const;

  // The word for a party, as it may follow a post («رئيسة الحزب»).
  const std::vector<std::string>& party_words() const { return party_words_; }

 private:
  using Words = std::vector<std::u32string>;

  Result<void> LoadLetters(const std::filesystem::path& file);
  Result<void> LoadWords(const std::filesystem::path& file);
  Words Split(std::string_view utf8) const;
  std::u32string Bare(const std::u32string& word) const;
  std::vector<Words> Peel(Words words, const std::set<std::u32string>& removable) const;
  Words Masculine(Words words) const;
  std::set<std::u32string> TailHeads(const std::u32string& word) const;
  bool TailFrom(const NameKey& tail, size_t at, const NameKeys& qualifiers) const;

  std::set<char32_t> invisible_;                    // removed before anything else
  std::map<std::u32string, std::u32string> pairs_;  // two letters -> what they fold to
  std::map<char32_t, std::u32string> letters_;      // one letter -> what it folds to, maybe nothing
  std::vector<std::set<std::u32string>> joins_;     // rounds of words joined to the next one
  std::set<std::u32string> honorifics_, place_kinds_, feminine_adjectives_, prepositions_;
  std::set<std::u32string> clitics_;       // prepositions written as one with the word
  std::set<std::u32string> contractions_;  // clitic and article in one
  std::map<std::u32string, std::u32string> feminine_heads_;
  std::vector<Words> formulas_;
  std::u32string article_, feminine_ending_;
  std::vector<std::string> party_words_;
};

}  // namespace amana::ingest
