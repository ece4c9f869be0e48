#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {

// Inflection as data. A line of paradigms.tsv is
//   paradigm <TAB> features <TAB> base <TAB> operations
// features: dot-separated of m f sg du pl acc poss cons past pres; base: "lemma" or the attribute
// that holds another stem (pl, f, pres); operations, separated by spaces, each make one form:
//   [X>Y:][-SUFFIX][+SUFFIX]   first letters X become Y; strip; append.  "=" keeps the base.
struct ParadigmSlot {
  std::string features;
  std::string base;
  std::vector<std::string> operations;
};

class Paradigms {
 public:
  // Reads a paradigms.tsv; slots of a paradigm that exists already are added to it.
  Result<void> Load(const std::filesystem::path& file);

  // All inflected forms of `lemma`, whose attribute `par` names the paradigm; the lemma alone where
  // there is none. A base with several forms («pl=نواب,نائبون») inflects each of them.
  Result<std::vector<LexEntry>> Expand(const LexEntry& lemma) const;

 private:
  std::map<std::string, std::vector<ParadigmSlot>, std::less<>> paradigms_;
};

// One operation applied to one base; nullopt where its condition (first letters, suffix) fails.
std::optional<std::string> ApplyOperation(std::string_view base, std::string_view operation);

}  // namespace amana::ingest
