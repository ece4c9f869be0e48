#include "ingest/lexicon/loader.h"

#include <charconv>
#include <sstream>

namespace amana::ingest {
namespace {

Result<void> ReadClasses(const TsvLine& line, const ClassTable& classes, LexEntry& entry) {
  std::string_view rest = line.fields[1];
  if (rest == "-") return {};
  while (!rest.empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    const auto id = classes.Find(rest.substr(0, comma));
    if (!id) return line.Error(id.error().message);
    entry.classes.set(*id);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return {};
}

Result<void> ReadAttributes(const TsvLine& line, LexEntry& entry) {
  std::string_view rest = line.fields[2];
  while (!rest.empty()) {
    const size_t semicolon = std::min(rest.find(';'), rest.size());
    const std::string_view pair = rest.substr(0, semicolon);
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return line.Error("attribute '" + std::string(pair) + "' is not of the form key=value");
    }
    entry.attributes.Set(pair.substr(0, equals), pair.substr(equals + 1));
    rest.remove_prefix(std::min(semicolon + 1, rest.size()));
  }
  return {};
}

// Lifts the attributes that the engine reads at every word into fields.
Result<void> ReadFields(const TsvLine& line, LexEntry& entry) {
  entry.lemma = entry.Get("lemma");
  const std::string_view gender = entry.Get("g");
  if (gender == "f") entry.gender = Gender::kFeminine;
  if (gender == "m") entry.gender = Gender::kMasculine;
  const std::string_view number = entry.Get("n");
  if (number == "du") entry.number = Number::kDual;
  if (number == "pl") entry.number = Number::kPlural;
  if (entry.Get("case") == "acc") entry.accusative = true;
  if (entry.Get("poss") == "1") entry.possessed = true;
  if (const std::string_view word = entry.Get("word"); !word.empty()) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), entry.word);
    if (error != std::errc() || end != word.data() + word.size() || entry.word < 0 ||
        entry.word > 3) {
      return line.Error("word=" + std::string(word) + " is not a number from 0 to 3");
    }
  }
  return {};
}

Result<void> AddLine(const TsvLine& line, const ClassTable& classes, const Paradigms& paradigms,
                     Lexicon& lexicon, const LexiconFilter& filter) {
  AMANA_TRY(LexEntry entry, ParseLexiconLine(line, classes));
  if (entry.classes.none() || (filter && !filter(classes, entry))) return {};
  auto forms = paradigms.Expand(entry);
  if (!forms) return line.Error(forms.error().message);
  for (LexEntry& form : *forms) lexicon.Add(std::move(form));
  return {};
}

}  // namespace

Result<void> LoadClasses(const std::filesystem::path& file, ClassTable& classes) {
  return ReadTsv(file, [&](const TsvLine& line) -> Result<void> {
    if (line.fields.size() != 2) return line.Error("a class line is: class <TAB> what it is for");
    if (auto added = classes.Add(line.fields[0]); !added) return line.Error(added.error().message);
    return {};
  });
}

Result<LexEntry> ParseLexiconLine(const TsvLine& line, const ClassTable& classes) {
  if (line.fields.size() < 2 || line.fields.size() > 3 || line.fields[0].empty()) {
    return line.Error("a lexicon line is: form <TAB> class[,class] [<TAB> key=value;…]");
  }
  LexEntry entry;
  entry.form = line.fields[0];
  entry.file = std::filesystem::path(line.file).filename().string();
  entry.line = line.line;
  AMANA_CHECK_OK(ReadClasses(line, classes, entry));
  if (line.fields.size() == 3) AMANA_CHECK_OK(ReadAttributes(line, entry));
  AMANA_CHECK_OK(ReadFields(line, entry));
  return entry;
}

Result<void> ReadLexicon(const std::filesystem::path& file, const ClassTable& classes,
                         const LexiconLineSink& sink) {
  return ReadTsv(file, [&](const TsvLine& line) -> Result<void> {
    AMANA_TRY(LexEntry entry, ParseLexiconLine(line, classes));
    return sink(line, std::move(entry));
  });
}

Result<void> LoadLexicon(const std::filesystem::path& file, const ClassTable& classes,
                         const Paradigms& paradigms, Lexicon& lexicon,
                         const LexiconFilter& filter) {
  return ReadTsv(file, [&](const TsvLine& line) {
    return AddLine(line, classes, paradigms, lexicon, filter);
  });
}

Result<void> LoadLexiconText(const std::string& file, const std::string& text,
                             const ClassTable& classes, const Paradigms& paradigms,
                             Lexicon& lexicon) {
  std::istringstream in(text);
  return ReadTsvText(file, in, [&](const TsvLine& line) {
    return AddLine(line, classes, paradigms, lexicon, {});
  });
}

}  // namespace amana::ingest
