#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "ingest/confidence_curves.h"
#include "ingest/dates/calendar.h"
#include "ingest/lexicon/core_classes.h"
#include "ingest/lexicon/lexicon.h"
#include "ingest/lexicon/loader.h"
#include "ingest/lexicon/paradigm.h"
#include "ingest/relations/pattern.h"
#include "ingest/relations/program.h"
#include "ingest/resolution/name_data.h"

namespace amana::ingest {

// All that the extractor knows: classes, lexicon, rules. Immutable after loading and shared by all
// threads; passed by reference, there is no global one.
class RuleSet {
 public:
  // Loads a rule pack, then packs of the user's own. A pack is a directory with classes.tsv,
  // morph/*.tsv, lex/*.tsv, names/*.tsv, confidence/*.tsv and relations/*.rul, each part optional
  // but in the first. A later pack
  // adds to the earlier ones and wins over them: its lexicon lines as Overrides says, its rules
  // over rules of the same id. `filter` may change or leave out any lexicon line. Errors have
  // file:line.
  static Result<std::shared_ptr<const RuleSet>> Load(std::span<const std::filesystem::path> packs,
                                                     const LexiconFilter& filter = {});

  const ClassTable& classes() const { return classes_; }
  const CoreClasses& core() const { return core_; }
  const Lexicon& lexicon() const { return lexicon_; }
  const std::vector<Rule>& rules() const { return rules_; }
  // The same rules, compiled for the matcher.
  const RuleProgram& program() const { return program_; }
  const Calendar& calendar() const { return calendar_; }
  // What tells persons of different articles apart.
  const NameData& names() const { return names_; }
  // What the claims of rules are worth.
  const ConfidenceCurves& confidence() const { return confidence_; }
  // Hash of all files, hexadecimal; written into every piece of evidence's article.
  const std::string& version() const { return version_; }

 private:
  Result<void> LoadGrammar(const std::filesystem::path& pack);
  Result<void> LoadWords(const std::filesystem::path& pack, const LexiconFilter& filter);
  Result<void> LoadRules(const std::filesystem::path& pack);
  // Reads a file that was parsed already, for the hash.
  Result<std::string> Mix(const std::filesystem::path& file);

  ClassTable classes_;
  CoreClasses core_{};
  Paradigms paradigms_;
  Lexicon lexicon_;
  Calendar calendar_;
  NameData names_;
  ConfidenceCurves confidence_;
  std::vector<Rule> rules_;
  RuleProgram program_;
  std::string version_;
  uint64_t hash_ = 0;
};

}  // namespace amana::ingest
