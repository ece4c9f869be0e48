// Files of a rule pack. The first byte says of which kind the others are: relation patterns, words
// or paradigms. A fault is refused with file and line.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "ingest/lexicon/loader.h"
#include "ingest/relations/pattern.h"
#include "ingest/relations/program.h"

namespace {

using namespace amana;

struct Knowledge {
  ingest::ClassTable classes;
  ingest::Paradigms paradigms;
};

Knowledge Load() {
  Knowledge knowledge;
  const std::string rules = AMANA_SOURCE_DIR "/rules/";
  auto loaded = ingest::LoadClasses(rules + "classes.tsv", knowledge.classes);
  if (loaded) loaded = knowledge.paradigms.Load(rules + "morph/paradigms.tsv");
  if (loaded) return knowledge;
  std::cerr << loaded.error().ToString() << '\n';
  std::abort();
}

void RequirePlaced(const Error& error) {
  const bool placed = error.position && error.position->file == "fuzz" && error.position->line > 0;
  if (error.message.empty() || !placed) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Knowledge knowledge = Load();
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 2 == 0) {
    const auto rules = ingest::ParseRules("fuzz", text, knowledge.classes);
    if (rules) {
      (void)ingest::RuleProgram::Compile(*rules);
    } else {
      RequirePlaced(rules.error());
    }
    return 0;
  }
  ingest::Lexicon lexicon;
  const auto loaded =
      ingest::LoadLexiconText("fuzz", text, knowledge.classes, knowledge.paradigms, lexicon);
  if (!loaded) RequirePlaced(loaded.error());
  return 0;
}
