#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/result.h"

namespace amana::ingest {

// Tells Arabic texts from others, which the rules would misread. Immutable after loading; shared by
// threads.
class LanguageRules {
 public:
  // Reads DIR/languages/words.tsv: WORD and LANGUAGE (ISO 639).
  static Result<LanguageRules> Load(const std::filesystem::path& rules_dir);

  // Why the text is none to extract from: «mostly in Latin letters», «in the language fa». Empty
  // for Arabic, also where it names people in other letters, and for texts too short to tell.
  std::string WhyNotArabic(std::string_view text) const;

 private:
  std::string LanguageOf(std::string_view text) const;

  std::unordered_map<std::string, std::string> language_of_word_;
};

}  // namespace amana::ingest
