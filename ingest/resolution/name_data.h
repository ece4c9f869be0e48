#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/result.h"

namespace amana::ingest {

// What the rule pack says of names and reasons (rules/names/*.tsv), words folded by NameKey and
// without spaces.
struct NameData {
  std::map<std::string, std::string, std::less<>> particles;  // as written -> as compared
  std::map<std::string, std::string, std::less<>> glued;      // the same where it begins a word
  std::set<std::string, std::less<>> tails;                   // «الدين»
  std::set<std::string, std::less<>> leads;                   // «مولاي»
  std::map<std::string, std::string, std::less<>> same_as;
  std::map<std::string, std::string, std::less<>> letters;
  std::set<std::string, std::less<>> common_last;
  std::map<std::string, double, std::less<>> weights;

  // Adds a file; what it says again replaces what was said.
  Result<void> Load(const std::filesystem::path& file);
};

// NameKey without its spaces: «نور الدين» and «نورالدين» are one word.
std::string WordKey(std::string_view form);

}  // namespace amana::ingest
